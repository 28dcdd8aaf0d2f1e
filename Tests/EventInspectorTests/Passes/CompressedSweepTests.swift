import SystemPackage
import TFRecord
import TestSupport
import Testing

@testable import EventInspector

/// Every cut and every flipped bit of small files of every compression: never silence with less
/// than everything.
@Suite(.tags(.slow), .unlessSkipped) struct CompressedSweepTests {
    @Test(arguments: CompressedFile.all)
    func theFilesHaveTheCompressionOfTheirNames(file: CompressedFile) throws {
        if file.container != nil {
            #expect(file.blockTypes == Array(repeating: file.blocks, count: file.memberCount))
        }
        let report = try FileSweep(file).scan(file.bytes)
        #expect(report.findings.count == 1)
        #expect(report.issues == [])
        #expect(report.totals.records == file.payloads.count)
    }

    /// Either all comes out all the same, or an issue is told, and the exit status is not that of a
    /// finite file.
    @Test(arguments: CompressedFile.all)
    func aFlippedBitLosesNothingSilently(file: CompressedFile) throws {
        let sweep = try FileSweep(file)
        let bytes = file.bytes
        // Each bit of each third byte, or all.
        let step = TestDepth.includesAllSeeds ? 1 : 3
        for bit in (0..<8 * bytes.count) where (bit / 8).isMultiple(of: step) {
            let report = sweep.scan(bytes.flipping(bit: bit))
            if sweep.isWhole(report) { continue }
            #expect(report.totals.issues > 0, "bit \(bit)")
            // zlib's trailer does not say how long the stream was meant to be: where a bit turns its
            // end into something else, it is cut, as far as anybody can tell.
            let looksCut = file.container == .zlib && file.content == .events && report.isCut
            #expect(report.exitCode != 0 || looksCut, "bit \(bit)")
        }
    }

    /// A cut is what a live writer leaves: what came before is reported, and the cut told.
    ///
    /// That is no failure of events. A dataset has no live writer.
    @Test(arguments: CompressedFile.all)
    func aCutLosesNothingSilently(file: CompressedFile) throws {
        let sweep = try FileSweep(file)
        let bytes = file.bytes
        for count in 1..<bytes.count {
            let report = sweep.scan(Array(bytes[..<count]))
            let isBoundary = file.container == nil && sweep.boundaries.contains(count)
            #expect(report.issues.isEmpty == isBoundary, "cut to \(count)")
            #expect(report.isCut || isBoundary, "cut to \(count): \(report.issues)")
            let status: Int32 = file.content == .events || isBoundary ? 0 : 2
            #expect(report.exitCode == (report.findings.isEmpty ? status : 1), "cut to \(count)")
        }
    }

    @Test(arguments: CompressedFile.all.filter { $0.container != nil })
    func bytesAfterTheStreamAreReported(file: CompressedFile) throws {
        let sweep = try FileSweep(file)
        for rest in [[1], [0x1f, 0x8b, 7], Array("garbage".utf8)] as [[UInt8]] {
            let report = sweep.scan(file.bytes + rest)
            #expect(report.issues.count == 1)
            #expect(report.files.first?.issues.first?.kind == .unreadable)
            #expect(report.findings.count == 1)
        }
    }
}

/// Scans of variants of one file, in memory and without a look for origins: there are thousands.
private final class FileSweep {
    let boundaries: Set<Int>
    private let file: LogdirFile
    private let buffer = ReadBuffer()
    private var whole = ScanReport()

    init(_ file: CompressedFile) throws {
        self.file = LogdirFile(
            logdir: file.name,
            path: nil,
            relativePath: file.name,
            run: ".",
            content: try #require(LogdirFile.content(ofFileNamed: file.name))
        )
        boundaries = Set(RecordBytes.ranges(file.payloads).map(\.upperBound))
        whole = scan(file.bytes)
    }

    func scan(_ bytes: [UInt8]) -> ScanReport {
        let scan = FileScan(content: file.content, options: ScanOptions(jobs: 1))
        var failure: RecordError?
        do throws(RecordError) {
            var reader = try RecordReader(MemorySource(bytes), path: "-", buffer: buffer)
            scan.run(&reader)
        } catch {
            failure = error
        }
        let join = RunJoin(
            RunPlan.Run(logdir: file.logdir, name: file.run, files: [file]),
            selection: ScanSelection()
        )
        _ = join.add(FileOutcome(file: file, scan: scan, failure: failure), at: 0)
        return ScanReport([join.finish()], inputs: [])
    }

    /// Whether everything came out.
    func isWhole(_ report: ScanReport) -> Bool {
        report.findings == whole.findings && report.totals.records == whole.totals.records
            && report.totals.values == whole.totals.values
    }
}

/// Bytes in memory, as a pipe would yield them.
private final class MemorySource: ByteSource {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    var randomAccess: FileSource? { nil }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(RecordError) -> Int {
        let count = min(rest.count, buffer.count)
        buffer.copyBytes(from: rest.prefix(count))
        rest = rest.dropFirst(count)
        return count
    }
}

extension ScanReport {
    /// Whether nothing is wrong but that a file ends too early.
    fileprivate var isCut: Bool {
        let kinds = files.flatMap(\.issues).map(\.kind)
        return !kinds.isEmpty && kinds.allSatisfy { $0 == .truncatedTail }
    }
}
