/// Visits the fields of a record, to write them or to read them.
///
/// A record describes its fields once, in the order in which they are written; a writer reads the
/// values, a reader sets them. So no key can be known to only one of them.
package protocol JSONCoder {
    /// The error when a field cannot be read; `Never` for a writer.
    associatedtype Failure: Error

    /// A field that is always present; an optional that is `nil` becomes `null`.
    mutating func field<Value: JSONCodable>(_ key: String, _ value: inout Value) throws(Failure)

    /// A field that is left out while it has its usual value.
    mutating func field<Value: JSONCodable & Equatable>(
        _ key: String,
        _ value: inout Value,
        unless usual: Value
    ) throws(Failure)

    /// An object of fields that are described together with others.
    mutating func field(_ key: String, of part: inout some JSONFieldList) throws(Failure)

    /// A condition on fields that were read.
    func require(
        _ condition: @autoclosure () -> Bool,
        _ complaint: @autoclosure () -> String
    ) throws(Failure)
}

/// A value of a field.
package protocol JSONCodable {
    /// Reads what `write` wrote.
    static func read(_ value: JSONValue) throws(UnreadableLine) -> Self

    /// Adds it to a text.
    func write(to json: inout JSONText)
}

/// The fields of an object, or some of them.
package protocol JSONFieldList {
    /// Visits each field, in the order in which they are written.
    mutating func code<Coder: JSONCoder>(_ coder: inout Coder) throws(Coder.Failure)
}

/// A value with fields.
package protocol JSONRecord: JSONCodable, JSONFieldList {
    /// An empty record for a reader, in which only the default values of omitted fields remain.
    static var blank: Self { get }
}

extension JSONRecord {
    package static func read(_ value: JSONValue) throws(UnreadableLine) -> Self {
        var fields = try JSONFields(value)
        let record = try read(from: &fields)
        try fields.end()
        return record
    }

    /// Reads the record's fields, next to which there may be more.
    package static func read(from fields: inout JSONFields) throws(UnreadableLine) -> Self {
        var record = blank
        try record.code(&fields)
        return record
    }

    package func write(to json: inout JSONText) {
        json.object { writeFields(to: &$0) }
    }

    /// Adds the record's fields to an object that may have more.
    package func writeFields(to json: inout JSONText) {
        var record = self
        record.code(&json)
    }
}

extension JSONText: JSONCoder {
    package typealias Failure = Never

    package mutating func field<Value: JSONCodable>(_ name: String, _ value: inout Value) {
        key(name)
        value.write(to: &self)
    }

    package mutating func field<Value: JSONCodable & Equatable>(
        _ name: String,
        _ value: inout Value,
        unless usual: Value
    ) {
        if value != usual { field(name, &value) }
    }

    package mutating func field(_ name: String, of part: inout some JSONFieldList) {
        key(name)
        object { part.code(&$0) }
    }

    package func require(
        _ condition: @autoclosure () -> Bool,
        _ complaint: @autoclosure () -> String
    ) {}
}
