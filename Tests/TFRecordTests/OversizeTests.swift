import TFRecord
import TestSupport
import Testing

/// Lengths with a checksum that fits, which no writer makes.
@Suite struct OversizeTests {
    static let payloads = RecordBytes.payloads([24, 33, 48])

    @Test(
        arguments: ReadLog.Way.allCases,
        [1 << 31, 1 << 32, 1 << 62, 1 << 63 - 1, 1 << 63, .max - 16, .max - 15, .max] as [UInt64]
    )
    func recordsAfterAnAbsurdLengthAreRead(way: ReadLog.Way, length: UInt64) throws {
        let first = RecordBytes.record([1, 2, 3])
        let bytes = first + RecordBytes.header(claiming: length) + RecordBytes.file(Self.payloads)
        let log = try ReadLog(of: bytes, from: way)
        #expect(log.payloads == [[1, 2, 3]] + Self.payloads)
        #expect(log.damage == [RecordDamage(kind: .oversize, offset: 19, byteCount: 12)])
    }

    @Test(arguments: ReadLog.Way.allCases, [1 << 31, 1 << 63] as [UInt64])
    func anAbsurdLengthAtTheEndIsReported(way: ReadLog.Way, length: UInt64) throws {
        let bytes = RecordBytes.file(Self.payloads) + RecordBytes.header(claiming: length)
        let log = try ReadLog(of: bytes, from: way)
        #expect(log.payloads == Self.payloads)
        #expect(log.damage.map(\.kind) == [.oversize])
        #expect(log.damage.map(\.byteCount) == [12])
    }

    /// The greatest length that is allowed is not there, so it is a record cut short.
    @Test func theGreatestLengthIsNotOversized() throws {
        let bytes =
            RecordBytes.file(Self.payloads)
            + RecordBytes.header(claiming: UInt64(RecordFormat.maximumPayloadByteCount))
        let log = try ReadLog(of: bytes)
        #expect(log.payloads == Self.payloads)
        #expect(log.damage.map(\.kind) == [.truncatedTail])
    }

    @Test func aStreamThatClaimsTwoGibibytesIsACutTail() throws {
        let bytes =
            RecordBytes.file(Self.payloads)
            + RecordBytes.header(claiming: UInt64(RecordFormat.maximumPayloadByteCount))
            + [1, 2, 3]
        let log = try ReadLog(of: bytes, from: .stream)
        #expect(log.payloads == Self.payloads)
        #expect(
            log.damage == [RecordDamage(kind: .truncatedTail, offset: 153, byteCount: 15)]
        )
    }
}
