/// The members of a JSON object, each of which must be read.
package struct JSONFields: JSONCoder {
    package typealias Failure = UnreadableLine

    private var values: [String: JSONValue]

    package init(_ value: JSONValue) throws(UnreadableLine) {
        guard case .object(let values) = value else { throw UnreadableLine("is not an object") }
        self.values = values
    }

    package mutating func field<Value: JSONCodable>(
        _ key: String,
        _ value: inout Value
    ) throws(UnreadableLine) {
        guard let member = values.removeValue(forKey: key) else {
            throw UnreadableLine("there is no '\(key)'")
        }
        do {
            value = try Value.read(member)
        } catch {
            throw error.inside(key)
        }
    }

    package mutating func field<Value: JSONCodable & Equatable>(
        _ key: String,
        _ value: inout Value,
        unless usual: Value
    ) throws(UnreadableLine) {
        if values[key] == nil {
            value = usual
        } else {
            try field(key, &value)
        }
    }

    package mutating func field(
        _ key: String,
        of part: inout some JSONFieldList
    ) throws(UnreadableLine) {
        guard let member = values.removeValue(forKey: key) else {
            throw UnreadableLine("there is no '\(key)'")
        }
        do {
            var members = try JSONFields(member)
            try part.code(&members)
            try members.end()
        } catch {
            throw error.inside(key)
        }
    }

    package func require(
        _ condition: @autoclosure () -> Bool,
        _ complaint: @autoclosure () -> String
    ) throws(UnreadableLine) {
        guard condition() else { throw UnreadableLine(complaint()) }
    }

    /// Throws if members are left: unknown ones could not be joined.
    package func end() throws(UnreadableLine) {
        guard let key = values.keys.min() else { return }
        throw UnreadableLine(
            "'\(EscapedText.excerpt(key))' is not known; another version of tfevents wrote it"
        )
    }
}
