import CKernels
import TestSupport
import Testing

@Suite struct CRC32CCombineTests {
    @Test func joinsTheChecksumsOfTwoPartsSplitAnywhere() {
        var generator = SeededGenerator(seed: 11)
        let bytes = generator.bytes(2_000)
        let heads = CRC32CReference.ofPrefixes(of: bytes[...])
        let wrong = heads.indices.first { split in
            let tail = bytes.withUnsafeBytes {
                ck_crc32c(0, $0.baseAddress.map { $0 + split }, bytes.count - split)
            }
            return ck_crc32c_combine(heads[split], tail, UInt64(bytes.count - split))
                != heads[bytes.count]
        }
        #expect(wrong == nil, "a wrong checksum when split there")
    }

    @Test func anEmptySecondPartChangesNothing() {
        #expect(ck_crc32c_combine(0xe306_9283, 0, 0) == 0xe306_9283)
    }

    @Test func anEmptyFirstPartChangesNothing() {
        #expect(ck_crc32c_combine(0, 0xe306_9283, 9) == 0xe306_9283)
    }

    /// Zeros double: the checksum of 2n zeros is that of n zeros joined with itself.
    @Test(arguments: 0..<62)
    func lengthsAreNotTruncatedTo32Bits(power: Int) {
        // x^(2^31 - 1) is 1 modulo the polynomial, so 8 · (2^31 - 1) bits are a full turn and the
        // same must come out for a length and for the length reduced by it.
        let turn: UInt64 = 0x7fff_ffff
        let count: UInt64 = 1 << UInt64(power)
        let reduced = ck_crc32c_combine(0x1234_5678, 0x9abc_def0, count % turn)
        #expect(ck_crc32c_combine(0x1234_5678, 0x9abc_def0, count) == reduced)
    }

    @Test func joiningIsAssociativeForLongParts() {
        let (a, b, c): (UInt32, UInt32, UInt32) = (0x0123_4567, 0x89ab_cdef, 0xfedc_ba98)
        let (countB, countC): (UInt64, UInt64) = (5_000_000_000, 0x1_2345_6789_abcd)
        let left = ck_crc32c_combine(ck_crc32c_combine(a, b, countB), c, countC)
        let right = ck_crc32c_combine(a, ck_crc32c_combine(b, c, countC), countB + countC)
        #expect(left == right)
    }
}
