import TFRecord
import TestSupport
import Testing

@Suite struct MaskedCRC32CTests {
    /// From TensorBoard's `data/server/masked_crc.rs` and `tf_record.rs`.
    static let vectors: [([UInt8], UInt32)] = [
        ([], 0xa282_ead8),
        (Array("\u{1a}\u{11}CRC test, one two".utf8), 0x5794_d08a),
        ([24, 0, 0, 0, 0, 0, 0, 0], 0x224b_7fa3),
        ([0, 0, 0, 0, 0, 0, 0, 0], 0x0798_0329),
    ]

    @Test(arguments: vectors)
    func agreesWithTensorBoard(bytes: [UInt8], expected: UInt32) {
        #expect(MaskedCRC32C(of: bytes).rawValue == expected)
    }

    @Test func rotatesByFifteenAndAddsTheDelta() {
        #expect(MaskedCRC32C(masking: 0xe306_9283).rawValue == 0xc78a_b0e5)
        #expect(MaskedCRC32C(masking: 0).rawValue == 0xa282_ead8)
        #expect(MaskedCRC32C(masking: 1 << 15).rawValue == 0xa282_ead9)
    }

    @Test func unmaskingUndoesMasking() {
        var generator = SeededGenerator(seed: 15)
        for _ in 0..<1_000 {
            let crc = UInt32(truncatingIfNeeded: generator.next())
            #expect(MaskedCRC32C(masking: crc).unmasked == crc)
        }
    }

    @Test(arguments: [(0xc78a_b0e5, "0xc78ab0e5"), (0x62d_c0b3, "0x062dc0b3"), (0, "0x00000000")])
    func printsEightDigits(rawValue: UInt32, expected: String) {
        #expect(MaskedCRC32C(rawValue: rawValue).description == expected)
    }

    @Test func bytesInPiecesGiveTheSameChecksum() {
        let bytes = RecordBytes.payloads([1_000])[0]
        var checksum = CRC32C()
        bytes.withUnsafeBytes { bytes in
            for start in stride(from: 0, to: 1_000, by: 7) {
                checksum.update(
                    UnsafeRawBufferPointer(rebasing: bytes[start..<min(start + 7, 1_000)])
                )
            }
        }
        #expect(MaskedCRC32C(masking: checksum.value) == MaskedCRC32C(of: bytes))
    }

    /// smdebug writes the checksum of the characters of its number.
    @Test func sageMakerDebuggersConstantIsTheChecksumOfItsText() {
        #expect(
            MaskedCRC32C(of: Array("0x12345678".utf8)) == RecordFormat.sageMakerDebuggerChecksum
        )
    }
}
