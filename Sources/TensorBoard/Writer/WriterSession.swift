internal import SystemPackage
internal import TensorBoardEvents

/// The state that the writers of a logdir share; when the last one is released, everything is
/// written.
final class WriterSession: Sendable {
    let queue: EventQueue
    let logdir: FilePath
    /// Whether everything goes to one stream, which has no runs.
    let isStream: Bool
    /// Whether the flight recorder watches scalars.
    let watchesScalars: Bool
    let stepCounter = StepCounter()
    /// Whether it takes back what older files hold.
    var purges: Bool { purgeStep != nil }
    private let purgeStep: Int?
    private let descriptor: FileDescriptor?

    /// Whether there is a directory for files next to the event files.
    var hasDirectory: Bool { !isStream && queue.sink == nil }

    init(options: SummaryWriter.Options, logdir: FilePath, purgeStep: Int?) {
        queue = EventQueue(options: options)
        watchesScalars = options.flightRecorder?.triggers.isEmpty == false
        self.logdir = logdir
        self.purgeStep = purgeStep
        descriptor = nil
        isStream = false
        ExitHandlers.add(queue)
        TerminationHandlers.watch(options.flushOnTermination)
    }

    init(options: SummaryWriter.Options, sink: any RecordSink) {
        queue = EventQueue(options: options, sink: sink)
        watchesScalars = options.flightRecorder?.triggers.isEmpty == false
        logdir = "."
        purgeStep = nil
        descriptor = nil
        isStream = false
        ExitHandlers.add(queue)
        TerminationHandlers.watch(options.flushOnTermination)
    }

    init(options: SummaryWriter.Options, descriptor: FileDescriptor) {
        queue = EventQueue(options: options)
        watchesScalars = options.flightRecorder?.triggers.isEmpty == false
        logdir = "."
        purgeStep = nil
        self.descriptor = descriptor
        isStream = true
        ExitHandlers.add(queue)
        TerminationHandlers.watch(options.flushOnTermination)
    }

    deinit {
        // A caller that wants to know of errors has called close() or set `onError`.
        _ = queue.close()
        // Not before: a process that ends meanwhile waits for the records that are still being
        // written.
        ExitHandlers.remove(queue)
    }

    /// The run with that name, with its file created and started.
    func open(_ name: String) throws(WriterError) -> RunLog {
        let purge = try purge(logdir.pushing(FilePath(name)))
        let log = log(name, purge)
        let error = queue.withFiles { log.sink.pointee.open() }
        if let error { throw error }
        return log
    }

    /// The run with that name, whose file is created when there is something to write.
    func log(_ name: String) -> RunLog {
        // Reading the older files again would delay a caller that asks for the run at each step.
        if let log = queue.run(named: name) { return log }
        do throws(WriterError) {
            return log(name, try purge(logdir.pushing(FilePath(name))))
        } catch {
            queue.report(error)
            return log(name, purgeStep.map { (Int64($0), [], true) })
        }
    }

    private func log(_ name: String, _ purge: Purge?) -> RunLog {
        let directory = name.isEmpty ? logdir : logdir.pushing(FilePath(name))
        let log = queue.run(named: name) {
            if let descriptor {
                return EventSink(descriptor: descriptor) { Preamble.records(wallTime: $0) }
            }
            if let sink = queue.sink {
                return EventSink(sink, run: name) { Preamble.records(wallTime: $0) }
            }
            return EventSink(
                directory: directory,
                suffix: queue.options.filenameSuffix,
                rotation: queue.options.rotation,
                isPurgeDue: purge?.hasFiles ?? false
            ) { Preamble.records(wallTime: $0, purge: purge.map { ($0.step, $0.tags) }) }
        }
        if !isStream { LiveRuns.add(log, of: queue, in: directory) }
        return log
    }

    /// The tags to take back in a run, and whether it has files at all.
    private typealias Purge = (step: Int64, tags: [String], hasFiles: Bool)

    private func purge(_ directory: FilePath) throws(WriterError) -> Purge? {
        guard let purgeStep else { return nil }
        let found = try PurgeableTags.find(in: directory)
        return (Int64(purgeStep), found.tags, found.hasFiles)
    }
}
