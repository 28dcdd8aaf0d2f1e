import TFRecord
import TestSupport
import Testing

/// Bytes behind the last record that are no record, and files that hold no record at all.
@Suite struct TrailingGarbageTests {
    static let payloads = RecordBytes.payloads([24, 33, 48])
    static let bytes = RecordBytes.file(payloads)

    @Test(arguments: ReadLog.Way.allCases)
    func randomBytesAtTheEndCostNoRecord(way: ReadLog.Way) throws {
        for byteCount in 1...200 {
            var generator = SeededGenerator(seed: UInt64(byteCount))
            let garbage = generator.bytes(byteCount)
            let log = try ReadLog(of: Self.bytes + garbage, from: way)
            #expect(log.payloads == Self.payloads, "seed \(byteCount)")
            // Fewer bytes than a header may be the start of one.
            let kind: RecordDamage.Kind =
                byteCount < RecordFormat.headerByteCount ? .truncatedTail : .trailingGarbage
            #expect(
                log.damage == [
                    RecordDamage(kind: kind, offset: Self.bytes.count, byteCount: byteCount)
                ],
                "seed \(byteCount)"
            )
        }
    }

    @Test(arguments: ReadLog.Way.allCases)
    func aTextFileIsOneDamagedRange(way: ReadLog.Way) throws {
        let text = [UInt8](String(repeating: "step,loss\n1,0.5\n", count: 10_000).utf8)
        let log = try ReadLog(of: text, from: way)
        #expect(log.records.isEmpty)
        #expect(
            log.damage == [RecordDamage(kind: .lengthChecksum, offset: 0, byteCount: text.count)]
        )
    }

    @Test(arguments: ReadLog.Way.allCases)
    func recordsAfterATextAreFound(way: ReadLog.Way) throws {
        let text = [UInt8](String(repeating: "a line of a log\n", count: 1_000).utf8)
        let log = try ReadLog(of: text + Self.bytes, from: way, bufferByteCount: 4_096)
        #expect(log.payloads == Self.payloads)
        #expect(
            log.damage == [RecordDamage(kind: .lengthChecksum, offset: 0, byteCount: text.count)]
        )
    }

    /// Random bytes between any two records cost none of them.
    @Test(arguments: ReadLog.Way.allCases)
    func randomBytesBetweenRecordsCostNone(way: ReadLog.Way) throws {
        let place = RecordBytes.ranges(Self.payloads)[1].lowerBound
        for byteCount in 1...200 {
            var generator = SeededGenerator(seed: UInt64(byteCount))
            var bytes = Self.bytes
            bytes.insert(contentsOf: generator.bytes(byteCount), at: place)
            let log = try ReadLog(of: bytes, from: way)
            #expect(log.payloads == Self.payloads, "seed \(byteCount)")
            #expect(
                log.damage == [
                    RecordDamage(kind: .lengthChecksum, offset: place, byteCount: byteCount)
                ],
                "seed \(byteCount)"
            )
        }
    }
}
