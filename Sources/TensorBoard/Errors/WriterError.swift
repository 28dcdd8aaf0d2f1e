public import SystemPackage
internal import TFRecord

/// Why something that was logged is not on the disk.
///
/// Training never sees it where it logs: the first is handed to `onError` once, and
/// ``SummaryWriter/flush(durably:)`` and ``SummaryWriter/close()`` throw it.
///
/// ```swift
/// do throws(WriterError) {
///     try writer.close()
/// } catch {
///     print(error, error.droppedCount)
/// }
/// ```
public struct WriterError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What failed.
    public enum Code: Hashable, Sendable {
        /// The run's directory could not be made.
        case createDirectory
        /// The event file, or another one of the run, could not be made or opened.
        case open
        /// The disk took no more; what it did not take is kept, and tried again.
        case write
        /// What was written could not be brought to the disk for good.
        case sync
        /// The event file was deleted while it was written; a new one takes what follows.
        case removed
        /// Values were dropped, since the queue was full.
        case dropped
        /// An older file of the run could not be read, which `purgeStep` asks for.
        case read
        /// The run's list of embeddings is not in protobuf's text format.
        case projectorConfig
        /// The file is being written by somebody.
        case inUse
        /// The file is no event file, or has no whole record to keep.
        case notRecoverable
    }

    /// What failed.
    public var code: Code
    /// The file or directory.
    public var path: FilePath
    /// The operating system's error, where there is one.
    public var errno: Errno?
    /// Values that were lost by it, so far.
    public var droppedCount: Int

    /// Makes an error.
    public init(code: Code, path: FilePath, errno: Errno? = nil, droppedCount: Int = 0) {
        self.code = code
        self.path = path
        self.errno = errno
        self.droppedCount = droppedCount
    }

    /// What failed, where, and what to do about it.
    public var description: String {
        let cause = errno.map { ": \($0)" } ?? ""
        let lost = droppedCount == 0 ? "" : "; \(droppedCount) values were lost"
        return explanation(cause) + lost
    }

    private func explanation(_ cause: String) -> String {
        let advice = errno?.advice
        return switch code {
        case .createDirectory:
            "cannot make the directory \(path)\(cause); "
                + (advice ?? "check the permissions of those above it")
        case .open:
            "cannot open \(path)\(cause); " + (advice ?? "check the directory's permissions")
        case .write:
            "cannot write to \(path)\(cause); " + (advice.map { $0 + "; " } ?? "")
                + "the next flush tries again"
        case .sync:
            "cannot bring \(path) to the disk\(cause); " + (advice ?? "check the disk")
        case .removed:
            "\(path) was deleted while it was being written; a new file takes what is logged now"
        case .dropped:
            "\(path) is written more slowly than it is logged to; log less, or raise queueByteLimit"
        case .read:
            "cannot read \(path)\(cause), which purging needs; "
                + (advice ?? "check its permissions")
        case .projectorConfig:
            "\(path) is not in protobuf's text format; mend it, or move it away"
        case .inUse:
            "\(path) is being written by somebody; stop them, or wait, before it is cut"
        case .notRecoverable:
            "\(path) has no whole record at its beginning; it was left as it is"
        }
    }
}
