import TFRecord
import TestSupport
import Testing

/// Pipes, which give what they have and cannot go back.
@Suite struct StreamSourceTests {
    static let payloads = RecordBytes.payloads([24, 300, 0, 20_000, 12, 1_009, 5])

    @Test func aPipeIsReadToItsEnd() throws {
        let pipe = try FilledPipe(RecordBytes.file(Self.payloads))
        var reader = try RecordReader(opening: pipe.path)
        let log = try ReadLog(reading: &reader)
        #expect(log.payloads == Self.payloads)
        #expect(log.damage.isEmpty)
    }

    @Test func aBorrowedDescriptorStaysOpen() throws {
        let pipe = try FilledPipe(RecordBytes.file(Self.payloads))
        do {
            var reader = try pipe.borrowingReader(bufferByteCount: 4_096)
            #expect(try ReadLog(reading: &reader).payloads == Self.payloads)
        }
        #expect(pipe.isOpen)
    }

    @Test func aPipeThatEndsEarlyEndsInACutTail() throws {
        let bytes = RecordBytes.file(Self.payloads)
        let ranges = RecordBytes.ranges(Self.payloads)
        let pipe = try FilledPipe(Array(bytes.prefix(ranges[3].lowerBound + 10_000)))
        var reader = try pipe.borrowingReader(bufferByteCount: 4_096)
        let log = try ReadLog(reading: &reader)
        #expect(log.payloads == Array(Self.payloads.prefix(3)))
        #expect(
            log.damage == [
                RecordDamage(
                    kind: .truncatedTail,
                    offset: ranges[3].lowerBound,
                    byteCount: 10_000
                )
            ]
        )
    }

    /// However the bytes are portioned, the same is read.
    @Test(arguments: [[1], [2, 3], [11, 12, 13], [4_095], [4_096, 1], [1_024]])
    func theSizeOfReadsMakesNoDifference(portions: [Int]) throws {
        var reader = try ScriptedSource(RecordBytes.file(Self.payloads), portions: portions)
            .reader(bufferByteCount: 4_096)
        #expect(try ReadLog(reading: &reader).payloads == Self.payloads)
    }

    @Test(arguments: [[1], [2, 3], [11, 12, 13], [4_095], [4_096, 1], [1_024]])
    func theSizeOfReadsMakesNoDifferenceToDamage(portions: [Int]) throws {
        let ranges = RecordBytes.ranges(Self.payloads)
        let bytes = RecordBytes.file(Self.payloads)
            .overwriting(at: ranges[1].lowerBound, with: [9, 9, 9, 9, 9, 9, 9, 9, 9, 9])
            .flipping(bit: 8 * (ranges[4].lowerBound + 15))
        var reader = try ScriptedSource(bytes, portions: portions).reader(bufferByteCount: 4_096)
        let log = try ReadLog(reading: &reader)
        #expect(log == (try ReadLog(of: bytes, from: .stream, bufferByteCount: 4_096)))
        #expect(log.damage.map(\.kind) == [.lengthChecksum, .dataChecksum])
        #expect(log.records.count == 6)
    }
}
