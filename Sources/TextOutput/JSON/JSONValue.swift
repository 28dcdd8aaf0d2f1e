/// A JSON value as it was read.
package enum JSONValue: Sendable {
    case null
    case flag(Bool)
    /// A number without fraction and exponent that an `Int64` holds.
    case integer(Int64)
    case decimal(Double)
    case text(String)
    case list([JSONValue])
    case object([String: JSONValue])
}

/// Why a line is not one of ours.
package struct UnreadableLine: Error {
    package let reason: String
    /// Where in the line, counted in bytes from 1, where that is known.
    package let column: Int?

    package init(_ reason: String, column: Int? = nil) {
        self.reason = reason
        self.column = column
    }

    /// The same, of a field.
    func inside(_ key: String) -> UnreadableLine {
        UnreadableLine("'\(key)' \(reason)", column: column)
    }
}
