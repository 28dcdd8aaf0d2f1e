import TFRecord
import TestSupport
import Testing

/// One bit turned over, anywhere in a file.
///
/// The rule: every record comes out. A flip in a header leaves each payload as it was written and
/// is one `length-crc` over this record; a flip in a payload or its checksum leaves all other
/// records valid and is one `data-crc` over this record. There is no flip that goes unreported.
@Suite struct BitFlipTests {
    private func expectRule(
        payloads: [[UInt8]],
        bits: some Sequence<Int>,
        way: ReadLog.Way,
        bufferByteCount: Int
    ) throws {
        let bytes = RecordBytes.file(payloads)
        let ranges = RecordBytes.ranges(payloads)
        for bit in bits {
            let log = try ReadLog(
                of: bytes.flipping(bit: bit),
                from: way,
                bufferByteCount: bufferByteCount
            )
            let hit = try #require(ranges.firstIndex { $0.contains(bit / 8) })
            let range = ranges[hit]
            let isInHeader = bit / 8 < range.lowerBound + RecordFormat.headerByteCount
            var expected = payloads
            if !isInHeader, bit / 8 < range.upperBound - RecordFormat.footerByteCount {
                let start = range.lowerBound + RecordFormat.headerByteCount
                expected[hit] = payloads[hit].flipping(bit: bit - 8 * start)
            }
            let damage = RecordDamage(
                kind: isInHeader ? .lengthChecksum : .dataChecksum,
                offset: range.lowerBound,
                byteCount: range.count
            )
            let invalid = isInHeader ? [] : [hit]
            if log.payloads != expected || log.damage != [damage]
                || log.records.indices.filter({ log.records[$0].checksum != .valid }) != invalid
            {
                Issue.record("bit \(bit) of record \(hit): \(log.damage)")
            }
        }
    }

    static let small = RecordBytes.payloads([24, 33, 0, 48, 26])

    @Test(arguments: ReadLog.Way.allCases)
    func aFlippedBitCostsAtMostItsOwnRecord(way: ReadLog.Way) throws {
        try expectRule(
            payloads: Self.small,
            bits: 0..<8 * RecordBytes.file(Self.small).count,
            way: way,
            bufferByteCount: 4_096
        )
    }

    /// Records over 1,008 bytes go by in pieces with this buffer.
    static let large = RecordBytes.payloads([1_100, 24, 2_000, 1_008, 1_009])

    @Test(arguments: ReadLog.Way.allCases)
    func aFlippedBitInALargeRecordCostsAtMostThatRecord(way: ReadLog.Way) throws {
        let ranges = RecordBytes.ranges(Self.large)
        let bits = (0..<8 * RecordBytes.file(Self.large).count).filter { bit in
            ranges.contains { range in
                let byte = bit / 8
                guard range.contains(byte) else { return false }
                let isOfFrame = byte < range.lowerBound + 12 || byte >= range.upperBound - 4
                return isOfFrame || bit % 509 == 0
            }
        }
        try expectRule(payloads: Self.large, bits: bits, way: way, bufferByteCount: 4_096)
    }
}
