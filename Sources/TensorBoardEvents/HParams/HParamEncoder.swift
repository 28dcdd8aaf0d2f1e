/// Turns what an `Encodable` value encodes into a hyperparameter.
struct HParamEncoder: Encoder {
    /// What has been encoded in one place.
    final class Node {
        enum Content {
            case nothing
            case value(HParamValue)
            /// In decimal: a `Double` holds fewer digits than 64 bits.
            case integer(HParamValue, decimal: String)
            case members([(name: String, node: Node)])
            case elements([Node])
        }

        var content = Content.nothing

        var value: HParamValue {
            switch content {
            case .nothing: .structure([])
            case .value(let value), .integer(let value, _): value
            case .members(let members):
                .structure(members.map { .init(name: $0.name, value: $0.node.value) })
            case .elements(let nodes): .list(nodes.map(\.value))
            }
        }

        /// Makes the node a whole number.
        func set(_ integer: some BinaryInteger) {
            content = .integer(HParamValue(integer), decimal: String(integer))
        }

        /// The node of a member, added after the others.
        func member(_ name: String) -> Node {
            let node = Node()
            guard case .members(var members) = content else {
                content = .members([(name, node)])
                return node
            }
            // Appending in place: the array is held by this variable alone.
            content = .nothing
            members.append((name, node))
            content = .members(members)
            return node
        }

        /// The node of an element, added after the others.
        func element() -> Node {
            let node = Node()
            guard case .elements(var nodes) = content else {
                content = .elements([node])
                return node
            }
            content = .nothing
            nodes.append(node)
            content = .elements(nodes)
            return node
        }
    }

    let node: Node
    let codingPath: [any CodingKey]
    let userInfo: [CodingUserInfoKey: Any] = [:]

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        if case .members = node.content {} else { node.content = .members([]) }
        return KeyedEncodingContainer(Members<Key>(node: node, codingPath: codingPath))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        if case .elements = node.content {} else { node.content = .elements([]) }
        return Elements(node: node, codingPath: codingPath)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        Single(node: node, codingPath: codingPath)
    }

    /// What a value encodes.
    static func node(encoding value: some Encodable) throws -> Node {
        let node = Node()
        var container = HParamEncoder(node: node, codingPath: []).singleValueContainer()
        try container.encode(value)
        return node
    }

    fileprivate static func encode(
        _ value: some Encodable,
        in node: Node,
        _ codingPath: [any CodingKey]
    ) throws {
        // As itself: it would encode its number as any other Double.
        if let value = value as? HParamValue {
            node.content = .value(value)
        } else {
            try value.encode(to: HParamEncoder(node: node, codingPath: codingPath))
        }
    }
}

/// The members of a structure.
private struct Members<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let node: HParamEncoder.Node
    let codingPath: [any CodingKey]

    private func add(_ value: HParamValue, _ key: Key) {
        node.member(key.stringValue).content = .value(value)
    }

    private func add(_ integer: some BinaryInteger, _ key: Key) {
        node.member(key.stringValue).set(integer)
    }

    func encodeNil(forKey key: Key) { add(.null, key) }
    func encode(_ value: Bool, forKey key: Key) { add(.init(value), key) }
    func encode(_ value: String, forKey key: Key) { add(.init(value), key) }
    func encode(_ value: Double, forKey key: Key) { add(.init(value), key) }
    func encode(_ value: Float, forKey key: Key) { add(.init(value), key) }
    func encode(_ value: Int, forKey key: Key) { add(value, key) }
    func encode(_ value: Int8, forKey key: Key) { add(value, key) }
    func encode(_ value: Int16, forKey key: Key) { add(value, key) }
    func encode(_ value: Int32, forKey key: Key) { add(value, key) }
    func encode(_ value: Int64, forKey key: Key) { add(value, key) }
    func encode(_ value: UInt, forKey key: Key) { add(value, key) }
    func encode(_ value: UInt8, forKey key: Key) { add(value, key) }
    func encode(_ value: UInt16, forKey key: Key) { add(value, key) }
    func encode(_ value: UInt32, forKey key: Key) { add(value, key) }
    func encode(_ value: UInt64, forKey key: Key) { add(value, key) }

    func encode(_ value: some Encodable, forKey key: Key) throws {
        try HParamEncoder.encode(value, in: node.member(key.stringValue), codingPath + [key])
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy keyType: NestedKey.Type,
        forKey key: Key
    ) -> KeyedEncodingContainer<NestedKey> {
        HParamEncoder(node: node.member(key.stringValue), codingPath: codingPath + [key])
            .container(keyedBy: keyType)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        HParamEncoder(node: node.member(key.stringValue), codingPath: codingPath + [key])
            .unkeyedContainer()
    }

    func superEncoder() -> any Encoder {
        HParamEncoder(node: node.member("super"), codingPath: codingPath)
    }

    func superEncoder(forKey key: Key) -> any Encoder {
        HParamEncoder(node: node.member(key.stringValue), codingPath: codingPath + [key])
    }
}

