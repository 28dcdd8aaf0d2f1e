import EventInspector
import Foundation
import SystemPackage
import TestSupport
import Testing

@Suite struct FormatTests {
    /// 2023-11-14 23:13:20 UTC, an hour after the fixtures were written.
    private static let now = 1_700_003_600.0

    private static let names = [
        "demo", "clean", "damaged/no-nan-length-crc", "damaged/torn-past-end", "torch/histogram",
        "torch/restart", "tfdbg/concise-health", "wire/tags", "walltime", "smdebug",
        "torch/hparams",
    ]

    /// A report whose paths do not depend on where the checkout lies.
    private func report(_ name: String) throws -> ScanReport {
        var report = try Scan.path(Fixtures.directory.pushing(FilePath(name)))
        let logdir = "Fixtures/" + name
        for index in report.findings.indices { report.findings[index].logdir = logdir }
        for index in report.origin.indices { report.origin[index].logdir = logdir }
        for index in report.files.indices { report.files[index].logdir = logdir }
        for index in report.runs.indices { report.runs[index].logdir = logdir }
        return report
    }

    @Test(arguments: names)
    func textIsAsRecorded(name: String) throws {
        let text = TextFormat(now: Self.now).text(of: try report(name))
        let file = name.replacingOccurrences(of: "/", with: "-")
        try Snapshot.expect(text, matches: "\(file).txt")
    }

    @Test(arguments: ["demo", "wire/tags", "torch/hparams"])
    func jsonIsAsRecorded(name: String) throws {
        let text = JSONFormat().text(of: try report(name))
        let file = name.replacingOccurrences(of: "/", with: "-")
        try Snapshot.expect(text, matches: "\(file).json")
    }

    @Test(arguments: names)
    func jsonNeverHoldsABareNaN(name: String) throws {
        let report = try report(name)
        let object = try JSONSerialization.jsonObject(
            with: Data(JSONFormat().text(of: report).utf8)
        )
        let json = try #require(object as? [String: Any])
        let findings = try #require(json["findings"] as? [[String: Any]])
        #expect(findings.count == report.findings.count)
        #expect(
            Set(json.keys).isSuperset(of: ["version", "status", "exitCode", "origin", "files"])
        )
        for line in JSONLinesFormat().text(of: report).split(separator: "\n") {
            // Throws where a line is no JSON.
            _ = try JSONSerialization.jsonObject(with: Data(line.utf8))
        }
    }

    @Test func longListsAreShortenedWithACountOfTheRest() throws {
        let events = (0..<40).map { index in
            EventBytes.event(step: Int64(index), EventBytes.scalar("tag\(index)", .nan))
        }
        let report = try Scan.events(events)
        let cut = TextFormat(now: Self.now).text(of: report)
        #expect(cut.contains("… and 28 more findings"))
        #expect(!cut.contains("tag39"))
        #expect(TextFormat(now: Self.now, showsAll: true).text(of: report).contains("tag39"))
    }

    @Test(arguments: [
        "\u{1b}]0;title\u{7}", "a\nb", "\u{202e}evil", "tab\tend", "\u{9b}31m", "zero\u{200b}width",
    ])
    func tagsThatWouldMoveTheCursorAreEscaped(tag: String) throws {
        let report = try Scan.events([
            EventBytes.event(EventBytes.scalar(tag, .nan))
        ])
        #expect(report.findings.first?.tag == tag)
        for text in [
            TextFormat(now: Self.now).text(of: report), JSONFormat().text(of: report),
            TextFormat(now: Self.now).line(of: report.findings[0]),
        ] {
            let controls = text.unicodeScalars.filter {
                $0 != "\n"
                    && ($0.properties.generalCategory == .control
                        || $0.properties.generalCategory == .format)
            }
            #expect(controls.isEmpty, "\(text.debugDescription)")
        }
        let json = try JSONSerialization.jsonObject(
            with: Data(JSONFormat().text(of: report).utf8)
        )
        let findings = (json as? [String: Any])?["findings"] as? [[String: Any]]
        #expect(findings?.first?["tag"] as? String == tag)
    }
}
