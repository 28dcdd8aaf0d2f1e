internal import Platform
internal import SystemPackage

/// The runs of this program that are being written, to notice two of them in one directory.
enum LiveRuns {
    private struct Run {
        let log: RunLog
        let queue: EventQueue
    }

    // Lock order: before a queue's gate.
    private static let lock = Monitor()
    // Both only accessed under the lock.
    nonisolated(unsafe) private static var runs: [String: [Run]] = [:]
    nonisolated(unsafe) private static var directories: [ObjectIdentifier: String] = [:]

    /// Adds a run that is written to a directory.
    static func add(_ log: RunLog, of queue: EventQueue, in directory: FilePath) {
        let directory = real(directory).string
        lock.withLock {
            guard directories.updateValue(directory, forKey: ObjectIdentifier(log)) == nil else {
                return
            }
            runs[directory, default: []].append(Run(log: log, queue: queue))
        }
    }

    /// Removes the runs of a queue, which is closed.
    static func remove(_ queue: EventQueue) {
        let closed = queue.withGate { held in held.queue.runs }
        lock.withLock {
            for log in closed {
                guard let directory = directories.removeValue(forKey: ObjectIdentifier(log)) else {
                    continue
                }
                runs[directory]?.removeAll { $0.log === log }
                if runs[directory]?.isEmpty == true { runs[directory] = nil }
            }
        }
    }

    /// Whether another run in the same directory has a value of a tag.
    static func hasValue(of tag: String, besides log: RunLog) -> Bool {
        lock.withLock {
            guard let directory = directories[ObjectIdentifier(log)],
                let runs = runs[directory], runs.count > 1
            else { return false }
            return runs.contains { run in
                run.log !== log && run.queue.withGate { held in run.log.hasValue(of: tag, held) }
            }
        }
    }

    /// Locks, before the queues are locked to fork.
    static func lockToFork() { lock.lock() }

    /// Unlocks what ``lockToFork()`` has locked.
    static func unlockAfterFork() { lock.unlock() }

    /// The path without links, as far as it exists.
    private static func real(_ path: FilePath) -> FilePath {
        if let resolved = realpath(path.string, nil) {
            defer { free(resolved) }
            return FilePath(platformString: resolved)
        }
        guard let name = path.lastComponent, !path.isEmpty else { return path }
        let parent = path.removingLastComponent()
        return real(parent.isEmpty ? "." : parent).appending(name)
    }
}
