internal import Platform

/// Values of one step, gathered before they are logged together.
package protocol StepValues: Sendable {
    /// Forgets the values that belong to the step that ended.
    mutating func beginStep()
}

/// Gathers the values of a step, and logs them when the next one begins or everything is written.
///
/// A step that is written before it ends is logged again with all of its values. TensorBoard's data
/// server shows the last of the points at a step.
package final class StepGatherer<Values: StepValues>: ValueSource {
    /// The values, and what is to be done with them.
    struct State: Sendable {
        var values: Values
        var order = StepOrder()
        /// Whether there are values that were not logged.
        var hasNews = false
        /// Values of steps that are over, to be logged in this order.
        var finished: [(values: Values, step: Int)] = []
        var isLogging = false
        /// Whether the next gatherer of its name begins without these values.
        var isOver = false
    }

    private let steps: StepSource
    private let log: @Sendable (Values, _ step: Int) -> Void
    private let keep: @Sendable (State) -> Void
    /// Recursive, since a warning about a logged value may be a message that is logged.
    private let lock = RecursiveLock()
    // Accessed only under the lock.
    nonisolated(unsafe) private var state: State

    /// - Parameters:
    ///   - state: The values to begin with.
    ///   - steps: The source of their steps.
    ///   - log: Logs the values of a step.
    ///   - keep: Called at the end: a gatherer that is made again at the same step goes on.
    fileprivate init(
        _ state: State,
        steps: StepSource,
        log: @escaping @Sendable (Values, _ step: Int) -> Void,
        keep: @escaping @Sendable (State) -> Void
    ) {
        self.state = state
        self.steps = steps
        self.log = log
        self.keep = keep
    }

    deinit {
        if state.hasNews, let step = state.order.step { log(state.values, step) }
        state.hasNews = false
        if !state.isOver { keep(state) }
    }

    /// Changes the values of the present step.
    package func gather(_ change: (inout Values) -> Void) {
        lock.withLock {
            if let ended = state.order.advance(by: steps) {
                finish(ended)
                state.values.beginStep()
            }
            change(&state.values)
            state.hasNews = true
            logFinished()
        }
    }

    package func logGathered() {
        lock.withLock {
            // A second time for warnings about the first, which may have come here.
            for _ in 0..<2 {
                if let step = state.order.step { finish(step) }
                logFinished()
            }
        }
    }

    /// Logs the values that are left, which no other gatherer goes on with.
    fileprivate func end() {
        logGathered()
        lock.withLock { state.isOver = true }
    }

    private func finish(_ step: Int) {
        guard state.hasNews else { return }
        state.hasNews = false
        state.finished.append((state.values, step))
    }

    /// Logs in order, even if logging leads to another call.
    private func logFinished() {
        guard !state.isLogging else { return }
        state.isLogging = true
        defer { state.isLogging = false }
        while !state.finished.isEmpty {
            let (values, step) = state.finished.removeFirst()
            log(values, step)
        }
    }
}

extension SummaryWriter {
    /// The gatherer of this run with that name, which is asked for its values before everything is
    /// written.
    ///
    /// - Parameters:
    ///   - name: The name; a second call with it returns the same one.
    ///   - values: The values to begin with, unless an earlier one has left some.
    ///   - steps: The source of their steps.
    ///   - log: Logs the values of a step.
    /// - Returns: The gatherer.
    package func gatherer<Values: StepValues>(
        _ name: String,
        _ values: Values,
        steps: StepSource,
        log: @escaping @Sendable (Values, _ step: Int) -> Void
    ) -> StepGatherer<Values> {
        let name = ValueSources.Name(run: ObjectIdentifier(self.log), name: name)
        return queue.source(name) { remains in
            StepGatherer(
                remains as? StepGatherer<Values>.State ?? .init(values: values),
                steps: steps,
                log: log,
                keep: { [queue] in queue.keep($0, of: name) }
            )
        }
    }

    /// Logs what a gatherer has, asks it no longer, and starts from scratch at the next call with its name.
    package func end(_ gatherer: StepGatherer<some StepValues>, named name: String) {
        gatherer.end()
        queue.removeSource(.init(run: ObjectIdentifier(log), name: name))
    }
}
