import TFRecord
import TestSupport
import Testing

/// What was written is read, of every size at which the reader changes its way.
@Suite struct RoundTripTests {
    static let smallSizes = [0, 1, 11, 12, 13, 16, 100]
    // Records of a quarter of the buffer are the largest that are handed out whole.
    static let limits = [65_536 - 16, 65_536, 262_144 - 16, 262_144]
    static let sizes: [Int] =
        smallSizes + limits.flatMap { [$0 - 17, $0 - 1, $0, $0 + 1, $0 + 17] }

    @Test(arguments: sizes + [5 * 1_024 * 1_024])
    func oneRecordSurvives(byteCount: Int) throws {
        let path = ScratchFile.unusedPath()
        defer { ScratchFile.remove(path) }
        let payload = RecordBytes.payloads([byteCount], seed: UInt64(byteCount))[0]
        var writer = try RecordWriter(creating: path)
        try writer.write(payload)
        try writer.close()

        var reader = try RecordReader(opening: path)
        let record = try reader.next()
        #expect(record?.payload == payload)
        #expect(record?.offset == 0)
        #expect(record?.checksumIsValid == true)
        let second = try reader.next()
        #expect(second == nil)
        #expect(reader.damage.isEmpty)
    }

    @Test(arguments: ReadLog.Way.allCases, [4_096, 16_384, 262_144])
    func allSizesInOneFileSurvive(way: ReadLog.Way, bufferByteCount: Int) throws {
        let payloads = RecordBytes.payloads(Self.sizes + [0, 1])
        let log = try ReadLog(
            of: RecordBytes.file(payloads),
            from: way,
            bufferByteCount: bufferByteCount
        )
        #expect(log.payloads == payloads)
        #expect(log.records.map(\.range) == RecordBytes.ranges(payloads))
        #expect(log.records.allSatisfy { $0.checksum == .valid })
        #expect(log.damage.isEmpty)
    }

    /// Every size around the limits of a small buffer: 1,024 for whole records, 4,096 in all.
    @Test(arguments: ReadLog.Way.allCases)
    func everySizeAroundTheBuffersSurvives(way: ReadLog.Way) throws {
        for sizes in [980...1_050, 4_050...4_120, 8_160...8_200] {
            let payloads = RecordBytes.payloads(Array(sizes))
            let log = try ReadLog(
                of: RecordBytes.file(payloads),
                from: way,
                bufferByteCount: 4_096
            )
            #expect(log.payloads == payloads)
            #expect(log.damage.isEmpty)
        }
    }

    @Test(arguments: GoldenRecord.all)
    func goldenRecordsAreRead(golden: GoldenRecord) throws {
        let log = try ReadLog(of: golden.bytes)
        #expect(log.payloads == [golden.payload])
        #expect(log.damage.isEmpty)
    }

    @Test func aReaderMayStartAtALaterRecord() throws {
        let payloads = RecordBytes.payloads([10, 20, 3_000, 30])
        let file = try ScratchFile(RecordBytes.file(payloads))
        let start = RecordBytes.ranges(payloads)[1].lowerBound
        var reader = try file.reader(bufferByteCount: 4_096, at: start)
        let log = try ReadLog(reading: &reader)
        #expect(log.payloads == Array(payloads[1...]))
        #expect(log.records.map(\.offset) == RecordBytes.ranges(payloads)[1...].map(\.lowerBound))
    }

    @Test func oneBufferServesManyReaders() throws {
        let buffer = ReadBuffer(byteCount: 4_096)
        for seed in 0..<5 as Range<UInt64> {
            let payloads = RecordBytes.payloads([500, 2_000, 0, 900], seed: seed)
            var reader = try ScriptedSource(RecordBytes.file(payloads)).reader(in: buffer)
            #expect(try ReadLog(reading: &reader).payloads == payloads)
        }
    }
}
