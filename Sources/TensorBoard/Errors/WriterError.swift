public import SystemPackage
internal import TFRecord

/// The reason why something that was logged is not on the disk.
///
/// Calls that log never throw it: the first one is passed to `onError`, once, and
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
        /// The run's directory could not be created.
        case createDirectory
        /// The event file, or another file of the run, could not be created or opened.
        case open
        /// The disk accepted no more; the rest is kept and tried again.
        case write
        /// The written bytes could not be synced to disk.
        case sync
        /// The event file was deleted while it was written; a new one holds what follows.
        case removed
        /// Values were dropped because the queue was full.
        case dropped
        /// An older file of the run could not be read, which `purgeStep` requires.
        case read
        /// The run's list of embeddings is not in protobuf's text format.
        case projectorConfig
        /// The file is open for writing in some process.
        case inUse
        /// The log directory is a URL, and files are only written to where the operating system's
        /// paths lead.
        case remote
        /// The file is not an event file, or has no whole record to keep.
        case notRecoverable
    }

    /// What failed.
    public var code: Code
    /// The file or directory.
    public var path: FilePath
    /// The operating system's error, if there is one.
    public var errno: Errno?
    /// The number of values lost so far.
    public var droppedCount: Int
    /// The error of a ``RecordSink`` in words, if it is not one of the operating system's.
    public var reason: String?

    /// Creates an error.
    public init(code: Code, path: FilePath, errno: Errno? = nil, droppedCount: Int = 0) {
        self.code = code
        self.path = path
        self.errno = errno
        self.droppedCount = droppedCount
    }

    /// What failed, where, and what to do about it.
    public var description: String {
        let cause = errno.map { ": \($0)" } ?? reason.map { ": \($0)" } ?? ""
        let lost = droppedCount == 0 ? "" : "; \(droppedCount) values were lost"
        return explanation(cause) + lost
    }

    private func explanation(_ cause: String) -> String {
        let advice = errno?.advice
        return switch code {
        case .createDirectory:
            "cannot create the directory \(path)\(cause); "
                + (advice ?? "check the permissions of its parents")
        case .open:
            "cannot open \(path)\(cause); " + (advice ?? "check the directory's permissions")
        case .write:
            "cannot write to \(path)\(cause); " + (advice.map { $0 + "; " } ?? "")
                + "the next flush tries again"
        case .sync:
            "cannot sync \(path) to disk\(cause); " + (advice ?? "check the disk")
        case .removed:
            "\(path) was deleted while it was being written; a new file holds what is logged now"
        case .dropped:
            "values are logged to \(path) faster than it is written; log less, or raise queueByteLimit"
        case .read:
            "cannot read \(path)\(cause), which purging needs; "
                + (advice ?? "check its permissions")
        case .projectorConfig:
            "\(path) is not in protobuf's text format; fix it or move it aside"
        case .inUse:
            "\(path) is open for writing elsewhere; close it there, or wait"
        case .remote:
            // A path has no two slashes in a row.
            "\(path.string.replacing(":/", with: "://", maxReplacements: 1)) is a URL, not a path; "
                + (path.string.hasPrefix("file:")
                    ? "give the path after file://"
                    : "log to a local directory and copy it there, or mount the storage")
        case .notRecoverable:
            "\(path) has no whole record at its beginning; it was not changed"
        }
    }
}
