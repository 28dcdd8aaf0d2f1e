/// Turns what an `Encodable` value encodes into a hyperparameter.
struct HParamEncoder: Encoder {
    /// What has been encoded in one place.
    final class Node {
        enum Content {
            case nothing
            case value(HParamValue)
            case members([(name: String, node: Node)])
            case elements([Node])
        }

        var content = Content.nothing

        var value: HParamValue {
            switch content {
            case .nothing: .structure([])
            case .value(let value): value
            case .members(let members):
                .structure(members.map { .init(name: $0.name, value: $0.node.value) })
            case .elements(let nodes): .list(nodes.map(\.value))
            }
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

    func encodeNil(forKey key: Key) { add(.null, key) }
    func encode(_ value: Bool, forKey key: Key) { add(.init(value), key) }
    func encode(_ value: String, forKey key: Key) { add(.init(value), key) }
    func encode(_ value: Double, forKey key: Key) { add(.init(value), key) }
    func encode(_ value: Float, forKey key: Key) { add(.init(value), key) }
    func encode(_ value: Int, forKey key: Key) { add(.init(value), key) }
    func encode(_ value: Int8, forKey key: Key) { add(.init(value), key) }
    func encode(_ value: Int16, forKey key: Key) { add(.init(value), key) }
    func encode(_ value: Int32, forKey key: Key) { add(.init(value), key) }
    func encode(_ value: Int64, forKey key: Key) { add(.init(value), key) }
    func encode(_ value: UInt, forKey key: Key) { add(.init(value), key) }
    func encode(_ value: UInt8, forKey key: Key) { add(.init(value), key) }
    func encode(_ value: UInt16, forKey key: Key) { add(.init(value), key) }
    func encode(_ value: UInt32, forKey key: Key) { add(.init(value), key) }
    func encode(_ value: UInt64, forKey key: Key) { add(.init(value), key) }

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

    func encodeNil() { add(.null) }
    func encode(_ value: Bool) { add(.init(value)) }
    func encode(_ value: String) { add(.init(value)) }
    func encode(_ value: Double) { add(.init(value)) }
    func encode(_ value: Float) { add(.init(value)) }
    func encode(_ value: Int) { add(.init(value)) }
    func encode(_ value: Int8) { add(.init(value)) }
    func encode(_ value: Int16) { add(.init(value)) }
    func encode(_ value: Int32) { add(.init(value)) }
    func encode(_ value: Int64) { add(.init(value)) }
    func encode(_ value: UInt) { add(.init(value)) }
    func encode(_ value: UInt8) { add(.init(value)) }
    func encode(_ value: UInt16) { add(.init(value)) }
    func encode(_ value: UInt32) { add(.init(value)) }
    func encode(_ value: UInt64) { add(.init(value)) }

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

    func encodeNil() { set(.null) }
    func encode(_ value: Bool) { set(.init(value)) }
    func encode(_ value: String) { set(.init(value)) }
    func encode(_ value: Double) { set(.init(value)) }
    func encode(_ value: Float) { set(.init(value)) }
    func encode(_ value: Int) { set(.init(value)) }
    func encode(_ value: Int8) { set(.init(value)) }
    func encode(_ value: Int16) { set(.init(value)) }
    func encode(_ value: Int32) { set(.init(value)) }
    func encode(_ value: Int64) { set(.init(value)) }
    func encode(_ value: UInt) { set(.init(value)) }
    func encode(_ value: UInt8) { set(.init(value)) }
    func encode(_ value: UInt16) { set(.init(value)) }
    func encode(_ value: UInt32) { set(.init(value)) }
    func encode(_ value: UInt64) { set(.init(value)) }

    func encode(_ value: some Encodable) throws {
        try HParamEncoder.encode(value, in: node, codingPath)
    }
}
