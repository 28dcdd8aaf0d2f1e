import TFRecord
import TestSupport
import Testing

/// Payloads that are not what was written, in records whose length is.
@Suite struct DataDamageTests {
    static let payloads = RecordBytes.payloads([24, 33, 3_000, 48, 26])
    static let bytes = RecordBytes.file(payloads)
    static let ranges = RecordBytes.ranges(payloads)

    @Test(arguments: ReadLog.Way.allCases, 0..<5)
    func aRecordWithAWrongChecksumIsReturnedAndSkippedByItsLength(
        way: ReadLog.Way,
        hit: Int
    ) throws {
        for bufferByteCount in [4_096, ReadBuffer.defaultByteCount] {
            let bytes = Self.bytes.overwriting(
                at: Self.ranges[hit].upperBound - 4,
                with: [1, 2, 3, 4]
            )
            let log = try ReadLog(of: bytes, from: way, bufferByteCount: bufferByteCount)
            #expect(log.payloads == Self.payloads)
            #expect(log.records.map { $0.checksum == .valid } == (0..<5).map { $0 != hit })
            #expect(
                log.damage == [
                    RecordDamage(
                        kind: .dataChecksum,
                        offset: Self.ranges[hit].lowerBound,
                        byteCount: Self.ranges[hit].count
                    )
                ]
            )
        }
    }

    @Test func thePublicReaderMarksTheRecord() throws {
        let file = try ScratchFile(Self.bytes.flipping(bit: 8 * 60))
        var reader = try RecordReader(opening: file.path)
        var validity: [Bool] = []
        while let record = try reader.next() { validity.append(record.checksumIsValid) }
        #expect(validity == [true, false, true, true, true])
        #expect(
            reader.damage == [RecordDamage(kind: .dataChecksum, offset: 40, byteCount: 49)]
        )
    }

    @Test(arguments: ReadLog.Way.allCases)
    func everyOneOfManyWrongRecordsIsReported(way: ReadLog.Way) throws {
        var bytes = Self.bytes
        for range in Self.ranges { bytes[range.upperBound - 1] ^= 0x80 }
        let log = try ReadLog(of: bytes, from: way)
        #expect(log.payloads == Self.payloads)
        #expect(log.damage.map(\.kind) == .init(repeating: .dataChecksum, count: 5))
        #expect(log.damage.map(\.offset) == Self.ranges.map(\.lowerBound))
    }

    @Test(arguments: ReadLog.Way.allCases, [4_096, ReadBuffer.defaultByteCount])
    func sageMakerDebuggersRecordsCannotBeVerifiedAndAreNotDamage(
        way: ReadLog.Way,
        bufferByteCount: Int
    ) throws {
        var bytes = Self.bytes
        for range in Self.ranges {
            bytes = bytes.overwriting(at: range.upperBound - 4, with: [0xb3, 0xc0, 0x2d, 0x06])
        }
        let log = try ReadLog(of: bytes, from: way, bufferByteCount: bufferByteCount)
        #expect(log.payloads == Self.payloads)
        #expect(log.records.allSatisfy { $0.checksum == .absent })
        #expect(log.damage.isEmpty)
    }

    @Test func thePublicReaderDoesNotCallThemValid() throws {
        let bytes = RecordBytes.record([1, 2, 3])
            .overwriting(at: 15, with: RecordBytes.footer(RecordFormat.sageMakerDebuggerChecksum))
        let file = try ScratchFile(bytes)
        var reader = try RecordReader(opening: file.path)
        let record = try reader.next()
        #expect(record?.payload == [1, 2, 3])
        #expect(record?.checksumIsValid == false)
        #expect(reader.damage.isEmpty)
    }

    /// Bytes lost inside a payload move all that follows: the neighbour is found all the same.
    @Test(arguments: ReadLog.Way.allCases, 1...40)
    func bytesLostInsideAPayloadCostOneRecord(way: ReadLog.Way, byteCount: Int) throws {
        let payloads = RecordBytes.payloads([24, 100, 33, 200, 26], seed: 8)
        var bytes = RecordBytes.file(payloads)
        bytes.removeSubrange(60..<60 + byteCount)
        let log = try ReadLog(of: bytes, from: way)
        let valid = log.records.filter { $0.checksum == .valid }.map(\.payload)
        #expect(valid == [payloads[0]] + payloads[2...])
        #expect(log.damage.contains { $0.kind == .dataChecksum && $0.offset == 40 })
    }

    @Test(arguments: ReadLog.Way.allCases, 1...40)
    func extraBytesInsideAPayloadCostOneRecord(way: ReadLog.Way, byteCount: Int) throws {
        let payloads = RecordBytes.payloads([24, 100, 33, 200, 26], seed: 8)
        var bytes = RecordBytes.file(payloads)
        bytes.insert(contentsOf: repeatElement(0xaa, count: byteCount), at: 60)
        let log = try ReadLog(of: bytes, from: way)
        let valid = log.records.filter { $0.checksum == .valid }.map(\.payload)
        #expect(valid == [payloads[0]] + payloads[2...])
        #expect(log.damage.contains { $0.kind == .dataChecksum && $0.offset == 40 })
    }
}
