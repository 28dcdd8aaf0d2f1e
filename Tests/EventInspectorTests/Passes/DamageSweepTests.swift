import EventInspector
import TestSupport
import Testing

/// Every cut and every flipped bit of a small file.
@Suite(.tags(.slow), .unlessSkipped) struct DamageSweepTests {
    private static let events = [
        EventBytes.version(), EventBytes.scalar("loss", 1, step: 1),
        EventBytes.scalar("loss", .nan, step: 2), EventBytes.scalar("loss", 1, step: 3),
    ]
    private static let file = RecordBytes.file(events)
    private static let bad = RecordBytes.ranges(events)[2]
    private let scratch = ScratchFileScan()

    /// A cut is what a live writer leaves: what came before is reported, and nothing else said.
    @Test func aCutAtAnyByteKeepsTheRecordsBeforeIt() throws {
        let boundaries = [0] + RecordBytes.ranges(Self.events).map(\.upperBound)
        for end in 0...Self.file.count {
            let report = try scratch.scan(Array(Self.file[..<end]))
            #expect(report.exitCode == (end >= Self.bad.upperBound ? 1 : 0), "cut at \(end)")
            let isBoundary = boundaries.contains(end)
            #expect(report.files.first?.issues.map(\.kind) == (isBoundary ? [] : [.truncatedTail]))
        }
    }

    @Test func aFlippedBitNeverHidesAFinding() throws {
        for bit in 0..<Self.file.count * 8 {
            let report = try scratch.scan(Self.file.flipping(bit: bit))
            let isInside = Self.bad.contains(bit / 8)
            #expect(report.exitCode == 1 || (isInside && report.exitCode == 2), "bit \(bit)")
            #expect(report.totals.issues > 0, "bit \(bit)")
        }
    }

    @Test func aFileWithAFlippedBitIsNeverCalledClean() throws {
        let clean = RecordBytes.file([Self.events[0], Self.events[1]])
        for bit in 0..<clean.count * 8 {
            #expect(try scratch.scan(clean.flipping(bit: bit)).exitCode != 0, "bit \(bit)")
        }
    }

    /// Bytes that are not even records, of every length up to a few records'; of some a text.
    @Test(arguments: [0x00, 0x01, 0x0a, 0x1f, 0x78, 0xff] as [UInt8])
    func anyBytesEndInAReport(byte: UInt8) throws {
        for count in 0..<200 {
            let isText = count >= 12 && (byte == 0x0a || byte == 0x78)
            let bytes = [UInt8](repeating: byte, count: count)
            guard !isText else {
                #expect(throws: ScanError.self) { try scratch.scan(bytes) }
                continue
            }
            let report = try scratch.scan(bytes)
            #expect(report.findings == [])
            #expect(report.files.map(\.bytes).allSatisfy { $0 <= count })
        }
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func randomEventsEndInAReport(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let events = (0..<50).map { _ in
            generator.bytes(Int.random(in: 0...200, using: &generator))
        }
        let report = try scratch.scan(RecordBytes.file(events))
        #expect(report.totals.records == 50)
        #expect(JSONFormat().text(of: report).hasSuffix("\n"))
    }
}

/// One file that is written anew for each scan, which takes less than a new one each time.
private final class ScratchFileScan {
    private let file = try? ScratchFile()

    func scan(_ bytes: [UInt8]) throws -> ScanReport {
        let file = try #require(file)
        try file.replace(with: bytes)
        return try Scan.path(file.path)
    }
}