/// The elements of a list.
private struct Elements: UnkeyedEncodingContainer {
    let node: HParamEncoder.Node
    let codingPath: [any CodingKey]

    var count: Int {
        if case .elements(let nodes) = node.content { nodes.count } else { 0 }
    }

    private func add(_ value: HParamValue) { node.element().content = .value(value) }
    private func add(_ integer: some BinaryInteger) { node.element().set(integer) }

    func encodeNil() { add(.null) }
    func encode(_ value: Bool) { add(.init(value)) }
    func encode(_ value: String) { add(.init(value)) }
    func encode(_ value: Double) { add(.init(value)) }
    func encode(_ value: Float) { add(.init(value)) }
    func encode(_ value: Int) { add(value) }
    func encode(_ value: Int8) { add(value) }
    func encode(_ value: Int16) { add(value) }
    func encode(_ value: Int32) { add(value) }
    func encode(_ value: Int64) { add(value) }
    func encode(_ value: UInt) { add(value) }
    func encode(_ value: UInt8) { add(value) }
    func encode(_ value: UInt16) { add(value) }
    func encode(_ value: UInt32) { add(value) }
    func encode(_ value: UInt64) { add(value) }

    func encode(_ value: some Encodable) throws {
        try HParamEncoder.encode(value, in: node.element(), codingPath)
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy keyType: NestedKey.Type
    ) -> KeyedEncodingContainer<NestedKey> {
        HParamEncoder(node: node.element(), codingPath: codingPath).container(keyedBy: keyType)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        HParamEncoder(node: node.element(), codingPath: codingPath).unkeyedContainer()
    }

    func superEncoder() -> any Encoder {
        HParamEncoder(node: node.element(), codingPath: codingPath)
    }
}

/// One value.
private struct Single: SingleValueEncodingContainer {
    let node: HParamEncoder.Node
    let codingPath: [any CodingKey]

    private func set(_ value: HParamValue) { node.content = .value(value) }
    private func set(_ integer: some BinaryInteger) { node.set(integer) }

    func encodeNil() { set(.null) }
    func encode(_ value: Bool) { set(.init(value)) }
    func encode(_ value: String) { set(.init(value)) }
    func encode(_ value: Double) { set(.init(value)) }
    func encode(_ value: Float) { set(.init(value)) }
    func encode(_ value: Int) { set(value) }
    func encode(_ value: Int8) { set(value) }
    func encode(_ value: Int16) { set(value) }
    func encode(_ value: Int32) { set(value) }
    func encode(_ value: Int64) { set(value) }
    func encode(_ value: UInt) { set(value) }
    func encode(_ value: UInt8) { set(value) }
    func encode(_ value: UInt16) { set(value) }
    func encode(_ value: UInt32) { set(value) }
    func encode(_ value: UInt64) { set(value) }

    func encode(_ value: some Encodable) throws {
        try HParamEncoder.encode(value, in: node, codingPath)
    }
}
