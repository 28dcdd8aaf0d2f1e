/// The compression of GIF: codes for sequences that occurred before, from 3 to 12 bits wide.
///
/// See "Graphics Interchange Format, version 89a", appendix F.
struct LZWEncoder {
    private var bytes: [UInt8] = []
    private var buffer: UInt32 = 0
    private var bufferedBitCount = 0

    private let literalBitCount: Int
    private var codeBitCount: Int
    /// The code of the next new sequence.
    private var nextCode = 0
    // Open addressing: the sequence's beginning and its last index, plus one; 0 is an empty slot.
    private var keys = [UInt32](repeating: 0, count: 1 << Self.slotBitCount)
    private var codes = [UInt16](repeating: 0, count: 1 << Self.slotBitCount)

    /// Compresses indices.
    ///
    /// - Parameters:
    ///   - indices: The indices, each of `bitCount` bits.
    ///   - bitCount: From 2 to 8.
    /// - Returns: The codes, the first bit lowest.
    static func encode(_ indices: [UInt8], bitCount: Int) -> [UInt8] {
        var encoder = LZWEncoder(literalBitCount: bitCount)
        encoder.encode(indices)
        return encoder.bytes
    }

    private init(literalBitCount: Int) {
        self.literalBitCount = literalBitCount
        codeBitCount = literalBitCount + 1
    }

    private var clearCode: Int { 1 << literalBitCount }

    private mutating func encode(_ indices: [UInt8]) {
        restart()
        guard let first = indices.first else { return }
        var sequence = Int(first)
        for index in indices.dropFirst() {
            // One more than the pair, since 0 means that a slot is empty.
            let key = UInt32(truncatingIfNeeded: sequence << 8 | Int(index)) + 1
            let slot = slot(of: key)
            if keys[slot] == key {
                sequence = Int(codes[slot])
                continue
            }
            emit(sequence)
            if nextCode < Self.codeLimit {
                keys[slot] = key
                codes[slot] = UInt16(truncatingIfNeeded: nextCode)
                advance()
            } else {
                restart()
            }
            sequence = Int(index)
        }
        emit(sequence)
        // The reader makes one more sequence of the last code.
        if nextCode < Self.codeLimit { advance() }
        emit(clearCode + 1)
        if bufferedBitCount > 0 { bytes.append(UInt8(truncatingIfNeeded: buffer)) }
    }

    /// Forgets all sequences, and tells the reader to do so.
    private mutating func restart() {
        emit(clearCode)
        for slot in keys.indices { keys[slot] = 0 }
        nextCode = clearCode + 2
        codeBitCount = literalBitCount + 1
    }

    private mutating func advance() {
        if nextCode == 1 << codeBitCount { codeBitCount += 1 }
        nextCode += 1
    }

    private mutating func emit(_ code: Int) {
        buffer |= UInt32(truncatingIfNeeded: code) << bufferedBitCount
        bufferedBitCount += codeBitCount
        while bufferedBitCount >= 8 {
            bytes.append(UInt8(truncatingIfNeeded: buffer))
            buffer >>= 8
            bufferedBitCount -= 8
        }
    }

    /// The slot that holds a key, or the empty one in which it belongs.
    private func slot(of key: UInt32) -> Int {
        let hash = key &* 2_654_435_761
        var slot = Int(hash >> (32 - UInt32(Self.slotBitCount)))
        while keys[slot] != 0, keys[slot] != key { slot = (slot + 1) & (keys.count - 1) }
        return slot
    }

    private static let codeLimit = 4096
    /// Twice as many slots as codes.
    private static let slotBitCount = 13
}
