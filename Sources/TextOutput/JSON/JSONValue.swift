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
}

extension JSONValue {
    package static func string(_ value: JSONValue) throws(UnreadableLine) -> String {
        guard case .text(let text) = value else { throw UnreadableLine("is not a string") }
        return text
    }

    package static func flag(_ value: JSONValue) throws(UnreadableLine) -> Bool {
        guard case .flag(let flag) = value else {
            throw UnreadableLine("is neither true nor false")
        }
        return flag
    }

    package static func int64(_ value: JSONValue) throws(UnreadableLine) -> Int64 {
        guard case .integer(let number) = value else { throw UnreadableLine("is not an integer") }
        return number
    }

    /// A count, which is not negative.
    package static func count(_ value: JSONValue) throws(UnreadableLine) -> Int {
        guard let count = Int(exactly: try int64(value)), count >= 0 else {
            throw UnreadableLine("is negative")
        }
        return count
    }

    package static func double(_ value: JSONValue) throws(UnreadableLine) -> Double {
        switch value {
        case .decimal(let number): return number
        case .text("NaN"): return .nan
        case .text("Infinity"): return .infinity
        case .text("-Infinity"): return -.infinity
        default: throw UnreadableLine("is not a number with a fraction")
        }
    }

    package static func strings(_ value: JSONValue) throws(UnreadableLine) -> [String] {
        try list(value, string)
    }

    package static func list<Element>(
        _ value: JSONValue,
        _ read: (JSONValue) throws(UnreadableLine) -> Element
    ) throws(UnreadableLine) -> [Element] {
        guard case .list(let values) = value else { throw UnreadableLine("is not an array") }
        var elements: [Element] = []
        elements.reserveCapacity(values.count)
        for value in values { elements.append(try read(value)) }
        return elements
    }

    /// One of the words of an enumeration.
    package static func word<Word: RawRepresentable<String>>(
        _ value: JSONValue
    ) throws(UnreadableLine) -> Word {
        let text = try string(value)
        guard let word = Word(rawValue: text) else {
            throw UnreadableLine("is not a known word")
        }
        return word
    }
}

/// The members of a JSON object, each of which must be read.
package struct JSONFields {
    private var values: [String: JSONValue]

    package init(_ value: JSONValue) throws(UnreadableLine) {
        guard case .object(let values) = value else { throw UnreadableLine("is not an object") }
        self.values = values
    }

    /// A required member.
    package mutating func take<Value>(
        _ key: String,
        _ read: (JSONValue) throws(UnreadableLine) -> Value
    ) throws(UnreadableLine) -> Value {
        guard let value = try takeIfThere(key, read) else {
            throw UnreadableLine("has no '\(key)'")
        }
        return value
    }

    /// A required member that may be null.
    package mutating func takeOrNull<Value>(
        _ key: String,
        _ read: (JSONValue) throws(UnreadableLine) -> Value
    ) throws(UnreadableLine) -> Value? {
        if case .null? = values[key] {
            values[key] = nil
            return nil
        }
        return try take(key, read)
    }

    /// An optional member.
    package mutating func takeIfThere<Value>(
        _ key: String,
        _ read: (JSONValue) throws(UnreadableLine) -> Value
    ) throws(UnreadableLine) -> Value? {
        guard let value = values.removeValue(forKey: key) else { return nil }
        do {
            return try read(value)
        } catch {
            throw UnreadableLine("'\(key)' \(error.reason)", column: error.column)
        }
    }

    /// Refuses members that were not read: unknown ones cannot be merged.
    package func end() throws(UnreadableLine) {
        guard let key = values.keys.min() else { return }
        throw UnreadableLine(
            "'\(EscapedText.excerpt(key))' is unknown; it comes from another version of tfevents"
        )
    }
}
