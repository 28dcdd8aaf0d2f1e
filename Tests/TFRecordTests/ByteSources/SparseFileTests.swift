import TFRecord
import TestSupport
import Testing

/// Files with holes far larger than memory should be.
@Suite(.tags(.slow), .unlessSkipped, .timeLimit(.minutes(20))) struct SparseFileTests {
    /// A file with a hole of `byteCount` between two records.
    private func file(withHoleOf byteCount: Int) throws -> ScratchFile {
        let file = try ScratchFile(RecordBytes.record([1, 2, 3]))
        try file.resize(to: 19 + byteCount)
        try file.append(RecordBytes.record([4, 5]))
        return file
    }

    @Test func aHoleOfAGibibyteIsReadOnce() throws {
        let byteCount = 1 << 30
        let file = try file(withHoleOf: byteCount)
        var reader = try file.reader()
        var log: ReadLog?
        let readByteCount = try ThreadReads.byteCount { log = try ReadLog(reading: &reader) }
        #expect(log?.payloads == [[1, 2, 3], [4, 5]])
        #expect(
            log?.damage == [RecordDamage(kind: .zeroHole, offset: 19, byteCount: byteCount)]
        )
        if let readByteCount { #expect(readByteCount < byteCount / 100 * 101) }
    }

    /// What cannot be parsed can still be there: the reader hands it out in pieces.
    @Test func aRecordOfFourGibibytesIsStreamed() throws {
        let byteCount = 1 << 32
        let file = try ScratchFile(RecordBytes.header(claiming: UInt64(byteCount)))
        try file.resize(to: 12 + byteCount)
        try file.append([1, 2, 3, 4] + RecordBytes.record([6]))
        var reader = try file.reader()
        let log = try ReadLog(reading: &reader, keepingPayloads: false)
        #expect(
            log.damage.first
                == RecordDamage(kind: .oversize, offset: 0, byteCount: byteCount + 16)
        )
        #expect(log.records.map(\.payloadByteCount) == [byteCount, 1])
        #expect(log.records.map(\.checksum) == [.invalid, .valid])
    }

    /// As ``RecordReader/next()`` promises.
    @Test func thePublicReaderSkipsARecordBeyondTwoGibibytes() throws {
        let byteCount = 1 << 31
        let file = try ScratchFile(RecordBytes.header(claiming: UInt64(byteCount)))
        try file.resize(to: 12 + byteCount)
        try file.append([1, 2, 3, 4] + RecordBytes.record([6]))
        var reader = try RecordReader(opening: file.path)
        let record = try reader.next()
        #expect(record?.payload.count == 1)
        #expect(record?.offset == byteCount + 16)
        #expect(
            reader.damage
                == [RecordDamage(kind: .oversize, offset: 0, byteCount: byteCount + 16)]
        )
    }
}
