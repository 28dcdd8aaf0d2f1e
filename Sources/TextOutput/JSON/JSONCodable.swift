extension String: JSONCodable {
    package static func read(_ value: JSONValue) throws(UnreadableLine) -> String {
        guard case .text(let text) = value else { throw UnreadableLine("is not a string") }
        return text
    }

    package func write(to json: inout JSONText) { json.value(self) }
}

extension Bool: JSONCodable {
    package static func read(_ value: JSONValue) throws(UnreadableLine) -> Bool {
        guard case .flag(let flag) = value else {
            throw UnreadableLine("is neither true nor false")
        }
        return flag
    }

    package func write(to json: inout JSONText) { json.value(self) }
}

extension Int64: JSONCodable {
    package static func read(_ value: JSONValue) throws(UnreadableLine) -> Int64 {
        guard case .integer(let number) = value else { throw UnreadableLine("is not an integer") }
        return number
    }

    package func write(to json: inout JSONText) { json.value(self) }
}

/// A number of things or a place, which is not negative.
extension Int: JSONCodable {
    package static func read(_ value: JSONValue) throws(UnreadableLine) -> Int {
        guard let count = Int(exactly: try Int64.read(value)), count >= 0 else {
            throw UnreadableLine("is negative")
        }
        return count
    }

    package func write(to json: inout JSONText) { json.value(self) }
}

extension Double: JSONCodable {
    package static func read(_ value: JSONValue) throws(UnreadableLine) -> Double {
        switch value {
        case .decimal(let number): return number
        case .text("NaN"): return .nan
        case .text("Infinity"): return .infinity
        case .text("-Infinity"): return -.infinity
        default: throw UnreadableLine("is not a number with a fraction")
        }
    }

    package func write(to json: inout JSONText) { json.value(self) }
}

extension Optional: JSONCodable where Wrapped: JSONCodable {
    package static func read(_ value: JSONValue) throws(UnreadableLine) -> Wrapped? {
        if case .null = value { return nil }
        return try Wrapped.read(value)
    }

    package func write(to json: inout JSONText) {
        if let value = self { value.write(to: &json) } else { json.null() }
    }
}

extension Array: JSONCodable where Element: JSONCodable {
    package static func read(_ value: JSONValue) throws(UnreadableLine) -> [Element] {
        guard case .list(let values) = value else { throw UnreadableLine("is not an array") }
        var elements: [Element] = []
        elements.reserveCapacity(values.count)
        for value in values { elements.append(try Element.read(value)) }
        return elements
    }

    package func write(to json: inout JSONText) {
        json.array(self) { json, element in element.write(to: &json) }
    }
}

/// One of the words of an enumeration.
package protocol JSONWord: JSONCodable, RawRepresentable<String> {}

extension JSONWord {
    package static func read(_ value: JSONValue) throws(UnreadableLine) -> Self {
        guard let word = Self(rawValue: try String.read(value)) else {
            throw UnreadableLine("is a word unknown here")
        }
        return word
    }

    package func write(to json: inout JSONText) { json.value(rawValue) }
}
