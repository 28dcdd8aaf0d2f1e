internal import TensorBoardEvents

/// The numbers of one message by the numbers of their fields, found with a `WireReader`.
struct NumberWalk {
    private let message: UnsafeRawBufferPointer

    /// Nil where the message breaks off.
    init?(_ message: UnsafeRawBufferPointer) {
        self.message = message
        var reader = WireReader(message)
        while reader.advance() {}
        if reader.isMalformed { return nil }
    }

    /// The last number of a field, 0 where there is none.
    func float(_ number: Int) -> Float { floats(number).last ?? 0 }

    /// The last number of a field, 0 where there is none.
    func double(_ number: Int) -> Double { doubles(number).last ?? 0 }

    /// All numbers of a field, packed or not.
    func floats(_ number: Int) -> [Float] {
        words(number, .fixed32).map(Float.init(bitPattern:))
    }

    /// All numbers of a field, packed or not.
    func doubles(_ number: Int) -> [Double] {
        words(number, .fixed64).map(Double.init(bitPattern:))
    }

    /// All numbers of a field, packed or not; nil where packed ones break off.
    func varints(_ number: Int) -> [UInt64]? {
        var numbers: [UInt64] = []
        var isWhole = true
        forEach(number) { reader in
            if reader.wireType == .varint { numbers.append(reader.bits) }
            guard reader.wireType == .delimited else { return }
            // Behind a key of one byte, each packed number is a field.
            for packed in Self.split(reader.bytes) {
                isWhole =
                    isWhole
                    && ([0x08] + packed).withUnsafeBytes { field in
                        var reader = WireReader(field)
                        guard reader.advance() else { return false }
                        numbers.append(reader.bits)
                        return true
                    }
            }
        }
        return isWhole ? numbers : nil
    }

    /// What the length-delimited fields of a number hold, in order.
    func bytes(_ number: Int) -> [[UInt8]] {
        var found: [[UInt8]] = []
        forEach(number) { if $0.wireType == .delimited { found.append(Array($0.bytes)) } }
        return found
    }

    private func forEach(_ number: Int, _ body: (WireReader) -> Void) {
        var reader = WireReader(message)
        while reader.advance() {
            if reader.fieldNumber == number { body(reader) }
        }
    }

    private func words<Word: FixedWidthInteger>(_ number: Int, _ wireType: WireType) -> [Word] {
        var words: [Word] = []
        forEach(number) { reader in
            if reader.wireType == wireType { words.append(Word(truncatingIfNeeded: reader.bits)) }
            let (bytes, size) = (reader.bytes, MemoryLayout<Word>.size)
            guard reader.wireType == .delimited, bytes.count.isMultiple(of: size) else { return }
            for offset in stride(from: 0, to: bytes.count, by: size) {
                words.append(
                    Word(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Word.self))
                )
            }
        }
        return words
    }

    /// Splits packed numbers behind each last byte.
    private static func split(_ packed: UnsafeRawBufferPointer) -> [[UInt8]] {
        var numbers: [[UInt8]] = [[]]
        for byte in packed {
            numbers[numbers.count - 1].append(byte)
            if byte < 0x80 { numbers.append([]) }
        }
        if numbers.last == [] { numbers.removeLast() }
        return numbers
    }
}
