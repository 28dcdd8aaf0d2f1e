/// The members of a JSON object as a record reads them, each of which is to be asked for.
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

    /// Nothing else may be there: what is not known cannot be joined.
    package func end() throws(UnreadableLine) {
        guard let key = values.keys.min() else { return }
        throw UnreadableLine(
            "'\(EscapedText.excerpt(key))' is not known; another version of tfevents wrote it"
        )
    }
}
