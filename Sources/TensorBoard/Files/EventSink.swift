internal import SystemPackage
internal import TFRecord
internal import TensorBoardEvents

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Where the records of one run go: an event file, or a descriptor that somebody else opened.
///
/// Whatever happens to the disk, a file holds whole records only: what a failed write left of a
/// record is cut off, or else overwritten by the next one.
struct EventSink {
    /// How a write ended.
    struct Outcome {
        /// Bytes that need not be handed over again.
        var settledByteCount: Int
        var error: WriterError?
    }

    private let directory: FilePath
    private let suffix: String
    /// What a new file begins with, given the time.
    private var preamble: @Sendable (_ wallTime: Double) -> [UInt8]
    private let isForeign: Bool
    private var descriptor: FileDescriptor?
    private(set) var path: FilePath
    /// The end of what is settled.
    private var offset: Int64 = 0
    /// What a stream took only the beginning of, and gets before anything else.
    private var restOfPreamble: [UInt8] = []

    init(
        directory: FilePath,
        suffix: String,
        preamble: @escaping @Sendable (_ wallTime: Double) -> [UInt8]
    ) {
        self.directory = directory
        self.suffix = suffix
        self.preamble = preamble
        isForeign = false
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
        self.descriptor = descriptor
        path = FilePath("descriptor \(descriptor.rawValue)")
    }

    /// The file, once there is one.
    var filePath: FilePath? { isForeign || descriptor == nil ? nil : path }

    /// Leaves the file to the parent process.
    ///
    /// - Returns: False where there is no other file to go on in.
    mutating func becomeChild() -> Bool {
        if isForeign { return false }
        // The parent's own descriptor stays open.
        try? descriptor?.close()
        descriptor = nil
        offset = 0
        // What the parent has purged is not to be purged again.
        preamble = { Preamble.records(wallTime: $0) }
        return true
    }

    /// Whether somebody deleted the file since it was opened.
    var isRemoved: Bool {
        guard !isForeign, let descriptor else { return false }
        var status = stat()
        return fstat(descriptor.rawValue, &status) == 0 && status.st_nlink == 0
    }

    /// Opens the file and writes its beginning, unless that was done before.
    mutating func open() -> WriterError? {
        do throws(WriterError) {
            if isForeign {
                guard offset == 0 || !restOfPreamble.isEmpty, let descriptor else { return nil }
                return beginStream(descriptor)
            }
            if descriptor == nil {
                try Directories.create(directory)
                (descriptor, path) = try NewFile.create(in: directory, suffix: suffix)
                offset = 0
            }
            guard offset == 0, let descriptor else { return nil }
            let bytes = preamble(Clock.wallTime)
            return bytes.withUnsafeBytes { append($0, to: descriptor, asOne: true) }.error
        } catch {
            return error
        }
    }

    private mutating func beginStream(_ descriptor: FileDescriptor) -> WriterError? {
        let bytes = restOfPreamble.isEmpty ? preamble(Clock.wallTime) : restOfPreamble
        let outcome = bytes.withUnsafeBytes { append($0, to: descriptor, asOne: true) }
        restOfPreamble = Array(bytes[outcome.settledByteCount...])
        return outcome.error
    }

    /// Writes whole records.
    mutating func write(_ records: UnsafeRawBufferPointer) -> Outcome {
        if let error = open() { return Outcome(settledByteCount: 0, error: error) }
        guard let descriptor else { return Outcome(settledByteCount: 0) }
        return append(records, to: descriptor, asOne: false)
    }

    private mutating func append(
        _ bytes: UnsafeRawBufferPointer,
        to descriptor: FileDescriptor,
        asOne: Bool
    ) -> Outcome {
        let at = isForeign ? nil : offset
        let (written, code) = RawWrite.all(bytes, to: descriptor.rawValue, at: at)
        guard let code else {
            offset += Int64(bytes.count)
            return Outcome(settledByteCount: bytes.count)
        }
        // Of a stream nothing can be taken back: it goes on in the middle of the record.
        let settled =
            isForeign
            ? written : asOne ? 0 : RecordFormat.wholeRecordByteCount(of: bytes, in: written)
        offset += Int64(settled)
        // Should this fail as well, the next record overwrites what is torn.
        if !isForeign, written > settled { _ = ftruncate(descriptor.rawValue, off_t(offset)) }
        let error = WriterError(code: .write, path: path, errno: Errno(rawValue: code))
        return Outcome(settledByteCount: settled, error: error)
    }

    /// Waits until what was written would survive a power cut.
    func synchronize() -> WriterError? {
        guard let descriptor else { return nil }
        while fsync(descriptor.rawValue) != 0 {
            // Pipes and terminals have nothing to wait for.
            if errno == EINVAL || errno == EROFS || errno == ENOTSUP { return nil }
            guard errno == EINTR else {
                return WriterError(code: .sync, path: path, errno: Errno(rawValue: errno))
            }
        }
        return nil
    }

    /// Closes the file; a write after it makes a new one.
    mutating func close() -> WriterError? {
        guard let open = descriptor, !isForeign else { return nil }
        descriptor = nil
        offset = 0
        do {
            try open.close()
            return nil
        } catch {
            return WriterError(code: .write, path: path, errno: error as? Errno)
        }
    }
}
