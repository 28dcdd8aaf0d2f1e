import TFRecord
import TestSupport
import Testing

/// Which files are taken for compressed ones.
@Suite struct CompressionSniffingTests {
    private func sniff(_ bytes: [UInt8]) -> RecordCompression? {
        bytes.withUnsafeBytes { RecordCompression(sniffing: $0) }
    }

    @Test func gzipIsRecognizedByItsMagicNumber() {
        #expect(sniff(Deflater.compress([1, 2, 3], as: .gzip)) == .gzip)
    }

    @Test(arguments: 1...9 as ClosedRange<Int32>)
    func zlibIsRecognizedAtEveryLevel(level: Int32) {
        let compressed = Deflater.compress([1, 2, 3], as: .zlib, level: level)
        #expect(sniff(compressed) == .zlib)
    }

    @Test(arguments: [[], [0x1f], [0x78], [0x78, 0x9d], [0x1f, 0x8c], [0x18, 0, 0, 0]])
    func otherBytesAreNotCompressed(bytes: [UInt8]) {
        #expect(sniff(bytes) == nil)
    }

    /// Lengths whose first bytes look like a compressed stream.
    static let ambiguousByteCounts = [0x8b1f, 0x0178, 0x5e78, 0x9c78, 0xda78]

    @Test(arguments: ambiguousByteCounts)
    func aRecordsHeaderIsNotAMagicNumber(byteCount: Int) throws {
        let payloads = RecordBytes.payloads([byteCount, 10])
        let log = try ReadLog(of: RecordBytes.file(payloads))
        #expect(log.payloads == payloads)
    }

    @Test(arguments: ambiguousByteCounts)
    func aHeaderWithADamagedChecksumIsNotAMagicNumber(byteCount: Int) throws {
        let payloads = RecordBytes.payloads([byteCount, 10])
        let log = try ReadLog(of: RecordBytes.file(payloads).flipping(bit: 8 * 9))
        #expect(log.payloads == payloads)
        #expect(
            log.damage
                == [RecordDamage(kind: .lengthChecksum, offset: 0, byteCount: byteCount + 16)]
        )
    }
}
