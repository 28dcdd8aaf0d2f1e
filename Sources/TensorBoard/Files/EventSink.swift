internal import Platform
internal import SystemPackage
internal import TFRecord
internal import TensorBoardEvents

/// The destination of a run's records: an event file, or a descriptor that the caller opened.
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

    private let directory: FilePath
    private let suffix: String
    /// The first bytes of a new file, given the time.
    private var preamble: @Sendable (_ wallTime: Double) -> [UInt8]
    private let isForeign: Bool
    /// Whether the stream makes its writer wait for a reader.
    private let isPipe: Bool
    private var descriptor: FileDescriptor?
    private(set) var path: FilePath
    /// The end of the bytes that are settled.
    private var offset: Int64 = 0
    /// Bytes of which a stream accepted only the beginning; it gets the rest before anything else.
    private var restOfPreamble: [UInt8] = []

    /// Whether there are older files that a new one must take back, whatever else it holds.
    private(set) var isPurgeDue: Bool
    /// Directories whose lists of names are not synced to disk.
    private(set) var unsynchronized: [FilePath] = []

    init(
        directory: FilePath,
        suffix: String,
        isPurgeDue: Bool = false,
        preamble: @escaping @Sendable (_ wallTime: Double) -> [UInt8]
    ) {
        self.directory = directory
        self.suffix = suffix
        self.preamble = preamble
        self.isPurgeDue = isPurgeDue
        isForeign = false
        isPipe = false
        path = directory
    }

    /// A stream that is only written to, and neither cut nor closed.
    init(
        descriptor: FileDescriptor,
        preamble: @escaping @Sendable (_ wallTime: Double) -> [UInt8]
    ) {
        directory = "."
        suffix = ""
        self.preamble = preamble
        isForeign = true
        isPurgeDue = false
        isPipe = RawWrite.isPipe(descriptor.rawValue)
        self.descriptor = descriptor
        path = FilePath("descriptor \(descriptor.rawValue)")
    }

    /// The file, once it exists.
    var filePath: FilePath? { isForeign || descriptor == nil ? nil : path }

    /// Leaves the file to the parent process.
    ///
    /// - Returns: False if there is no other file to continue in.
    mutating func becomeChild() -> Bool {
        if isForeign { return false }
        // The parent's own descriptor stays open.
        try? descriptor?.close()
        descriptor = nil
        offset = 0
        isPurgeDue = false
        unsynchronized = []
        // The steps that the parent has purged must not be purged again.
        preamble = { Preamble.records(wallTime: $0) }
        return true
    }

    /// Whether the file was deleted since it was opened.
    var isRemoved: Bool {
        guard !isForeign, let descriptor else { return false }
        var status = stat()
        return fstat(descriptor.rawValue, &status) == 0 && status.st_nlink == 0
    }

    /// Opens the file and writes its beginning, unless that is already done.
    mutating func open() -> WriterError? {
        guard !isForeign, descriptor == nil else { return nil }
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
        if let error = open() { return Outcome(settledByteCount: 0, error: error) }
        guard let descriptor else { return Outcome(settledByteCount: 0) }
        if isForeign, let outcome = beginStream(descriptor, patience: patience) { return outcome }
        return append(records, to: descriptor, asOne: false, patience: patience)
    }

    private mutating func append(
        _ bytes: UnsafeRawBufferPointer,
        to descriptor: FileDescriptor,
        asOne: Bool,
        patience: Int64? = nil
    ) -> Outcome {
        let target: RawWrite.Target =
            isPipe ? .pipe(patience: patience) : isForeign ? .end : .file(offset: offset)
        let (written, code) = RawWrite.all(bytes, to: descriptor.rawValue, target)
        guard let code else {
            offset += Int64(bytes.count)
            return Outcome(settledByteCount: bytes.count)
        }
        // Nothing can be removed from a stream: it continues in the middle of the record.
        let settled =
            isForeign
            ? written : asOne ? 0 : RecordFormat.wholeRecordByteCount(of: bytes, in: written)
        offset += Int64(settled)
        // If this fails as well, the next record overwrites the torn one.
        if !isForeign, written > settled { _ = ftruncate(descriptor.rawValue, off_t(offset)) }
        if code == EINTR { return Outcome(settledByteCount: settled) }
        let error = WriterError(code: .write, path: path, errno: Errno(rawValue: code))
        return Outcome(settledByteCount: settled, error: error)
    }

    /// Waits until the written bytes would survive a power cut.
    mutating func synchronize() -> WriterError? {
        guard let descriptor else { return nil }
        var at = path
        do throws(Errno) {
            try RawWrite.synchronize(descriptor.rawValue)
            // A file whose name is lost is lost with it.
            while let directory = unsynchronized.last {
                at = directory
                try Directories.synchronize(directory)
                unsynchronized.removeLast()
            }
            return nil
        } catch {
            return WriterError(code: .sync, path: at, errno: error)
        }
    }

    /// Closes the file and removes it if it is empty; a later write creates a new one.
    mutating func close() -> WriterError? {
        isPurgeDue = false
        guard let open = descriptor, !isForeign else { return nil }
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
