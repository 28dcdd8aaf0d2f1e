internal import Platform

/// Something that gathers values and logs them later, such as the messages of a step.
///
/// It is asked for them before everything is written, so that a flushed writer has lost none.
package protocol ValueSource: AnyObject, Sendable {
    /// Logs the values that were gathered since the last time.
    func logGathered()
}

/// The sources of a queue, which it keeps alive only until it next asks them.
struct ValueSources: Slot {
    struct Name: Hashable {
        let run: ObjectIdentifier
        let name: String
    }

    private struct Reference {
        weak var source: (any ValueSource)?
    }

    private var references: [Name: Reference] = [:]
    /// Sources that were made since the last time: of a label whose loggers come and go there is one.
    var recent: [Name: any ValueSource] = [:]
    /// What sources that ended leave to the next one of their name.
    var remains: [Name: any Sendable] = [:]
    /// Whether a task asks them regularly.
    var hasTask = false

    /// The sources that are still alive.
    ///
    /// The caller releases them where no lock is held: a source that ends logs.
    mutating func living() -> [Name: any ValueSource] {
        let living = references.compactMapValues(\.source)
        if living.count < references.count {
            references = references.filter { living[$0.key] != nil }
        }
        return living
    }

    subscript(name: Name) -> (any ValueSource)? {
        get { references[name]?.source }
        set { references[name] = newValue.map { Reference(source: $0) } }
    }

    /// The parent's threads may hold their locks, and the parent logs what they gathered.
    mutating func becomeChild() {
        references = [:]
        // Their end would log, and here the gate is held.
        for source in recent.values { _ = Unmanaged.passRetained(source as AnyObject) }
        recent = [:]
        remains = [:]
        hasTask = false
    }
}

extension EventQueue {
    /// The source with that name, created if it does not exist.
    ///
    /// - Parameters:
    ///   - name: The run and the name in it.
    ///   - make: Makes it of what an earlier one has left; under the gate.
    /// - Returns: The source.
    func source<Source: ValueSource>(
        _ name: ValueSources.Name,
        make: (_ remains: (any Sendable)?) -> Source
    ) -> Source {
        let (source, isFirst) = withGate { held in
            held.queue.slots.with(ValueSources.self) { sources in
                if let known = sources[name] as? Source { return (known, false) }
                let made = make(sources.remains.removeValue(forKey: name))
                sources[name] = made
                sources.recent[name] = made
                defer { sources.hasTask = true }
                return (made, !sources.hasTask)
            }
        }
        if isFirst { askRegularly() }
        return source
    }

    /// Keeps what a source leaves to the next one of its name.
    func keep(_ remains: some Sendable, of name: ValueSources.Name) {
        withGate { held in
            held.queue.slots.with(ValueSources.self) { $0.remains[name] = remains }
        }
    }

    /// Asks a source no longer, and forgets what it leaves.
    func removeSource(_ name: ValueSources.Name) {
        // It is released after the gate.
        _ = withGate { held in
            held.queue.slots.with(ValueSources.self) { sources in
                sources[name] = nil
                sources.remains[name] = nil
                return sources.recent.removeValue(forKey: name)
            }
        }
    }

    /// Has every source log what it gathered; no lock is held.
    ///
    /// - Returns: Whether there are any.
    @discardableResult
    func logGathered() -> Bool {
        let sources = withGate { held in
            held.queue.slots.with(ValueSources.self) { $0.living() }
        }
        // In an order that does not change from run to run.
        for (_, source) in sources.sorted(by: { $0.key.name < $1.key.name }) {
            source.logGathered()
        }
        releaseRecent()
        return !sources.isEmpty
    }

    private func releaseRecent() {
        let recent = withGate { held in
            held.queue.slots.with(ValueSources.self) { sources in
                defer { sources.recent = [:] }
                return sources.recent
            }
        }
        // They are released here, after the gate.
        withExtendedLifetime(recent) {}
    }

    /// The same for a process that ends, which must not wait for room.
    func logGatheredWithoutWaiting() {
        let mayWait = withGate { held in
            options.queuePolicy == .wait
                && held.queue.sealedByteCount > options.queueByteLimit / 2
        }
        if !mayWait { logGathered() }
    }

    /// Asks the sources at every flush interval, until there are none or the queue is closed.
    private func askRegularly() {
        let nanoseconds = UInt64(max(options.flushNanoseconds, 100_000_000))
        Task.detached(priority: .utility) { [weak self] in
            while true {
                try? await Task.sleep(nanoseconds: nanoseconds)
                guard let self, self.asksAgain() else { return }
            }
        }
    }

    private func asksAgain() -> Bool {
        logGathered()
        let (living, isOver) = withGate { held in
            held.queue.slots.with(ValueSources.self) { sources in
                let living = sources.living()
                if living.isEmpty || held.queue.isClosed { sources.hasTask = false }
                return (living, !sources.hasTask)
            }
        }
        // They are released here, after the gate.
        return withExtendedLifetime(living) { !isOver }
    }
}
