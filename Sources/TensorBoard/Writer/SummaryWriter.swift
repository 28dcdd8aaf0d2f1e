internal import Platform
public import SystemPackage
internal import TensorBoardEvents

/// A writer of a run's event file, and of everything else that TensorBoard shows of the run.
///
/// It may be used from any thread. Calls that log neither throw nor wait for the disk: values go
/// into a queue in memory, which a thread of the writers empties at least every
/// ``Options/flushInterval``. Failed writes are tried again, and reported by ``flush(durably:)``,
/// ``close()`` and ``Options/onError``. Equivalent to PyTorch's
/// `torch.utils.tensorboard.SummaryWriter`.
///
/// ```swift
/// let writer = try SummaryWriter(logdir: "runs/mnist")
/// for step in 0..<1_000 {
///     writer.addScalar("loss/train", loss, step: step)
/// }
/// try writer.close()
/// ```
///
/// A writer that is released, and a program that ends by `exit` or by returning from its main
/// function, write everything that was logged. In a forked child, a writer continues in a file of
/// its own.
public final class SummaryWriter: Sendable {
    /// The run's directory.
    public let directory: FilePath
    let session: WriterSession
    let log: RunLog

    var queue: EventQueue { session.queue }

    /// Creates a new event file in a directory, which is created if it does not exist.
    ///
    /// <doc:ResumingAndCrashes> describes how far TensorBoard forgets what `purgeStep` takes back.
    ///
    /// - Parameters:
    ///   - logdir: The directory of the run.
    ///   - purgeStep: On resuming a run, the step starting at which the points of its older files
    ///     no longer count. TensorBoard then forgets them.
    ///   - options: The writer's options.
    /// - Throws: ``WriterError`` when the file cannot be created.
    public convenience init(
        logdir: String,
        purgeStep: Int? = nil,
        options: Options = Options()
    ) throws(WriterError) {
        let directory = FilePath(logdir.isEmpty ? "." : logdir)
        // A directory called `s3:` would be lost with the machine.
        if Self.isURL(logdir) { throw WriterError(code: .remote, path: FilePath(logdir)) }
        let session = WriterSession(options: options, logdir: directory, purgeStep: purgeStep)
        let log = try session.open("")
        self.init(directory: directory, session: session, log: log)
        checkName()
    }

    /// Creates a new event file in a new directory, named after the date, the time and the host.
    ///
    /// Equivalent to PyTorch's `SummaryWriter` without a `log_dir`: below the current directory,
    /// `runs/Nov29_20-30-05_host`, in local time. If it exists already, `-2` is appended, and so on.
    ///
    /// ```swift
    /// let writer = try SummaryWriter(comment: "_lr-0.1")
    /// ```
    ///
    /// - Parameters:
    ///   - comment: Appended to the directory's name; slashes in it become underscores.
    ///   - options: The writer's options.
    /// - Throws: ``WriterError`` when the directory or the file cannot be created.
    public convenience init(
        comment: String = "",
        options: Options = Options()
    ) throws(WriterError) {
        let directory = try DefaultLogdir.create(comment: comment, seconds: Int(Clock.wallTime))
        try self.init(logdir: directory.string, options: options)
    }

    /// Creates a writer to a pipe, or to any other open descriptor, which is not closed.
    ///
    /// - Parameters:
    ///   - descriptor: The descriptor to write to.
    ///   - options: The writer's options.
    public convenience init(writingTo descriptor: FileDescriptor, options: Options = Options()) {
        let session = WriterSession(options: options, descriptor: descriptor)
        self.init(directory: ".", session: session, log: session.log(""))
    }

    /// Creates a writer to a destination of the program's own, such as an object store.
    ///
    /// Writers of ``run(_:)`` pass their records to the same sink. Embeddings need a directory, and
    /// are left out with a warning.
    ///
    /// - Parameters:
    ///   - sink: The destination.
    ///   - options: The writer's options; a rotation of files has no effect.
    public convenience init(to sink: some RecordSink, options: Options = Options()) {
        let session = WriterSession(options: options, sink: sink)
        self.init(directory: ".", session: session, log: session.log(""))
    }

    /// Whether a text begins as a URL does: a scheme (RFC 3986), a colon and two slashes.
    private static func isURL(_ text: String) -> Bool {
        guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else { return false }
        let scheme = text.utf8[..<colon]
        let isScheme = scheme.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
                UInt8(ascii: "."):
                true
            default: false
            }
        }
        return !scheme.isEmpty && isScheme && text.utf8[colon...].starts(with: "://".utf8)
    }

    init(directory: FilePath, session: WriterSession, log: RunLog) {
        self.directory = directory
        self.session = session
        self.log = log
    }

    /// Returns a writer for another run, `name` below this one's directory, which shares its queue.
    ///
    /// Its file is created when something is logged to it. Closing one closes all.
    ///
    /// ```swift
    /// let train = writer.subrun(named: "train"), validation = writer.subrun(named: "validation")
    /// train.addScalar("loss", 0.5, step: 1)
    /// validation.addScalar("loss", 0.6, step: 1)    // in the same chart
    /// ```
    public func subrun(named name: String) -> SummaryWriter {
        let given = name.split(separator: "/")
        let components = given.filter { $0 != "." && $0 != ".." }
        if components.count < given.count || components.isEmpty {
            let problem = "\"\(name)\" does not lead below the run's directory; the run is "
            let kept = components.isEmpty ? "this one" : components.joined(separator: "/")
            warn(.directoryName, name, step: 0, problem + kept)
        }
        guard !session.isStream, !components.isEmpty else { return self }
        let path = (log.name.isEmpty ? [] : [log.name]) + components.map(String.init)
        let name = path.joined(separator: "/")
        let writer = SummaryWriter(
            directory: session.logdir.pushing(FilePath(name)),
            session: session,
            log: session.log(name)
        )
        writer.checkName()
        return writer
    }

    /// Warns about a name that TensorBoard's slow loader mistakes for that of an event file.
    private func checkName() {
        guard let name = directory.lastComponent?.string, EventFileName.isEventFile(name) else {
            return
        }
        let odd = queue.withGate { held in
            log.withState(of: name, held) { $0.pointee.tell(.directoryName) }
        }
        tell(odd, name, step: 0)
    }

    /// Writes everything that was logged before.
    ///
    /// When it returns, ending the process in whatever way loses none of it.
    ///
    /// - Parameter isDurable: Whether to wait until everything would survive a power cut as well.
    /// - Throws: ``WriterError`` when something could not be written; it is kept and tried again.
    public func flush(durably isDurable: Bool = false) throws(WriterError) {
        if let error = queue.drain(sealing: true, durably: isDurable) { throw error }
    }

    /// Writes everything, ends the session of hyperparameters as a success and closes the file.
    ///
    /// Values that are logged later are dropped. A second call waits for the first, and ends in the
    /// same way.
    ///
    /// - Throws: ``WriterError`` when something was lost, with the number of values.
    public func close() throws(WriterError) {
        try close(.success)
    }

    func close(_ status: HParamsPluginData.Status) throws(WriterError) {
        endSessions(status)
        // A process that ends meanwhile waits for the records that are still being written.
        defer { ExitHandlers.remove(queue) }
        if let error = queue.close() { throw error }
    }

    /// The number of values dropped so far, because the queue was full or the writer closed.
    public var droppedCount: Int {
        queue.withGate { held in held.queue.droppedCount }
    }

    /// The event file; `nil` before it is created, after it is closed, and for a pipe.
    public var eventFile: FilePath? {
        queue.withFiles { log.sink.pointee.filePath }
    }
}
