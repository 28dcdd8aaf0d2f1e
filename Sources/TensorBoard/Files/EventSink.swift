internal import Platform
internal import SystemPackage
internal import TFRecord
internal import TensorBoardEvents

/// The destination of a run's records: event files, a descriptor that the caller opened, or a sink
/// of the program.
///
/// Whatever happens to the disk, a file holds whole records only: the part of a record that a
/// failed write left is cut off, or else overwritten by the next one.
struct EventSink {
    /// How a write ended.
    struct Outcome {
        /// The bytes that need not be passed again.
        var settledByteCount: Int
        var error: WriterError?
    }

    private enum Destination {
        case files(directory: FilePath, suffix: String, FileRotation?)
        /// Only written to, and neither cut nor closed. A pipe makes its writer wait for a reader.
        case stream(isPipe: Bool)
        case sink(any RecordSink, run: String)
    }

    private let destination: Destination
    /// The first bytes of a new file, given the time.
    private var preamble: @Sendable (_ wallTime: Double) -> [UInt8]
    private var descriptor: FileDescriptor?
    private(set) var path: FilePath
    /// The end of the bytes that are settled.
    private var offset: Int64 = 0
    /// The end of a file's beginning, which holds no values.
    private var preambleByteCount: Int64 = 0
    /// When the file was created, in nanoseconds of the monotonic clock.
    private var openingTime: Int64 = 0
    /// Bytes of which a stream accepted only the beginning; it gets the rest before anything else.
    private var restOfPreamble: [UInt8] = []
    /// The batches that a sink has taken.
    private var batchCount = 0

    /// Whether there are older files that a new one must take back, whatever else it holds.
    private(set) var isPurgeDue: Bool
    /// Directories whose lists of names are not synced to disk.
    private(set) var unsynchronized: [FilePath] = []
    /// Files next to the event file that are not, and their directories.
    private var unsynchronizedOthers: Set<FilePath> = []

    init(
        directory: FilePath,
        suffix: String,
        rotation: FileRotation? = nil,
        isPurgeDue: Bool = false,
        preamble: @escaping @Sendable (_ wallTime: Double) -> [UInt8]
    ) {
        destination = .files(directory: directory, suffix: suffix, rotation)
        self.preamble = preamble
        self.isPurgeDue = isPurgeDue
        path = directory
    }

    init(
        descriptor: FileDescriptor,
        preamble: @escaping @Sendable (_ wallTime: Double) -> [UInt8]
    ) {
        destination = .stream(isPipe: RawWrite.isPipe(descriptor.rawValue))
        self.preamble = preamble
        isPurgeDue = false
        self.descriptor = descriptor
        path = FilePath("descriptor \(descriptor.rawValue)")
    }

    init(
        _ sink: any RecordSink,
        run: String,
        preamble: @escaping @Sendable (_ wallTime: Double) -> [UInt8]
    ) {
        destination = .sink(sink, run: run)
        self.preamble = preamble
        isPurgeDue = false
        path = FilePath(sink.name)
    }

    private var isFile: Bool {
        if case .files = destination { return true }
        return false
    }

    /// The file, once it exists.
    var filePath: FilePath? { isFile && descriptor != nil ? path : nil }

    /// Leaves the file to the parent process.
    ///
    /// - Returns: False if there is no other file to continue in.
    mutating func becomeChild() -> Bool {
        guard isFile else { return false }
        // The parent's own descriptor stays open.
        try? descriptor?.close()
        descriptor = nil
        offset = 0
        isPurgeDue = false
        unsynchronized = []
        unsynchronizedOthers = []
        purgeNoMore()
        return true
    }

    /// Has further files begin without the steps that an earlier one has taken back.
    private mutating func purgeNoMore() { preamble = { Preamble.records(wallTime: $0) } }

    /// Whether the file was deleted since it was opened.
    var isRemoved: Bool {
        guard isFile, let descriptor else { return false }
        var status = stat()
        return fstat(descriptor.rawValue, &status) == 0 && status.st_nlink == 0
    }

    /// Opens the file and writes its beginning, unless that is already done.
    mutating func open() -> WriterError? {
        guard case .files(let directory, let suffix, _) = destination, descriptor == nil else {
            return nil
        }
        do throws(WriterError) {
            unsynchronized += try Directories.create(directory)
            let (file, path) = try NewFile.create(in: directory, suffix: suffix)
            (descriptor, self.path, offset) = (file, path, 0)
            let bytes = preamble(Clock.wallTime)
            let error = bytes.withUnsafeBytes { append($0, to: file, asOne: true) }.error
            guard error == nil else {
                // Without another try, an empty file would remain.
                let wasPurgeDue = isPurgeDue
                _ = close()
                isPurgeDue = wasPurgeDue
                return error
            }
            (preambleByteCount, openingTime) = (offset, Clock.monotonic)
            unsynchronized.append(directory)
            isPurgeDue = false
            return nil
        } catch {
            return error
        }
    }

    /// Writes the beginning of a stream, or the rest of it.
    private mutating func beginStream(_ stream: FileDescriptor, patience: Int64?) -> Outcome? {
        guard offset == 0 || !restOfPreamble.isEmpty else { return nil }
        let bytes = restOfPreamble.isEmpty ? preamble(Clock.wallTime) : restOfPreamble
        let outcome = bytes.withUnsafeBytes {
            append($0, to: stream, asOne: true, patience: patience)
        }
        restOfPreamble = Array(bytes[outcome.settledByteCount...])
        return restOfPreamble.isEmpty ? nil : Outcome(settledByteCount: 0, error: outcome.error)
    }

