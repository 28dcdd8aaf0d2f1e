import EventInspector
import Foundation
import SystemPackage
import TestSupport
import Testing

/// Version 1 of the report, which other programs rely on.
struct JSONFormatTests {
    /// All but what is not an event file for all its name.
    private static let files = EventFile.fixtures.filter { file in
        !ExpectedFile.all.contains { $0.isSomethingElse && $0.name == file.name }
    }

    @Test(arguments: files)
    func everyReportIsJSON(file: EventFile) throws {
        let report = try Scan.path(file.path)
        let json = try JSONReport(JSONFormat().text(of: report))
        #expect(json.object["version"] as? Int == 1)
        #expect(json.object["status"] as? String == report.status.rawValue)
        #expect(json.object["exitCode"] as? Int == Int(report.exitCode))
        #expect(json.findings.count == report.findings.count)
        #expect(json.list("files").count == report.files.count)
    }

    @Test(arguments: files)
    func everyLineOfJSONLinesIsAnObject(file: EventFile) throws {
        let report = try Scan.path(file.path)
        let text = JSONLinesFormat().text(of: report)
        #expect(text.hasSuffix("\n"))
        let lines = try text.split(separator: "\n").map { try JSONReport(String($0)) }
        let types = lines.map { $0.object["type"] as? String }
        #expect(types.last == "summary")
        #expect(types.filter { $0 == "finding" }.count == report.findings.count)
        #expect(types.filter { $0 == "file" }.count == report.files.count)
        #expect(types.filter { $0 == "origin" }.count == report.origin.count)
        #expect(lines.last?.object["version"] as? Int == 1)
    }

    @Test func theKeysMatchTheContract() throws {
        let demo = Fixtures.directory.pushing("demo")
        let json = try JSONReport(JSONFormat().text(of: Scan.path(demo)))
        #expect(
            Set(json.object.keys).isSuperset(of: [
                "version", "status", "exitCode", "findings", "origin", "files", "totals",
            ])
        )
        let finding = try #require(json.findings.first { $0["shape"] is [Int] })
        #expect(
            Set(finding.keys).isSuperset(of: [
                "run", "tag", "kind", "place", "plugin", "dtype", "shape", "occurrences", "count",
                "countIsExact", "first", "last", "lastFinite", "terminal", "superseded",
            ])
        )
        let first = try #require(finding["first"] as? [String: Any])
        #expect(
            Set(first.keys).isSuperset(of: [
                "step", "wallTime", "count", "index", "flatIndex", "value", "bits", "file",
                "offset", "crcValid",
            ])
        )
        let last = try #require(finding["last"] as? [String: Any])
        #expect(Set(last.keys) == ["step", "wallTime"])
        let origin = try #require(json.list("origin").first)
        #expect(Set(origin.keys).isSuperset(of: ["run", "tag", "step", "direction", "why"]))
        let file = try #require(json.list("files").first)
        #expect(
            Set(file.keys).isSuperset(of: [
                "path", "run", "bytes", "records", "values", "issues",
            ])
        )
        #expect(
            Set(json.part("totals").keys).isSuperset(of: [
                "runs", "files", "bytes", "records", "values", "elements", "nan",
                "positiveInfinity", "negativeInfinity", "issues",
            ])
        )
    }

    @Test func aFindingHasTheFilesValues() throws {
        let json = try JSONReport(
            JSONFormat().text(
                of: Scan.events([
                    EventBytes.version(),
                    EventBytes.event(
                        step: 3,
                        wallTime: 1_795_443_657.25,
                        EventBytes.tensor(
                            "gradient",
                            floats: [1, 1, -.infinity, .nan, .nan, 1],
                            shape: [3, 2]
                        )
                    ),
                ])
            )
        )
        let finding = try #require(json.findings.first)
        #expect(finding["kind"] as? String == "nan")
        #expect(finding["dtype"] as? String == "DT_FLOAT")
        #expect(finding["shape"] as? [Int] == [3, 2])
        #expect(finding["count"] as? Int == 2)
        #expect(finding["plugin"] is NSNull)
        #expect(finding["lastFinite"] is NSNull)
        #expect(finding["terminal"] as? Bool == true)
        let first = try #require(finding["first"] as? [String: Any])
        #expect(first["index"] as? [Int] == [1, 1])
        #expect(first["flatIndex"] as? Int == 3)
        #expect(first["value"] as? String == "NaN")
        #expect(first["bits"] as? String == "0x7fc00000")
        #expect(first["wallTime"] as? Double == 1_795_443_657.25)
        #expect(first["offset"] as? Int == EventBytes.version().count + 16)
        #expect(json.findings.last?["kind"] as? String == "-inf")
        #expect(
            (json.findings.last?["first"] as? [String: Any])?["value"] as? String == "-Infinity"
        )
    }

    @Test(arguments: [
        (Double.nan, "NaN"), (.infinity, "Infinity"), (-.infinity, "-Infinity"),
    ])
    func aNonFiniteWallTimeIsAString(wallTime: Double, text: String) throws {
        let report = try Scan.events([
            EventBytes.event(step: 1, wallTime: wallTime, EventBytes.scalar("loss", .nan))
        ])
        for line in [JSONFormat().text(of: report)]
            + JSONLinesFormat().text(of: report)
            .split(separator: "\n").prefix(2).map(String.init)
        {
            let json = try JSONReport(line)
            let finding = json.findings.first ?? json.object
            #expect((finding["first"] as? [String: Any])?["wallTime"] as? String == text)
            #expect((finding["last"] as? [String: Any])?["wallTime"] as? String == text)
        }
    }

    @Test func wholeNumbersKeepAllTheirDigits() throws {
        let steps = [Int64.max, .min, 9_007_199_254_740_993]
        let report = try Scan.events(
            steps.map { EventBytes.scalar("t\($0)", .nan, step: $0, wallTime: 0) }
        )
        let text = JSONFormat().text(of: report)
        for step in steps { #expect(text.contains("\"step\":\(step),")) }
    }

    @Test func issuesAreObjectsOfKindOffsetAndLength() throws {
        let report = try Scan.bytes(
            RecordBytes.file([EventBytes.version()]) + [UInt8](repeating: 0, count: 100)
        )
        let json = try JSONReport(JSONFormat().text(of: report))
        let issues = try #require(json.list("files").first?["issues"] as? [[String: Any]])
        #expect(issues.first?["kind"] as? String == "zero-hole")
        #expect(issues.first?["offset"] as? Int == EventBytes.version().count + 16)
        #expect(issues.first?["length"] as? Int == 100)
        #expect(json.part("totals")["issues"] as? Int == 1)
    }

    @Test func notesAndErrorsAreStrings() throws {
        let directory = try ScratchDirectory(["tfevents": []])
        try directory.link("events.out.tfevents.9", to: "gone \"quoted\"")
        let json = try JSONReport(JSONFormat().text(of: Scan.path(directory)))
        #expect(json.list("files").compactMap { $0["error"] as? String }.count == 1)
    }
}
