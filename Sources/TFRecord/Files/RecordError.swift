public import SystemPackage

/// Why a record file could not be opened, read or written any further.
///
/// Damage inside a file is not an error: it is reported as ``RecordDamage``, and reading resumes.
public struct RecordError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The operation that failed.
    public enum Code: Hashable, Sendable {
        /// The file could not be opened.
        case open
        /// Reading stopped with an error of the operating system.
        case read
        /// Writing stopped with an error of the operating system.
        case write
        /// The compressed stream around the records is broken.
        case decompression
        /// A payload is larger than the 2 GiB that protobuf readers accept.
        case payloadTooLarge
    }

    /// The operation that failed.
    public var code: Code
    /// The file, as the caller named it.
    public var path: FilePath
    /// The byte offset of the failure; in compressed files, of the decompressed bytes.
    public var offset: Int
    /// The operating system's error, if any.
    public var errno: Errno?

    /// Creates an error.
    public init(code: Code, path: FilePath, offset: Int = 0, errno: Errno? = nil) {
        self.code = code
        self.path = path
        self.offset = offset
        self.errno = errno
    }

    /// The failure, its place, and what to do about it.
    public var description: String {
        let cause = errno.map { ": \($0)" } ?? ""
        let advice = errno?.advice
        return switch code {
        case .open:
            "cannot open \(path)\(cause); "
                + (advice ?? "check that it exists and that you may read it")
        case .read:
            "cannot read \(path) beyond byte \(offset)\(cause); "
                + (advice ?? "copy the file and try again")
        case .write:
            "cannot write \(path) at byte \(offset)\(cause); " + (advice ?? "check the disk")
        case .decompression:
            "the compressed stream in \(path) is broken after \(offset) decompressed bytes; "
                + "everything before was read"
        case .payloadTooLarge:
            "a record for \(path) is larger than 2 GiB, which no protobuf reader accepts; split it"
        }
    }
}
