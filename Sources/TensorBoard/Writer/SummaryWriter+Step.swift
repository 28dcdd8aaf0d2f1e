// The step of values that come without one.
//
// A call of this writer states its step. A message of swift-log or a measurement of swift-metrics
// cannot; it belongs to the step that its task, or else the writer, is at.
extension SummaryWriter {
    /// The training step that has been reached, for values that are logged without one; 0 at first.
    ///
    /// The messages of swift-log and the measurements of swift-metrics belong to it; the functions
    /// of this type state their steps themselves. All runs of one writer share it. It may be set on
    /// any thread; use ``advanceStep(by:)`` where several threads count.
    ///
    /// ```swift
    /// for step in 0..<1_000 {
    ///     writer.step = step
    ///     logger.info("one more")
    /// }
    /// ```
    public var step: Int {
        get { session.stepCounter.value }
        set { session.stepCounter.value = newValue }
    }

    /// Advances ``step``, in one piece with what other threads do.
    ///
    /// - Parameter count: The number of steps.
    /// - Returns: The new step.
    @discardableResult
    public func advanceStep(by count: Int = 1) -> Int {
        session.stepCounter.advance(by: count)
    }

    /// The step of the current task where ``withStep(_:_:)`` sets one, else ``step``.
    public var currentStep: Int { StepCounter.ofTask ?? step }

    /// Calls `body` with another step for values that are logged without one, for all writers.
    ///
    /// It holds for the current task and for those that `body` starts, except for detached ones. Use
    /// it for work that is not at the step of the training loop, such as data loaded in advance.
    ///
    /// ```swift
    /// SummaryWriter.withStep(writer.step + 1) {
    ///     logger.info("loading the next batch")
    /// }
    /// ```
    ///
    /// - Parameters:
    ///   - step: The training step.
    ///   - body: A function that logs.
    /// - Returns: The result of `body`.
    /// - Throws: The error of `body`.
    public static func withStep<Result>(
        _ step: some BinaryInteger,
        _ body: () throws -> Result
    ) rethrows -> Result {
        try StepCounter.$ofTask.withValue(Int(clamping: step), operation: body)
    }

    /// Calls `body` with another step for values that are logged without one, for all writers.
    ///
    /// `body` runs where the caller does: on the main actor, in an actor, or in none.
    ///
    /// ```swift
    /// await SummaryWriter.withStep(writer.step + 1) {
    ///     logger.info("loading the next batch")
    ///     await loadBatch()
    /// }
    /// ```
    ///
    /// - Parameters:
    ///   - step: The training step.
    ///   - isolation: The actor that `body` runs on; by default the caller's.
    ///   - body: A function that logs.
    /// - Returns: The result of `body`.
    /// - Throws: The error of `body`.
    public static func withStep<Result>(
        _ step: some BinaryInteger,
        isolation: isolated (any Actor)? = #isolation,
        _ body: () async throws -> Result
    ) async rethrows -> Result {
        try await StepCounter.$ofTask.withValue(Int(clamping: step), operation: body)
    }
}
