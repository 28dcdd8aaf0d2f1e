/// A parsed JSON value.
package enum JSONValue: Sendable {
    case null
    case flag(Bool)
    /// A number without fraction and exponent that fits an `Int64`.
    case integer(Int64)
    case decimal(Double)
    case text(String)
    case list([JSONValue])
    case object([String: JSONValue])
}

/// The error in a line that is not one of ours.
package struct UnreadableLine: Error {
    package let reason: String
    /// The column in bytes, starting at 1, if known.
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
