/// Structures in Thrift's compact protocol.
///
/// See https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md.
struct ThriftCompactWriter {
    /// The types of fields and of lists' elements.
    enum ElementType: UInt8 {
        case int32 = 5
        case int64 = 6
        case binary = 8
        case list = 9
        case structure = 12
    }

    /// What was written so far.
    private(set) var bytes: [UInt8] = []
    private var lastField: UInt8 = 0

    /// Adds a field of 32 bits.
    mutating func add(_ field: UInt8, _ value: Int32) {
        begin(field, type: ElementType.int32.rawValue)
        add(value)
    }

    /// Adds a field of 64 bits.
    mutating func add(_ field: UInt8, _ value: Int64) {
        begin(field, type: ElementType.int64.rawValue)
        bytes.appendZigZag(value)
    }

    /// Adds a field of 16 bits.
    mutating func add(_ field: UInt8, _ value: Int16) {
        begin(field, type: 4)
        bytes.appendZigZag(Int64(value))
    }

    /// Adds a field that is true or false, which its type says.
    mutating func add(_ field: UInt8, _ value: Bool) {
        begin(field, type: value ? 1 : 2)
    }

    /// Adds a field of text.
    mutating func add(_ field: UInt8, _ value: String) {
        begin(field, type: ElementType.binary.rawValue)
        add(value)
    }

    /// Adds a field of bytes.
    mutating func add(_ field: UInt8, _ value: [UInt8]) {
        begin(field, type: ElementType.binary.rawValue)
        bytes.appendVarint(UInt64(value.count))
        bytes += value
    }

    /// Adds a field that is a structure, whose fields `body` adds.
    mutating func add(_ field: UInt8, structure body: (inout Self) -> Void) {
        begin(field, type: ElementType.structure.rawValue)
        add(structure: body)
    }

    /// Begins a field that is a list; as many elements follow.
    mutating func beginList(_ field: UInt8, of type: ElementType, count: Int) {
        begin(field, type: ElementType.list.rawValue)
        if count < 15 {
            bytes.append(UInt8(count) << 4 | type.rawValue)
        } else {
            bytes.append(0xf0 | type.rawValue)
            bytes.appendVarint(UInt64(count))
        }
    }

    /// Adds an element of 32 bits.
    mutating func add(_ value: Int32) {
        bytes.appendZigZag(Int64(value))
    }

    /// Adds an element of text.
    mutating func add(_ value: String) {
        bytes.appendVarint(UInt64(value.utf8.count))
        bytes += value.utf8
    }

    /// Adds an element that is a structure, whose fields `body` adds.
    mutating func add(structure body: (inout Self) -> Void) {
        let outer = lastField
        lastField = 0
        body(&self)
        bytes.append(0)
        lastField = outer
    }

    /// Begins a field; fields of a structure are in ascending order, less than 16 apart.
    private mutating func begin(_ field: UInt8, type: UInt8) {
        bytes.append((field - lastField) << 4 | type)
        lastField = field
    }
}
