#if os(Linux)
import SystemPackage
import TestSupport
import Testing

@testable import EventInspector

/// Names that look alike and differ in their bytes are those of two runs, files and tags.
///
/// To Swift's strings they are equal; macOS does not let both be in one directory.
struct SameLookingNameTests {
    private static let names = ["\u{e9}", "e\u{301}"]
    private let logdir: ScratchDirectory

    init() throws {
        logdir = try ScratchDirectory()
        for (index, name) in Self.names.enumerated() {
            let events =
                [EventBytes.version()]
                + Self.names.flatMap { tag in
                    [1, Float.nan].enumerated().map { step, number in
                        EventBytes.scalar(tag, number, step: Int64(step + 10 * index))
                    }
                }
            try logdir.write(RecordBytes.file(events), to: "\(name)/\(name).tfevents")
        }
    }

    private var report: ScanReport {
        get throws { try LogdirScanner(options: ScanOptions(jobs: 1)).scan([logdir.path.string]) }
    }

    @Test func eachIsFound() throws {
        let report = try report
        #expect(report.runs.map { Array($0.name.utf8) } == [[0x65, 0xcc, 0x81], [0xc3, 0xa9]])
        #expect(report.findings.count == 4)
        let text = TextFormat(now: 2e9).text(of: report)
        #expect(text.contains("4 findings in 2 of 2 runs"))
    }

    @Test func theLinesOfAReportRestoreIt() throws {
        let lines = JSONLinesFormat().text(of: try report)
        var merger = ReportMerger()
        try merger.read(Array(lines.utf8), named: "report")
        #expect(JSONLinesFormat().text(of: try merger.report()) == lines)
    }

    @Test func aFollowerKeepsThemApart() throws {
        var follower = LogdirFollower([logdir.path.string], options: ScanOptions(jobs: 1))
        #expect(try follower.look().count == 4)
        #expect(try follower.look().isEmpty)
        #expect(JSONFormat().text(of: follower.report()) == JSONFormat().text(of: try report))
    }
}
#endif
