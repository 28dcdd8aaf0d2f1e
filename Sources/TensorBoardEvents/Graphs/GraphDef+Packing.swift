extension GraphDef {
    /// Encodes the graph for ``Event/What/graphDef(_:)``.
    ///
    /// Attributes are ordered by the bytes of their names, so that equal graphs get equal bytes.
    public func encoded() -> [UInt8] {
        var message = WireWriter()
        for node in nodes { message.message(1) { node.pack(into: &$0) } }
        message.message(4) { $0.scalar(1, Int64(producer)) }
        return message.bytes
    }
}

extension GraphDef.Node {
    fileprivate func pack(into message: inout WireWriter) {
        message.text(1, name)
        message.text(2, op)
        for input in inputs { message.delimited(3, input.utf8) }
        message.text(4, device)
        let sorted = attributes.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        for (name, value) in sorted {
            message.message(5) { entry in
                entry.text(1, name)
                entry.message(2) { value.pack(into: &$0) }
            }
        }
    }
}

extension GraphDef.Attribute {
    func encoded() -> [UInt8] {
        var message = WireWriter()
        pack(into: &message)
        return message.bytes
    }

    /// Packs an `AttrValue`; its `oneof` is written even if it has the default value.
    fileprivate func pack(into message: inout WireWriter) {
        switch self {
        case .string(let text): message.delimited(Field.string, text.utf8)
        case .int(let number): message.varint(Field.int, UInt64(bitPattern: number))
        case .float(let number): message.float(Field.float, number)
        case .bool(let flag): message.varint(Field.bool, flag ? 1 : 0)
        case .type(let type): message.varint(Field.type, type.wire)
        case .shape(let shape): message.message(Field.shape) { shape.pack(into: &$0) }
        case .tensor(let tensor): message.message(Field.tensor) { tensor.pack(into: &$0) }
        case .strings(let texts):
            message.message(Field.list) { list in
                for text in texts { list.delimited(Field.string, text.utf8) }
            }
        case .ints(let numbers):
            message.message(Field.list) {
                $0.packed(Field.int, varints: numbers.map(UInt64.init(bitPattern:)))
            }
        case .floats(let numbers):
            message.message(Field.list) { $0.packed(Field.float, numbers: numbers) }
        case .types(let types):
            message.message(Field.list) { $0.packed(Field.type, varints: types.map(\.wire)) }
        case .shapes(let shapes):
            message.message(Field.list) { list in
                for shape in shapes { list.message(Field.shape) { shape.pack(into: &$0) } }
            }
        }
    }

    /// `AttrValue`, and `AttrValue.ListValue` with the same numbers.
    private enum Field {
        static let list = 1
        static let string = 2
        static let int = 3
        static let float = 4
        static let bool = 5
        static let type = 6
        static let shape = 7
        static let tensor = 8
    }
}

extension DataType {
    /// Protobuf extends an enum's sign to 64 bits.
    fileprivate var wire: UInt64 { UInt64(bitPattern: Int64(rawValue)) }
}
