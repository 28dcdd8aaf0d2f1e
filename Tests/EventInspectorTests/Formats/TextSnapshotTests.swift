import EventInspector
import SystemPackage
import TestSupport
import Testing

/// Reports on whole logdirs, and in the other formats, as people see them.
struct TextSnapshotTests {
    /// An hour after the fixtures were written.
    private static let now = 1_700_003_600.0

    @Test(arguments: ["damaged", "torch", "tensorflow/histogram", "tensorflow/v1-restart"])
    func aReportReadsLikeThis(name: String) throws {
        let text = TextFormat(now: Self.now).text(of: try report(name))
        let file = name.split(separator: "/").joined(separator: "-")
        try Snapshot.expect(text, matches: "\(file).txt")
    }

    @Test func colorsMarkWhatMatters() throws {
        let text = TextFormat(now: Self.now, isColored: true).text(of: try report("demo"))
        let visible = text.split(separator: "\u{1b}", omittingEmptySubsequences: false)
            .joined(separator: "␛")
        try Snapshot.expect(visible, matches: "demo-colored.txt")
    }

    @Test func jsonLinesReadLikeThis() throws {
        try Snapshot.expect(JSONLinesFormat().text(of: report("demo")), matches: "demo.jsonl")
    }

    @Test func aFollowedFindingReadsLikeThis() throws {
        let format = TextFormat(now: Self.now)
        let lines = try report("torch").findings.map(format.line(of:))
        try Snapshot.expect(lines.joined(), matches: "torch-lines.txt")
    }

    /// A report whose paths do not depend on where the checkout lies.
    private func report(_ name: String) throws -> ScanReport {
        var report = try Scan.path(Fixtures.directory.pushing(FilePath(name)))
        for index in report.findings.indices { report.findings[index].logdir = name }
        for index in report.origin.indices { report.origin[index].logdir = name }
        for index in report.files.indices { report.files[index].logdir = name }
        for index in report.runs.indices { report.runs[index].logdir = name }
        for index in report.inputs.indices { report.inputs[index].logdir = name }
        return report
    }
}
