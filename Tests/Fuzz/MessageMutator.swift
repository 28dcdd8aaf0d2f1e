import TensorBoardEvents
import TestSupport

/// Changes something inside a protobuf message, at any depth, and makes the lengths around it fit.
enum MessageMutator {
    /// One field, key and all.
    private struct Field {
        let number: Int
        let wireType: WireType
        let bytes: [UInt8]
        /// What a delimited field holds.
        let content: [UInt8]
    }

    static func mutant(
        of message: [UInt8],
        using generator: inout SeededGenerator,
        depth: Int = 0
    ) -> [UInt8] {
        guard var fields = fields(of: message), let field = fields.randomElement(using: &generator),
            let index = fields.indices.randomElement(using: &generator)
        else { return mutated(message) }
        switch generator.next() % 32 {
        case 0: return mutated(message)
        case 1: fields.insert(field, at: index)
        case 2: fields.remove(at: index)
        case 3: fields.swapAt(index, fields.count - 1)
        case 4: fields.insert(randomField(using: &generator), at: index)
        default: fields[index] = mutant(of: fields[index], using: &generator, depth: depth)
        }
        return fields.flatMap(\.bytes)
    }

    private static func mutant(
        of field: Field,
        using generator: inout SeededGenerator,
        depth: Int
    ) -> Field {
        var writer = WireWriter()
        // Now and then a field moves to another number, and a value to another type.
        let number =
            generator.next() % 32 == 0 ? Int(generator.next() % 19) + 1 : field.number
        switch field.wireType {
        case .delimited where generator.next() % 16 == 0 && field.content.count < 64:
            // A packed array as elements of their own, or a number where none belongs.
            writer.fixed32(number, special32(using: &generator))
        case .delimited:
            let content =
                depth < 128
                ? mutant(of: field.content, using: &generator, depth: depth + 1)
                : mutated(field.content)
            writer.delimited(number, content)
        case .fixed32: writer.fixed32(number, special32(using: &generator))
        case .fixed64: writer.fixed64(number, special64(using: &generator))
        case .varint: writer.varint(number, specialVarint(using: &generator))
        case .startGroup, .endGroup: return field
        }
        return Field(number: number, wireType: field.wireType, bytes: writer.bytes, content: [])
    }

    private static func randomField(using generator: inout SeededGenerator) -> Field {
        var writer = WireWriter()
        let number = Int(generator.next() % 20) + 1
        switch generator.next() % 4 {
        case 0: writer.varint(number, specialVarint(using: &generator))
        case 1: writer.fixed32(number, special32(using: &generator))
        case 2: writer.fixed64(number, special64(using: &generator))
        default: writer.delimited(number, generator.bytes(Int(generator.next() % 20)))
        }
        return Field(number: number, wireType: .varint, bytes: writer.bytes, content: [])
    }

    /// Nil where the bytes are no message.
    private static func fields(of message: [UInt8]) -> [Field]? {
        message.withUnsafeBytes { bytes in
            var reader = WireReader(bytes)
            var fields: [Field] = []
            while reader.advance() {
                var writer = WireWriter()
                switch reader.wireType {
                case .varint: writer.varint(reader.fieldNumber, reader.bits)
                case .fixed32:
                    writer.fixed32(reader.fieldNumber, UInt32(truncatingIfNeeded: reader.bits))
                case .fixed64: writer.fixed64(reader.fieldNumber, reader.bits)
                case .delimited: writer.delimited(reader.fieldNumber, reader.bytes)
                case .startGroup, .endGroup: return nil
                }
                fields.append(
                    Field(
                        number: reader.fieldNumber,
                        wireType: reader.wireType,
                        bytes: writer.bytes,
                        content: reader.wireType == .delimited ? Array(reader.bytes) : []
                    )
                )
            }
            return reader.isMalformed ? nil : fields
        }
    }

    private static func special32(using generator: inout SeededGenerator) -> UInt32 {
        let special: [UInt32] = [
            0x7fc0_0000, 0xffc0_0000, 0x7f80_0001, 0x7f80_0000, 0xff80_0000, 0x7f7f_ffff, 0, 1,
            0x3f80_0000,
        ]
        return special.randomElement(using: &generator) ?? 0
    }

    private static func special64(using generator: inout SeededGenerator) -> UInt64 {
        let special: [Double] = [
            .nan, -.nan, .signalingNaN, .infinity, -.infinity, .greatestFiniteMagnitude,
            -.greatestFiniteMagnitude, 0, 1, -1, 1e308, 1e18,
        ]
        return (special.randomElement(using: &generator) ?? 0).bitPattern
    }

    private static func specialVarint(using generator: inout SeededGenerator) -> UInt64 {
        switch generator.next() % 4 {
        case 0: UInt64.max >> (generator.next() % 64)
        case 1: UInt64(1) << (generator.next() % 64)
        default: generator.next() % 32
        }
    }
}
