import TFRecord
import TestSupport
import Testing

/// Zeros where records should be, as network file systems and crashed disks leave them.
@Suite struct ZeroHoleTests {
    static let payloads = RecordBytes.payloads([24, 33, 48, 26, 100])
    static let bytes = RecordBytes.file(payloads)
    static let ranges = RecordBytes.ranges(payloads)

    private static func zeroing(_ range: Range<Int>) -> [UInt8] {
        bytes.overwriting(at: range.lowerBound, with: [UInt8](repeating: 0, count: range.count))
    }

    @Test(arguments: ReadLog.Way.allCases, 0..<5)
    func aHoleOverAWholeRecordCostsThatRecord(way: ReadLog.Way, hit: Int) throws {
        let log = try ReadLog(of: Self.zeroing(Self.ranges[hit]), from: way)
        var left = Self.payloads
        left.remove(at: hit)
        #expect(log.payloads == left)
        #expect(
            log.damage == [
                RecordDamage(
                    kind: .zeroHole,
                    offset: Self.ranges[hit].lowerBound,
                    byteCount: Self.ranges[hit].count
                )
            ]
        )
    }

    @Test(arguments: ReadLog.Way.allCases)
    func aHoleOverSomeRecordsIsOneHole(way: ReadLog.Way) throws {
        let hole = Self.ranges[1].lowerBound..<Self.ranges[3].upperBound
        let log = try ReadLog(of: Self.zeroing(hole), from: way)
        #expect(log.payloads == [Self.payloads[0], Self.payloads[4]])
        #expect(
            log.damage == [
                RecordDamage(kind: .zeroHole, offset: hole.lowerBound, byteCount: hole.count)
            ]
        )
    }

    /// Insertions keep all records: holes of any size before, between and behind them.
    @Test(arguments: ReadLog.Way.allCases, 0...5)
    func aHoleBetweenRecordsCostsNone(way: ReadLog.Way, place: Int) throws {
        let offset = place == 5 ? Self.bytes.count : Self.ranges[place].lowerBound
        for byteCount in Array(9...40) + [511, 512, 4_096, 10_000] {
            var bytes = Self.bytes
            bytes.insert(contentsOf: [UInt8](repeating: 0, count: byteCount), at: offset)
            let log = try ReadLog(of: bytes, from: way, bufferByteCount: 4_096)
            #expect(log.payloads == Self.payloads, "a hole of \(byteCount)")
            #expect(log.damage.map(\.offset) == [offset])
            #expect(log.damage.map(\.byteCount) == [byteCount])
            if byteCount >= RecordFormat.headerByteCount || place == 5 {
                #expect(log.damage.map(\.kind) == [.zeroHole], "a hole of \(byteCount)")
            }
        }
    }

    /// A hole begins and ends where pages do, not where records do.
    @Test(arguments: ReadLog.Way.allCases)
    func aHoleOverPartsOfRecordsCostsOnlyThose(way: ReadLog.Way) throws {
        for start in stride(from: 0, to: Self.bytes.count, by: 3) {
            for byteCount in [1, 4, 8, 12, 13, 40, 100]
            where start + byteCount <= Self.bytes.count {
                let hole = start..<start + byteCount
                let log = try ReadLog(of: Self.zeroing(hole), from: way)
                let untouched = zip(Self.ranges, Self.payloads)
                    .filter { !$0.0.overlaps(hole) }.map(\.1)
                let valid = log.records.filter { $0.checksum == .valid }.map(\.payload)
                // A record may survive that was hit where it had a zero, or in its header.
                #expect(untouched.allSatisfy(valid.contains), "\(hole)")
                #expect(valid.allSatisfy(Self.payloads.contains), "\(hole)")
                #expect(!log.damage.isEmpty || Self.zeroing(hole) == Self.bytes, "\(hole)")
            }
        }
    }

    @Test(arguments: ReadLog.Way.allCases, [12, 13, 100, 4_096, 100_000])
    func aFileOfZerosIsOneHole(way: ReadLog.Way, byteCount: Int) throws {
        let log = try ReadLog(of: [UInt8](repeating: 0, count: byteCount), from: way)
        #expect(log.records.isEmpty)
        #expect(log.damage == [RecordDamage(kind: .zeroHole, offset: 0, byteCount: byteCount)])
    }

    /// The next record is found although its length starts with zeros as well.
    @Test(arguments: ReadLog.Way.allCases, [0, 256, 65_536])
    func aRecordThatStartsWithZerosIsFoundAfterAHole(way: ReadLog.Way, byteCount: Int) throws {
        let payloads = RecordBytes.payloads([5, byteCount])
        var bytes = RecordBytes.file(payloads)
        bytes.insert(contentsOf: [UInt8](repeating: 0, count: 1_000), at: 21)
        let log = try ReadLog(of: bytes, from: way)
        #expect(log.payloads == payloads)
        #expect(log.damage == [RecordDamage(kind: .zeroHole, offset: 21, byteCount: 1_000)])
    }
}
