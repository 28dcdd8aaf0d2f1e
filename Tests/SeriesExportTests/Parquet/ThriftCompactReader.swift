/// A value in Thrift's compact protocol, read for tests without the product's code.
indirect enum ThriftValue: Equatable {
    case boolean(Bool)
    case integer(Int64)
    case binary([UInt8])
    case list([ThriftValue])
    case structure([Int: ThriftValue])

    subscript(_ field: Int) -> ThriftValue? {
        if case .structure(let fields) = self { fields[field] } else { nil }
    }

    var integer: Int? { if case .integer(let value) = self { Int(value) } else { nil } }
    var bytes: [UInt8]? { if case .binary(let value) = self { value } else { nil } }
    var text: String? { bytes.map { String(decoding: $0, as: UTF8.self) } }
    var list: [ThriftValue]? { if case .list(let value) = self { value } else { nil } }
}

/// Reads bytes one by one; what is not well-formed is an error.
struct ByteReader {
    struct Malformed: Error {
        let offset: Int
    }

    let bytes: ArraySlice<UInt8>
    private(set) var offset: Int

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        offset = bytes.startIndex
    }

    init(_ bytes: [UInt8]) { self.init(bytes[...]) }

    var isAtEnd: Bool { offset == bytes.endIndex }

    mutating func byte() throws -> UInt8 {
        guard !isAtEnd else { throw Malformed(offset: offset) }
        offset += 1
        return bytes[offset - 1]
    }

    mutating func take(_ count: Int) throws -> ArraySlice<UInt8> {
        guard count >= 0, bytes.endIndex - offset >= count else { throw Malformed(offset: offset) }
        offset += count
        return bytes[offset - count..<offset]
    }

    mutating func littleEndian(_ byteCount: Int) throws -> UInt64 {
        try take(byteCount).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    mutating func varint() throws -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while shift < 64 {
            let byte = try byte()
            value |= UInt64(byte & 0x7f) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
        throw Malformed(offset: offset)
    }

    mutating func zigZag() throws -> Int64 {
        let value = try varint()
        return Int64(bitPattern: value >> 1) ^ (value & 1 == 0 ? 0 : -1)
    }

    /// The fields of a structure.
    mutating func structure() throws -> ThriftValue {
        var fields: [Int: ThriftValue] = [:]
        var last = 0
        while true {
            let header = try byte()
            if header == 0 { return .structure(fields) }
            let delta = Int(header >> 4)
            last = delta == 0 ? Int(try zigZag()) : last + delta
            guard fields[last] == nil else { throw Malformed(offset: offset) }
            switch header & 0xf {
            case 1: fields[last] = .boolean(true)
            case 2: fields[last] = .boolean(false)
            case let type: fields[last] = try value(type)
            }
        }
    }

    private mutating func value(_ type: UInt8) throws -> ThriftValue {
        switch type {
        case 4, 5, 6: return .integer(try zigZag())
        case 8:
            let count = try varint()
            return .binary(Array(try take(Int(clamping: count))))
        case 9:
            let header = try byte()
            let count = header >> 4 == 15 ? Int(clamping: try varint()) : Int(header >> 4)
            return .list(try (0..<count).map { _ in try value(header & 0xf) })
        case 12: return try structure()
        default: throw Malformed(offset: offset)
        }
    }
}
