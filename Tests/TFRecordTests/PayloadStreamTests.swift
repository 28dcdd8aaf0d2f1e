import TFRecord
import TestSupport
import Testing

/// How a payload goes by that is too large to be handed out whole: over 1,008 bytes here.
@Suite struct PayloadStreamTests {
    static let payloads = RecordBytes.payloads([10, 10_000, 1_008, 1_009, 20])

    /// A reader that stands in the record of 10,000 bytes.
    private func streamingReader(_ way: ReadLog.Way) throws -> RecordReader {
        var reader = try makeReader(RecordBytes.file(Self.payloads), way)
        _ = try reader.step()
        guard case .record(let frame) = try reader.step() else {
            throw ReadLog.Failure.doesNotEnd
        }
        #expect(frame.payload == nil)
        #expect(frame.checksum == .pending)
        #expect(frame.payloadByteCount == 10_000)
        return reader
    }

    private func makeReader(_ bytes: [UInt8], _ way: ReadLog.Way) throws -> RecordReader {
        switch way {
        case .file: try ScratchFile(bytes).reader(bufferByteCount: 4_096)
        case .stream:
            try ScriptedSource(bytes, portions: [7, 1_000, 13]).reader(bufferByteCount: 4_096)
        }
    }

    @Test(arguments: ReadLog.Way.allCases, [(1_008, true), (1_009, false)])
    func aRecordOfUpToAQuarterOfTheBufferIsReturnedWhole(
        way: ReadLog.Way,
        expected: (byteCount: Int, isWhole: Bool)
    ) throws {
        let payload = RecordBytes.payloads([expected.byteCount])[0]
        var reader = try makeReader(RecordBytes.record(payload), way)
        guard case .record(let frame) = try reader.step() else { throw ReadLog.Failure.doesNotEnd }
        #expect((frame.payload != nil) == expected.isWhole)
        #expect(reader.contiguousLimit == 1_024)
    }

    @Test(arguments: ReadLog.Way.allCases)
    func chunksMakeUpThePayload(way: ReadLog.Way) throws {
        var reader = try streamingReader(way)
        var payload: [UInt8] = []
        while let chunk = try reader.nextPayloadChunk() {
            #expect(!chunk.isEmpty)
            payload += chunk
            #expect(reader.remainingPayloadByteCount == 10_000 - payload.count)
        }
        #expect(payload == Self.payloads[1])
        #expect(try reader.finishPayload() == .valid)
        #expect(try ReadLog(reading: &reader).payloads == Array(Self.payloads[2...]))
    }

    @Test(arguments: [1, 2, 1_023, 1_024, 4_096, 100_000])
    func aChunkIsAtMostAsLongAsRequested(limit: Int) throws {
        var reader = try streamingReader(.file)
        var payload: [UInt8] = []
        while let chunk = try reader.nextPayloadChunk(limit: limit) {
            #expect(chunk.count <= limit)
            payload += chunk
        }
        #expect(payload == Self.payloads[1])
        #expect(try reader.finishPayload() == .valid)
    }

    /// An element of up to 16 bytes lies in one chunk, however the bytes arrive.
    @Test(arguments: ReadLog.Way.allCases)
    func chunksDoNotSplitNumbers(way: ReadLog.Way) throws {
        var reader = try streamingReader(way)
        while let chunk = try reader.nextPayloadChunk() {
            #expect(chunk.count.isMultiple(of: 16) || reader.remainingPayloadByteCount == 0)
        }
        #expect(reader.remainingPayloadByteCount == 0)
    }

    @Test(arguments: ReadLog.Way.allCases)
    func peekingConsumesNothing(way: ReadLog.Way) throws {
        var reader = try streamingReader(way)
        for byteCount in [1, 1_024, 16, reader.contiguousLimit] {
            let seen = try [UInt8](reader.peekPayload(byteCount))
            #expect(seen == Array(Self.payloads[1].prefix(byteCount)))
            #expect(reader.remainingPayloadByteCount == 10_000)
        }
        #expect(try reader.finishPayload() == .valid)
    }

    /// The peeked bytes lie side by side wherever in the buffer the payload stands.
    @Test(arguments: ReadLog.Way.allCases, [1, 7, 100, 1_000, 1_024])
    func peekedBytesCanBeConsumed(way: ReadLog.Way, byteCount: Int) throws {
        var reader = try streamingReader(way)
        var payload: [UInt8] = []
        while reader.remainingPayloadByteCount > 0 {
            let seen = try reader.peekPayload(byteCount)
            #expect(seen.count == min(byteCount, reader.remainingPayloadByteCount))
            payload += seen
            reader.consumePayload(seen.count)
        }
        #expect(payload == Self.payloads[1])
        #expect(try reader.finishPayload() == .valid)
    }

    @Test func peekingStopsAtTheEndOfThePayload() throws {
        var reader = try streamingReader(.file)
        for _ in 0..<99 {
            _ = try reader.peekPayload(100)
            reader.consumePayload(100)
        }
        #expect(try reader.peekPayload(1_024).count == 100)
    }

    @Test(arguments: ReadLog.Way.allCases)
    func anUnwantedPayloadIsSkipped(way: ReadLog.Way) throws {
        var reader = try streamingReader(way)
        _ = try reader.nextPayloadChunk(limit: 100)
        #expect(try ReadLog(reading: &reader).payloads == Array(Self.payloads[2...]))
    }

    @Test(arguments: ReadLog.Way.allCases)
    func aFlippedBitIsFoundAtTheEnd(way: ReadLog.Way) throws {
        let bytes = RecordBytes.file(Self.payloads).flipping(bit: 8 * 5_000)
        var reader = try makeReader(bytes, way)
        let log = try ReadLog(reading: &reader)
        #expect(log.records.map(\.checksum) == [.valid, .invalid, .valid, .valid, .valid])
        #expect(
            log.damage == [RecordDamage(kind: .dataChecksum, offset: 26, byteCount: 10_016)]
        )
    }
}
