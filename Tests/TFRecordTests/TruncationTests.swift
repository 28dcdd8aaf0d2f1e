import TFRecord
import TestSupport
import Testing

/// Every file that ends too early: all before the cut comes out, and only the cut is reported.
@Suite struct TruncationTests {
    /// What a file of `payloads` must be read as when it is cut to `byteCount` bytes.
    private func expect(
        _ log: ReadLog,
        isWhatIsLeftOf payloads: [[UInt8]],
        cutTo byteCount: Int
    ) {
        let ranges = RecordBytes.ranges(payloads)
        let whole = ranges.prefix { $0.upperBound <= byteCount }.count
        let end = whole == 0 ? 0 : ranges[whole - 1].upperBound
        #expect(log.payloads == Array(payloads.prefix(whole)), "cut to \(byteCount)")
        #expect(log.records.allSatisfy { $0.checksum == .valid })
        let expected =
            end == byteCount
            ? []
            : [RecordDamage(kind: .truncatedTail, offset: end, byteCount: byteCount - end)]
        #expect(log.damage == expected, "cut to \(byteCount)")
    }

    @Test(arguments: ReadLog.Way.allCases)
    func aTruncatedTailIsNotDamage(way: ReadLog.Way) throws {
        let payloads = RecordBytes.payloads([24, 33, 48])
        let bytes = RecordBytes.file(payloads)
        for byteCount in 0...bytes.count {
            let log = try ReadLog(of: Array(bytes.prefix(byteCount)), from: way)
            expect(log, isWhatIsLeftOf: payloads, cutTo: byteCount)
        }
    }

    /// Records of 1,100 bytes go by in pieces with this buffer.
    @Test(arguments: ReadLog.Way.allCases)
    func theTruncatedTailOfALargeRecordIsNotDamage(way: ReadLog.Way) throws {
        let payloads = RecordBytes.payloads([1_100, 1_101, 3_000])
        let bytes = RecordBytes.file(payloads)
        let edges = RecordBytes.ranges(payloads).flatMap { range in
            Array(range.lowerBound...range.lowerBound + 20)
                + Array(range.upperBound - 20..<range.upperBound)
        }
        for byteCount in edges + Array(stride(from: 0, to: bytes.count, by: 61)) {
            let log = try ReadLog(
                of: Array(bytes.prefix(byteCount)),
                from: way,
                bufferByteCount: 4_096
            )
            expect(log, isWhatIsLeftOf: payloads, cutTo: byteCount)
        }
    }

    /// A length that is a multiple of 256 starts with a zero byte, one of 0 with eight.
    @Test(arguments: ReadLog.Way.allCases, [256, 65_536, 0])
    func aLengthFieldCutAmongItsZerosIsNotDamage(way: ReadLog.Way, byteCount: Int) throws {
        let payloads = RecordBytes.payloads([24, byteCount])
        let bytes = RecordBytes.file(payloads)
        for cut in 40...52 {
            let log = try ReadLog(of: Array(bytes.prefix(cut)), from: way)
            expect(log, isWhatIsLeftOf: payloads, cutTo: cut)
        }
    }

    @Test(arguments: ReadLog.Way.allCases)
    func anEmptyFileHasNothingToReport(way: ReadLog.Way) throws {
        #expect(try ReadLog(of: [], from: way).steps.isEmpty)
    }

    @Test(arguments: ReadLog.Way.allCases)
    func aFileOfFiveBytesIsACutTail(way: ReadLog.Way) throws {
        let log = try ReadLog(of: [1, 2, 3, 4, 5], from: way)
        #expect(log.records.isEmpty)
        #expect(log.damage == [RecordDamage(kind: .truncatedTail, offset: 0, byteCount: 5)])
    }

    @Test(arguments: ReadLog.Way.allCases)
    func theEndIsReportedAgain(way: ReadLog.Way) throws {
        let bytes = Array(RecordBytes.file(RecordBytes.payloads([24, 33])).dropLast(7))
        let file = try ScratchFile(bytes)
        var reader = try way == .file ? file.reader() : ScriptedSource(bytes).reader()
        _ = try ReadLog(reading: &reader)
        let again = try ReadLog(reading: &reader)
        #expect(again.steps.isEmpty)
    }

    /// `next()` lists what `step()` reports.
    @Test func thePublicReaderListsTheCutTail() throws {
        let payloads = RecordBytes.payloads([24, 70_000])
        let file = try ScratchFile(Array(RecordBytes.file(payloads).dropLast()))
        var reader = try RecordReader(opening: file.path)
        let first = try reader.next()
        let second = try reader.next()
        #expect(first?.payload == payloads[0])
        #expect(second == nil)
        #expect(
            reader.damage == [
                RecordDamage(kind: .truncatedTail, offset: 40, byteCount: 70_015)
            ]
        )
    }
}
