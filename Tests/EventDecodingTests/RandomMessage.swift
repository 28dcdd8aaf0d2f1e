import TestSupport

/// Serialized messages that follow `MessageType` but for the occasional oddity.
///
/// Mutations seldom reach deep into a message and leave it whole; these do.
struct RandomMessage<Generator: RandomNumberGenerator> {
    private var generator: Generator

    init(_ generator: Generator) {
        self.generator = generator
    }

    mutating func next(_ type: MessageType = .event, depth: Int = 0) -> [UInt8] {
        let numbers = type.fields.keys.sorted()
        var bytes: [UInt8] = []
        var used: Set<Int> = []
        for _ in 0..<random(6) {
            guard !chance(30) else {
                bytes += oddity()
                continue
            }
            guard let number = numbers.randomElement(using: &generator),
                let field = type.fields[number]
            else { continue }
            switch field {
            case .many: bytes += self.field(number, field.kind, isRepeated: true, depth)
            case .one, .choice:
                let slot = if case .choice = field { 0 } else { number }
                guard used.insert(slot).inserted || chance(20) else { continue }
                bytes += self.field(number, field.kind, isRepeated: false, depth)
            }
        }
        return bytes
    }

    private mutating func field(
        _ number: Int,
        _ kind: MessageType.Kind,
        isRepeated: Bool,
        _ depth: Int
    ) -> [UInt8] {
        if isRepeated, chance(2), let packed = packed(kind) { return .message(number, packed) }
        switch kind {
        case .varint: return .key(number, 0) + varint()
        case .bool: return .key(number, 0) + [UInt8(random(2))]
        case .fixed32: return .key(number, 5) + word(4)
        case .fixed64: return .key(number, 1) + word(8)
        case .bytes: return .message(number, text())
        case .message(let type):
            return .message(number, depth < 12 ? next(type, depth: depth + 1) : [])
        }
    }

    private mutating func packed(_ kind: MessageType.Kind) -> [UInt8]? {
        let count = random(4)
        return switch kind {
        case .varint: (0..<count).flatMap { _ in varint() }
        case .bool: (0..<count).map { _ in UInt8(random(2)) }
        case .fixed32: (0..<count).flatMap { _ in word(4) }
        case .fixed64: (0..<count).flatMap { _ in word(8) }
        case .bytes, .message: nil
        }
    }

    /// A field that is unknown, too long, grouped, of the wrong type or broken.
    private mutating func oddity() -> [UInt8] {
        switch random(7) {
        case 0: .message(100 + random(1_000_000), text())
        case 1: .key(random(20), 3) + .varint(1, 5) + .key(random(20), 4)
        case 2: .key(random(20), random(8)) + word(8)
        case 3: .varint(UInt64.random(in: .min ... .max, using: &generator)) + word(8)
        case 4: .key(1 + random(20), 2) + [0x80, 0x80, 0x80, 0x80, 0x80, 0x00]
        case 5: [UInt8(1 + random(15)) << 3 | 0x82, 0x80, 0x80, 0x00] + [0]
        default: .key(1 + random(20), 0) + Array(repeating: 0xff, count: 9) + [UInt8(random(256))]
        }
    }

    private mutating func varint() -> [UInt8] {
        switch random(5) {
        case 0: .varint(UInt64(bitPattern: -Int64(random(70_000))))
        case 1: .varint(UInt64.random(in: .min ... .max, using: &generator))
        case 2: [0x80 | UInt8(random(128)), 0x80, UInt8(random(128))]
        default: .varint(UInt64(random(300)))
        }
    }

    /// Little-endian bits of numbers, special ones among them.
    private mutating func word(_ byteCount: Int) -> [UInt8] {
        let bits: [UInt64] = [
            0, 0x7ff8_0000_0000_0000, 0x7fc0_0000_7fc0_0000, 0xff80_0000_ff80_0000, 0x8000_0000,
            UInt64.random(in: .min ... .max, using: &generator),
        ]
        let word = bits.randomElement(using: &generator) ?? 0
        return withUnsafeBytes(of: word.littleEndian) { Array($0.suffix(byteCount)) }
    }

    private mutating func text() -> [UInt8] {
        let texts: [[UInt8]] = [
            [], Array("loss".utf8), Array("brain.Event:2".utf8), [0xff, 0xfe], [0x61, 0x00, 0x62],
            Array("h\u{e9}".utf8), [0xed, 0xa0, 0x80], Array("hparams".utf8),
        ]
        return texts.randomElement(using: &generator) ?? []
    }

    private mutating func random(_ count: Int) -> Int { .random(in: 0..<count, using: &generator) }
    private mutating func chance(_ oneIn: Int) -> Bool { random(oneIn) == 0 }
}