    /// Writes whole records.
    ///
    /// - Parameters:
    ///   - records: The records.
    ///   - patience: Nanoseconds to wait for a full pipe; `nil` to wait until another thread is in
    ///     a hurry, which is not an error.
    /// - Returns: How much was written.
    mutating func write(_ records: UnsafeRawBufferPointer, patience: Int64? = nil) -> Outcome {
        if case .sink(let sink, let run) = destination { return pass(records, to: sink, run) }
        if let error = open() { return Outcome(settledByteCount: 0, error: error) }
        guard let descriptor else { return Outcome(settledByteCount: 0) }
        if !isFile, let outcome = beginStream(descriptor, patience: patience) { return outcome }
        return append(records, to: descriptor, asOne: false, patience: patience)
    }

    private mutating func append(
        _ bytes: UnsafeRawBufferPointer,
        to descriptor: FileDescriptor,
        asOne: Bool,
        patience: Int64? = nil
    ) -> Outcome {
        let target: RawWrite.Target =
            switch destination {
            case .stream(let isPipe): isPipe ? .pipe(patience: patience) : .end
            default: .file(offset: offset)
            }
        let (written, code) = RawWrite.all(bytes, to: descriptor.rawValue, target)
        guard let code else {
            offset += Int64(bytes.count)
            return Outcome(settledByteCount: bytes.count)
        }
        // Nothing can be removed from a stream: it continues in the middle of the record.
        let settled =
            !isFile
            ? written : asOne ? 0 : RecordFormat.wholeRecordByteCount(of: bytes, in: written)
        offset += Int64(settled)
        // If this fails as well, the next record overwrites the torn one.
        if isFile, written > settled { _ = ftruncate(descriptor.rawValue, off_t(offset)) }
        if code == EINTR { return Outcome(settledByteCount: settled) }
        let error = WriterError(code: .write, path: path, errno: Errno(rawValue: code))
        return Outcome(settledByteCount: settled, error: error)
    }

    private mutating func pass(
        _ records: UnsafeRawBufferPointer,
        to sink: any RecordSink,
        _ run: String
    ) -> Outcome {
        let bytes = (batchCount == 0 ? preamble(Clock.wallTime) : []) + records
        do {
            try sink.write(RecordBatch(run: run, number: batchCount, bytes: bytes))
            batchCount += 1
            return Outcome(settledByteCount: records.count)
        } catch {
            return Outcome(settledByteCount: 0, error: WriterError(.write, path, error))
        }
    }

    /// Has the next ``synchronize()`` bring other files of the run to the disk as well.
    mutating func addUnsynchronized(_ paths: [FilePath]) {
        unsynchronizedOthers.formUnion(paths)
    }

    /// Waits until the written bytes would survive a power cut.
    mutating func synchronize() -> WriterError? {
        var at = path
        do {
            if let descriptor { try RawWrite.synchronize(descriptor.rawValue) }
            // A file whose name is lost is lost with it.
            while let directory = unsynchronized.last {
                at = directory
                try RawWrite.synchronize(path: directory)
                unsynchronized.removeLast()
            }
            for other in unsynchronizedOthers.sorted(by: { $0.string < $1.string }) {
                at = other
                do throws(Errno) {
                    try RawWrite.synchronize(path: other)
                } catch {
                    // What was deleted meanwhile is told once, and cannot be synced later either.
                    if error == .noSuchFileOrDirectory { unsynchronizedOthers.remove(other) }
                    throw error
                }
                unsynchronizedOthers.remove(other)
            }
            return nil
        } catch {
            return WriterError(.sync, at, error)
        }
    }

    /// Closes the file and removes it if it is empty; a later write creates a new one.
    mutating func close() -> WriterError? {
        isPurgeDue = false
        guard let open = descriptor, isFile else { return nil }
        descriptor = nil
        unsynchronized = []
        if offset == 0 { unlink(path.string) }
        offset = 0
        do {
            try open.close()
            return nil
        } catch {
            return WriterError(code: .write, path: path, errno: error as? Errno)
        }
    }
}

// Rotation.
extension EventSink {
    /// Whether the file must be finished before more bytes are written to it.
    func isRotationDue(adding byteCount: Int) -> Bool {
        guard case .files(_, _, let rotation?) = destination, hasValues else { return false }
        let age = Clock.monotonic - openingTime
        return rotation.isDue(byteCount: offset, adding: byteCount, age: age)
    }

    /// When the file must be finished though nothing is written to it; `nil` if that is not needed.
    var rotationTime: Int64? {
        guard case .files(_, _, let rotation?) = destination, hasValues else { return nil }
        return rotation.nanoseconds.map { openingTime + $0 }
    }

    private var hasValues: Bool { descriptor != nil && offset > preambleByteCount }

    /// Brings the file to the disk and closes it; a later write creates a new one.
    mutating func finish() -> (path: FilePath?, error: WriterError?) {
        let path = filePath
        var error: WriterError?
        if let path, let failure = synchronize() {
            error = failure
            addUnsynchronized([path] + unsynchronized)
        }
        let failure = close()
        if path != nil { purgeNoMore() }
        return (path, error ?? failure)
    }
}

extension WriterError {
    /// The error of a sink or of the operating system.
    init(_ code: Code, _ path: FilePath, _ error: any Error) {
        self.init(code: code, path: path, errno: error as? Errno)
        if errno == nil { reason = "\(error)" }
    }
}
