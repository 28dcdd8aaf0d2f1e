public import SystemPackage
public import TFRecord

/// Why an event, or a file of events, could not be read.
///
/// Damage to a file's framing is not an error: it is listed as `RecordDamage`.
public struct EventError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What failed.
    public enum Code: Hashable, Sendable {
        /// The file could not be opened, or reading stopped; ``EventError/cause`` says why.
        case unreadable
        /// The bytes are not a serialized message.
        case malformed
        /// Messages nest more than 100 deep, protobuf's own limit.
        case tooDeep
        /// Decoding would take far more memory than any valid message of this size.
        case tooLarge
    }

    /// What failed.
    public var code: Code
    /// The expected protobuf message, such as `Event`.
    public var message: String
    /// The file, as the caller named it; `nil` for bytes in memory.
    public var path: FilePath?
    /// The record's start, in bytes from the start of the (decompressed) file.
    public var offset: Int?
    /// The underlying error, if any.
    public var cause: RecordError?

    /// Creates an error.
    public init(
        code: Code,
        message: String = "Event",
        path: FilePath? = nil,
        offset: Int? = nil,
        cause: RecordError? = nil
    ) {
        self.code = code
        self.message = message
        self.path = path
        self.offset = offset
        self.cause = cause
    }

    /// The failure, its place, and what to do about it.
    public var description: String {
        let place = (offset.map { " at byte \($0)" } ?? "") + (path.map { " of \($0)" } ?? "")
        return switch code {
        case .unreadable:
            cause?.description
                ?? "cannot read events\(place); check that the file exists and that you may read it"
        case .malformed:
            "the \(message)\(place) is not a valid serialized message; its writer is at fault, "
                + "other events can still be read"
        case .tooDeep:
            "the \(message)\(place) nests messages more than 100 deep, which no protobuf reader "
                + "accepts; other events can still be read"
        case .tooLarge:
            "decoding the \(message)\(place) would take far more memory than it is long; "
                + "do not trust its writer, other events can still be read"
        }
    }
}
