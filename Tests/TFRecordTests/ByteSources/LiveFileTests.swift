import TFRecord
import TestSupport
import Testing

/// Files that change while they are read.
@Suite struct LiveFileTests {
    static let payloads = RecordBytes.payloads([24, 300, 33, 2_000, 0, 48])
    static let bytes = RecordBytes.file(payloads)
    static let ranges = RecordBytes.ranges(payloads)

    @Test func recordsAppendedAfterTheEndAreRead() throws {
        let file = try ScratchFile()
        var reader = try file.reader(bufferByteCount: 4_096)
        var seen: [[UInt8]] = []
        for payload in Self.payloads + Self.payloads {
            #expect(try ReadLog(reading: &reader).steps.isEmpty)
            try file.append(RecordBytes.record(payload))
            seen += try ReadLog(reading: &reader).payloads
        }
        #expect(seen == Self.payloads + Self.payloads)
    }

    /// However a live writer's bytes arrive, a cut tail is reported and read when it is whole.
    @Test(arguments: 1..<60)
    func aLiveTailIsReadOnceItIsWhole(portion: Int) throws {
        let file = try ScratchFile()
        var seen: [[UInt8]] = []
        var offset = 0
        for start in stride(from: 0, to: Self.bytes.count, by: portion) {
            try file.append(Array(Self.bytes[start..<min(start + portion, Self.bytes.count)]))
            var reader = try file.reader(bufferByteCount: 4_096, at: offset)
            reader.isLive = true
            let log = try ReadLog(reading: &reader)
            seen += log.payloads
            offset = log.damage.last?.offset ?? reader.position
            #expect(log.damage.count <= 1)
            #expect(log.damage.allSatisfy { $0.kind == .truncatedTail })
            #expect(offset == Self.ranges.prefix(seen.count).last?.upperBound ?? 0)
        }
        #expect(seen == Self.payloads)
    }

    /// It is for the next look to read on, from the tail's start.
    @Test(arguments: [1, 11, 12, 13, 30])
    func aLiveReaderEndsAtACutTail(byteCount: Int) throws {
        let file = try ScratchFile(Array(Self.bytes.prefix(byteCount)))
        var reader = try file.reader(bufferByteCount: 4_096)
        reader.isLive = true
        let log = try ReadLog(reading: &reader)
        #expect(
            log.damage
                == [RecordDamage(kind: .truncatedTail, offset: 0, byteCount: byteCount)]
        )
        try file.append(Array(Self.bytes.dropFirst(byteCount)))
        #expect(try ReadLog(reading: &reader).steps.isEmpty)
    }

    @Test(arguments: Array(stride(from: 0, to: bytes.count, by: 41)))
    func aFileThatShrinksEndsWithoutAWrongRecord(left: Int) throws {
        let file = try ScratchFile(Self.bytes)
        var reader = try file.reader(bufferByteCount: 4_096)
        _ = try reader.step()
        try file.resize(to: left)
        let log = try ReadLog(reading: &reader)
        // What the buffer held is still good.
        let expected = zip(Self.ranges, Self.payloads).dropFirst()
        #expect(log.payloads.starts(with: expected.filter { $0.0.upperBound <= left }.map(\.1)))
        for record in log.records {
            #expect(record.checksum == .valid)
            #expect(expected.contains { $0.0 == record.range && $0.1 == record.payload })
        }
        #expect(log.damage.allSatisfy { $0.byteCount > 0 })
    }

    @Test func aFileCutInsideAStreamedPayloadIsATornRecord() throws {
        let file = try ScratchFile(RecordBytes.record(RecordBytes.payloads([100_000])[0]))
        var reader = try file.reader(bufferByteCount: 4_096)
        guard case .record(let frame) = try reader.step() else { throw ReadLog.Failure.doesNotEnd }
        _ = try reader.nextPayloadChunk()
        try file.resize(to: 50_000)
        #expect(try reader.finishPayload() == .torn)
        let damage = reader.damage(of: frame, checksum: .torn)
        #expect(damage == RecordDamage(kind: .truncatedTail, offset: 0, byteCount: 50_000))
        #expect(try ReadLog(reading: &reader).steps.isEmpty)
    }

    /// A header in the buffer may speak of bytes that are gone, even of its own.
    @Test(arguments: [true, false])
    func damageInAShrunkFileHasALength(isLive: Bool) throws {
        let file = try ScratchFile(
            RecordBytes.file(RecordBytes.payloads([24, 33, 100_000]))
        )
        var reader = try file.reader(bufferByteCount: 4_096)
        reader.isLive = isLive
        _ = try reader.step()
        _ = try reader.step()
        try file.resize(to: 10)
        guard case .damage(let damage) = try reader.step() else {
            Issue.record("a record that is not there")
            return
        }
        #expect(damage.kind == .truncatedTail)
        #expect(damage.offset == 89)
        #expect(damage.byteCount > 0)
    }

    @Test func aFileCutWhileDamageIsSearchedEnds() throws {
        let file = try ScratchFile(Self.bytes + [UInt8](repeating: 9, count: 100_000))
        var reader = try file.reader(bufferByteCount: 4_096)
        for _ in Self.payloads { _ = try reader.step() }
        try file.resize(to: 20_000)
        let log = try ReadLog(reading: &reader)
        #expect(log.records.isEmpty)
        #expect(log.damage.map(\.kind) == [.trailingGarbage])
    }
}
