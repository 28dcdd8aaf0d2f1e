/// A hash of 128 bits that distinguishes long names: SipHash-2-4 (Aumasson and Bernstein, 2012)
/// with the key of its reference, the bytes 0 to 15.
///
/// The key is the same in every process, because shards of a scan must name a tag alike. No method
/// is known that finds two names with the same hash in fewer than the 2^64 tries of brute force.
struct SipHash {
    private var v0: UInt64 = 0x0706_0504_0302_0100 ^ 0x736f_6d65_7073_6575
    private var v1: UInt64 = 0x0f0e_0d0c_0b0a_0908 ^ 0x646f_7261_6e64_6f6d ^ 0xee
    private var v2: UInt64 = 0x0706_0504_0302_0100 ^ 0x6c79_6765_6e65_7261
    private var v3: UInt64 = 0x0f0e_0d0c_0b0a_0908 ^ 0x7465_6462_7974_6573
    /// Bytes that are not yet a whole word, the first lowest.
    private var tail: UInt64 = 0
    private(set) var byteCount = 0

    /// Adds the next bytes.
    mutating func update(_ bytes: UnsafeRawBufferPointer) {
        var offset = 0
        while offset < bytes.count, byteCount % 8 != 0 {
            take(bytes[offset])
            offset += 1
        }
        while bytes.count - offset >= 8 {
            let word = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            mix(UInt64(littleEndian: word))
            offset += 8
            byteCount += 8
        }
        while offset < bytes.count {
            take(bytes[offset])
            offset += 1
        }
    }

    /// The hash of all bytes so far, in 32 digits: the bytes of the reference in their order.
    var digits: String {
        var end = self
        end.mix(UInt64(truncatingIfNeeded: byteCount) << 56 | tail)
        end.v2 ^= 0xee
        end.rounds(4)
        let low = end.v0 ^ end.v1 ^ end.v2 ^ end.v3
        end.v1 ^= 0xdd
        end.rounds(4)
        let high = end.v0 ^ end.v1 ^ end.v2 ^ end.v3
        return Self.digits(low) + Self.digits(high)
    }

    private mutating func take(_ byte: UInt8) {
        tail |= UInt64(byte) << UInt64(8 * (byteCount % 8))
        byteCount += 1
        if byteCount % 8 == 0 {
            mix(tail)
            tail = 0
        }
    }

    private mutating func mix(_ word: UInt64) {
        v3 ^= word
        rounds(2)
        v0 ^= word
    }

    private mutating func rounds(_ count: Int) {
        for _ in 0..<count {
            v0 &+= v1
            v1 = v1 << 13 | v1 >> 51
            v1 ^= v0
            v0 = v0 << 32 | v0 >> 32
            v2 &+= v3
            v3 = v3 << 16 | v3 >> 48
            v3 ^= v2
            v0 &+= v3
            v3 = v3 << 21 | v3 >> 43
            v3 ^= v0
            v2 &+= v1
            v1 = v1 << 17 | v1 >> 47
            v1 ^= v2
            v2 = v2 << 32 | v2 >> 32
        }
    }

    private static func digits(_ word: UInt64) -> String {
        let digits = String(word.byteSwapped, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
