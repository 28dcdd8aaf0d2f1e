import Synchronization
import SystemPackage
import TensorBoardEvents
import TestSupport
import Testing

@testable import EventInspector

/// What parts are taken, what they may cost, and what becomes of files that change meanwhile.
@Suite struct PartLimitTests {
    private static func scalars(
        _ range: Range<Int>,
        tag: (Int) -> String = { _ in "loss" }
    )
        -> [[UInt8]]
    {
        range.map {
            EventBytes.scalar(
                tag($0),
                $0 % 97 == 5 ? .nan : 1,
                step: Int64($0),
                wallTime: EventBytes.epoch + Double($0)
            )
        }
    }

    /// Damage costs the part it lies in, and no other.
    @Test(arguments: [0.05, 0.5, 0.97])
    func onlyTheDamagedPartIsReadAgain(place: Double) throws {
        var bytes = RecordBytes.file(Self.scalars(0..<400))
        // Within a wall time, so that the payload's checksum fails.
        bytes[Int(Double(bytes.count) * place)] ^= 1
        let (whole, parted) = try scans(of: bytes, head: 600, part: 1_500)
        #expect(whole.issueCount > 0)
        #expect(parted.issues == whole.issues)
        #expect(parted.recordCount == whole.recordCount)
        #expect(parted.appendedPartCount >= bytes.count / 1_500 - 2)
    }

    /// A wall time that is none in the head is known to all parts behind it.
    @Test func partsAfterABadWallTimeAreKept() throws {
        let events =
            [EventBytes.scalar("loss", 1, step: 0, wallTime: .nan)] + Self.scalars(1..<400)
        let bytes = RecordBytes.file(events)
        let (whole, parted) = try scans(of: bytes, head: 600, part: 1_500)
        #expect(parted.events.hasBadWallTime)
        #expect(parted.history.findings.count == whole.history.findings.count)
        #expect(parted.appendedPartCount >= bytes.count / 1_500 - 1)
    }

    /// Findings are counted against the limit as in one go, where each part repeats them.
    @Test func findingsOfAllPartsShareOneLimit() throws {
        // Some ten thousand findings have room; each tag is seen twice.
        let name = String(repeating: "n", count: 1_000)
        let tags = (0..<4_000).map { "\(name)/\($0)" }
        let events = (tags + tags).enumerated().map { step, tag in
            EventBytes.scalar(tag, .nan, step: Int64(step))
        }
        let bytes = RecordBytes.file(events)
        let (whole, parted) = try scans(of: bytes, head: 60_000, part: 500_000)
        #expect(whole.history.unlistedValueCount > 0)
        #expect(parted.history.unlistedValueCount == whole.history.unlistedValueCount)
        #expect(parted.history.findings.count == whole.history.findings.count)
        #expect(parted.history.findingByteCount == whole.history.findingByteCount)
    }

    /// Tags beyond the limit go without history, the same ones as in one go.
    @Test(.tags(.slow), .unlessSkipped) func tagsOfAllPartsShareOneLimit() throws {
        // As long as a name can be that is kept whole.
        let name = String(repeating: "n", count: 1_000)
        let events = Self.scalars(0..<23_000) { "\(name)/\($0 % 22_000)" }
        let (whole, parted) = try scans(of: RecordBytes.file(events), head: 100_000, part: 2 << 20)
        #expect(whole.history.untrackedValueCount > 0)
        #expect(parted.history.untrackedValueCount == whole.history.untrackedValueCount)
        #expect(parted.history.tags.count == whole.history.tags.count)
    }

    /// However many tags the parts have, what waits and what is at work stays within the memory.
    @Test func partsStayWithinTheirMemoryLimit() throws {
        let bytes = RecordBytes.file(Self.scalars(0..<20_000) { "tag/\($0 % 5_000)" })
        var options = PartedScanTests.options(head: 1_000, part: 100_000)
        options.cutting.smallestGrant = 100_000
        options.cutting.memory = 1 << 20
        let (whole, parted) = try scans(of: bytes, options)
        #expect(parted.history.tags.count == whole.history.tags.count)
        #expect(parted.recordCount == 20_000)
        // There was room for some parts, and for others not.
        #expect((1..<bytes.count / 100_000).contains(parted.appendedPartCount))
    }

    /// Going through the histories of parts must not take as long as reading them.
    @Test func manyTagsMakeLargeParts() throws {
        let bytes = RecordBytes.file(Self.scalars(0..<20_000) { "tag/\($0 % 2_000)" })
        var options = PartedScanTests.options(head: 100_000, part: 10_000)
        options.cutting.bytesPerJoinedByte = 1
        let (_, parted) = try scans(of: bytes, options)
        let limit = bytes.count / parted.history.byteCount
        #expect((1...limit).contains(parted.appendedPartCount))
    }

    /// The bar ends where the file does, whatever was read twice.
    @Test(arguments: [0, 3, 7])
    func progressAddsUpToTheFile(damage: Int) throws {
        var bytes = RecordBytes.file(Self.scalars(0..<800))
        for index in 0..<damage { bytes[bytes.count * (index + 1) / 9] ^= 1 }
        let progress = ByteCounter()
        var options = PartedScanTests.options(head: 600, part: 1_500)
        options.progress = progress
        let file = try ScratchFile(bytes)
        try withExtendedLifetime(file) {
            _ = try SteppedScan.scan(file.path, options: options, order: .aheadFirst)
        }
        #expect(progress.count.withLock { $0 } == bytes.count)
    }

    @Test func aFileThatGrowsIsReadToItsNewEnd() throws {
        let file = try ScratchFile(RecordBytes.file(Self.scalars(0..<300)))
        let options = PartedScanTests.options(head: 600, part: 1_500)
        let stepped = SteppedScan(try PartedScan(file.path, options: options))
        try file.append(RecordBytes.file(Self.scalars(300..<500)))
        #expect(try stepped.run(.aheadFirst).recordCount == 500)
    }

    /// What is left of a file that was cut short is read, and its last record is torn.
    @Test func aFileThatShrinksIsReadToItsNewEnd() throws {
        let bytes = RecordBytes.file(Self.scalars(0..<500))
        let file = try ScratchFile(bytes)
        let options = PartedScanTests.options(head: 600, part: 1_500)
        let stepped = SteppedScan(try PartedScan(file.path, options: options))
        try file.resize(to: bytes.count / 2 + 7)
        let scan = try stepped.run(.aheadFirst)
        #expect(scan.byteCount == bytes.count / 2 + 7)
        #expect(scan.issues.map(\.kind) == [.truncatedTail])
        #expect(scan.recordCount == (try PartedScan.scan(file.path, options: options)).recordCount)
    }

    private func scans(
        of bytes: [UInt8],
        head: Int,
        part: Int
    ) throws -> (whole: FileScan, parted: FileScan) {
        try scans(of: bytes, PartedScanTests.options(head: head, part: part))
    }

    private func scans(
        of bytes: [UInt8],
        _ options: ScanOptions
    ) throws -> (whole: FileScan, parted: FileScan) {
        let file = try ScratchFile(bytes)
        return try withExtendedLifetime(file) {
            var whole = options
            whole.cutting.head = .max
            return (
                try PartedScan.scan(file.path, options: whole),
                try SteppedScan.scan(file.path, options: options, order: .aheadFirst)
            )
        }
    }
}

private final class ByteCounter: ScanProgress {
    let count = Mutex(0)

    func expect(byteCount: Int) {}

    func advance(by byteCount: Int) { count.withLock { $0 += byteCount } }
}
