import TFRecord
import TestSupport
import Testing

/// Headers that were hit: where the record ends is unknown until something confirms it.
@Suite struct LengthDamageTests {
    static let payloads = RecordBytes.payloads([24, 33, 3_000, 48, 26])
    static let bytes = RecordBytes.file(payloads)
    static let ranges = RecordBytes.ranges(payloads)

    @Test(arguments: ReadLog.Way.allCases, 0..<5)
    func aWrongLengthChecksumCostsNoRecord(way: ReadLog.Way, hit: Int) throws {
        let start = Self.ranges[hit].lowerBound
        let bytes = Self.bytes.overwriting(at: start + 8, with: [1, 2, 3, 4])
        let log = try ReadLog(of: bytes, from: way)
        #expect(log.payloads == Self.payloads)
        #expect(log.records.allSatisfy { $0.checksum == .valid })
        #expect(
            log.damage == [
                RecordDamage(
                    kind: .lengthChecksum,
                    offset: start,
                    byteCount: Self.ranges[hit].count
                )
            ]
        )
    }

    /// With this buffer the record of 3,000 bytes cannot be looked at as a whole.
    @Test func aWrongLengthChecksumOfALargeRecordCostsNoRecordInAFile() throws {
        let start = Self.ranges[2].lowerBound
        let bytes = Self.bytes.overwriting(at: start + 8, with: [1, 2, 3, 4])
        let log = try ReadLog(of: bytes, bufferByteCount: 4_096)
        #expect(log.payloads == Self.payloads)
        #expect(
            log.damage == [RecordDamage(kind: .lengthChecksum, offset: start, byteCount: 3_016)]
        )
    }

    /// Lengths that were hit in several bits: from none to 2^31, where a stream must not believe
    /// what it cannot look ahead to.
    static let wrongLengths: [UInt64] = [
        0, 1, 25, 100, 990, 1_009, 70_000, 1 << 20, 1 << 30, 1 << 31 - 1, 1 << 31, 1 << 40, 1 << 63,
        .max,
    ]

    @Test(arguments: ReadLog.Way.allCases, wrongLengths)
    func severalWrongBitsCostOneRecord(way: ReadLog.Way, length: UInt64) throws {
        for hit in Self.payloads.indices {
            let range = Self.ranges[hit]
            let field = withUnsafeBytes(of: length.littleEndian) { [UInt8]($0) }
            // Also the checksum, so that no flip of one bit brings back a length that fits.
            let bytes = Self.bytes.overwriting(at: range.lowerBound, with: field + [9, 9])
            for bufferByteCount in [4_096, ReadBuffer.defaultByteCount] {
                let log = try ReadLog(of: bytes, from: way, bufferByteCount: bufferByteCount)
                var left = Self.payloads
                left.remove(at: hit)
                #expect(log.payloads == left, "length \(length) in record \(hit)")
                #expect(log.damage.map(\.offset) == [range.lowerBound])
                #expect(log.damage.map(\.byteCount) == [range.count])
            }
        }
    }

    @Test(arguments: ReadLog.Way.allCases)
    func anotherRecordsLengthIsNotBelieved(way: ReadLog.Way) throws {
        // The header of the second record, whole, in place of the first's.
        let bytes = Self.bytes.overwriting(
            at: 0,
            with: Array(Self.bytes[Self.ranges[1].lowerBound...].prefix(12))
        )
        let log = try ReadLog(of: bytes, from: way)
        #expect(
            log.records.filter { $0.checksum == .valid }.map(\.payload)
                == Array(Self.payloads[1...])
        )
        #expect(log.damage.first == RecordDamage(kind: .dataChecksum, offset: 0, byteCount: 40))
    }

    @Test(arguments: ReadLog.Way.allCases, 0..<5)
    func lostBytesOfAHeaderCostOneRecord(way: ReadLog.Way, hit: Int) throws {
        for byteCount in 1...20 {
            var bytes = Self.bytes
            let start = Self.ranges[hit].lowerBound + 3
            bytes.removeSubrange(start..<start + byteCount)
            let log = try ReadLog(of: bytes, from: way, bufferByteCount: 4_096)
            var left = Self.payloads
            left.remove(at: hit)
            #expect(log.payloads == left, "\(byteCount) bytes lost")
            #expect(!log.damage.isEmpty)
        }
    }

    /// A record inside damage is only believed when its payload's checksum holds as well.
    @Test(arguments: ReadLog.Way.allCases)
    func aValidHeaderAmongGarbageIsNotARecord(way: ReadLog.Way) throws {
        let garbage = [UInt8](repeating: 0xee, count: 50)
        let bytes =
            garbage + RecordBytes.header(claiming: 10) + garbage
            + RecordBytes.header(claiming: 5_000) + garbage + Self.bytes
        let log = try ReadLog(of: bytes, from: way)
        #expect(log.payloads == Self.payloads)
        #expect(
            log.damage == [RecordDamage(kind: .lengthChecksum, offset: 0, byteCount: 174)]
        )
    }
}
