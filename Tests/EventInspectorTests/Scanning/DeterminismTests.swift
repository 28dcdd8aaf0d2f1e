import EventInspector
import Logdirs
import SystemPackage
import TestSupport
import Testing

/// The same input gives the same bytes.
struct DeterminismTests {
    private static let formats: [any ReportFormat] = [
        TextFormat(now: 1_700_003_600), JSONFormat(), JSONLinesFormat(),
    ]

    @Test(arguments: [2, 4, 16])
    func theNumberOfJobsChangesNothing(jobs: Int) throws {
        let alone = try Scan.fixtures()
        let together = try Scan.path(Fixtures.directory, options: ScanOptions(jobs: jobs))
        for format in Self.formats {
            #expect(format.text(of: together) == format.text(of: alone))
        }
        #expect(alone.totals.files > 100)
    }

    /// Hash tables are seeded anew in each scan; nothing may hang on their order.
    @Test func aSecondScanGivesTheSameReport() throws {
        let events = (0..<500).map { index in
            EventBytes.scalar("tag/\(index * 7_919 % 500)", .nan, step: Int64(index % 3))
        }
        let first = try Scan.events(events)
        for _ in 0..<3 {
            let next = try Scan.events(events)
            #expect(next.briefs == first.briefs)
        }
        #expect(first.findings.count == 500)
    }

    /// Nobody knows what became of a run that cannot be read again.
    @Test func aStreamThatIsTooLargeIsNotJudged() throws {
        let bytes = RecordBytes.file([
            EventBytes.scalar("loss", .nan, step: 1), EventBytes.scalar("loss", 0.5, step: 2),
            EventBytes.scalar("loss", 0.4, step: 3),
        ])
        var options = ScanOptions(jobs: 1)
        options.failureRule = .broken
        for (limit, isUnjudged) in [(bytes.count, false), (bytes.count - 1, true)] {
            options.largestCopy = limit
            let pipe = try FilledPipe(bytes)
            let report = try withExtendedLifetime(pipe) {
                try Scan.path(pipe.path, options: options)
            }
            #expect(report.runs.map(\.isUnjudged) == [isUnjudged])
            #expect(report.exitCode == (isUnjudged ? 1 : 0))
            #expect(report.files.contains { !$0.notes.isEmpty } == isUnjudged)
            let merged = try SharedScan.merge([JSONLinesFormat().text(of: report)])
            #expect(merged.exitCode == report.exitCode)
        }
    }

    /// A stream is read front to back; a file may be looked into ahead.
    @Test(arguments: ExpectedFile.all.filter { $0.issues.isEmpty })
    func aPipeGivesTheSameReportAsTheFile(fixture: ExpectedFile) throws {
        let bytes = try ScratchFile.contents(of: fixture.path)
        // The name tells debug events from others, and a pipe has another.
        guard bytes.count <= 65_536, !fixture.name.contains("tfdbg_events") else { return }
        let pipe = try FilledPipe(bytes)
        guard !bytes.isEmpty else {
            #expect(throws: ScanError.emptyStream(pipe.path.string)) {
                try withExtendedLifetime(pipe) { try Scan.path(pipe.path) }
            }
            return
        }
        // By itself, text is refused, whether in a file or not.
        guard !fixture.name.hasPrefix("damaged/text") else {
            #expect(throws: ScanError.self) {
                try withExtendedLifetime(pipe) { try Scan.path(pipe.path) }
            }
            return
        }
        let streamed = try withExtendedLifetime(pipe) { try Scan.path(pipe.path) }
        let file = try Scan.path(fixture.path)
        #expect(streamed.briefs == file.briefs)
        #expect(streamed.totals.records == file.totals.records)
        #expect(streamed.totals.elements == file.totals.elements)
        #expect(streamed.exitCode == file.exitCode)
    }
}
