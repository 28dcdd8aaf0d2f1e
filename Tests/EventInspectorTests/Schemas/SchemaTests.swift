import EventInspector
import Foundation
import Logdirs
import SystemPackage
import TensorBoardEvents
import TestSupport
import Testing

/// All JSON that is printed is as the published schemas say.
@Suite struct SchemaTests {
    private static let fixtures = FixtureDirectory.all

    @Test(arguments: fixtures)
    func reportsMatchTheirSchema(_ fixture: FixtureDirectory) throws {
        try Schemas.expect(try Scan.path(fixture.path))
    }

    @Test(arguments: fixtures)
    func explanationsMatchTheirSchema(_ fixture: FixtureDirectory) throws {
        try Schemas.expect(
            try RunExplainer(options: ScanOptions(jobs: 1)).explain(fixture.path.string)
        )
    }

    @Test func everyOptionalKeyOfAReportIsCovered() throws {
        var report = try Scan.path(Fixtures.directory.appending("demo"))
        report.unlisted = 3
        report.isSelective = true
        report.notes = ["a note"]
        report.inputs[0].notes = ["a note"]
        report.inputs[0].error = "runs: no such file or directory"
        report.unmatched = [SelectionGap(part: .tag, pattern: "los")]
        report.files[0].notes = ["a note"]
        report.files[0].error = "no such file"
        report.files[0].issueCount = 2_000
        report.files[0].unverifiableRecords = 1
        report.files[0].examples = 2
        report.findings[0].first.field = "min"
        report.findings[0].first.index = nil
        report.findings[0].first.flatIndex = nil
        report.findings[0].kind = .unknown
        report.findings[0].lastFinite = nil
        report.findings[0].last.wallTime = .nan
        report.findings[0].first.wallTime = -.infinity
        report.runs[0].lastWallTime = .infinity
        report.runs[0].lastStep = nil
        report.origin[0].layer = nil
        report.origin[0].lastFiniteStep = nil
        report.origin[0].evidence = []
        try Schemas.expect(report)
    }

    @Test(arguments: ForeignFile.Kind.allCases)
    func everyKindOfOtherFileIsInTheSchema(_ kind: ForeignFile.Kind) throws {
        var report = try Scan.path(Fixtures.directory.appending("clean"))
        // Such files come last.
        let last = report.files.count - 1
        report.files[last].kind = kind
        report.files[last].statedBytes = 100
        report.files[last].isNamed = true
        #expect(report.exitCode == 65)
        try Schemas.expect(report)
    }

    @Test func everyKeyOfAFeatureIsInTheSchema() throws {
        var report = try Scan.path(Fixtures.directory.appending("clean"))
        var feature = DatasetFeature(name: "image")
        try expect(feature)
        (feature.least, feature.greatest, feature.outside) = (0, 255, 1)
        (feature.firstOutside, feature.firstEmpty, feature.firstMissing) = (0, 1, 2)
        try expect(feature)
        func expect(_ feature: DatasetFeature) throws {
            report.files[0].features = [feature]
            try Schemas.expect(report)
        }
    }

    /// A report says 66 only where it has no finding.
    @Test func aSelectionOfNothingIsInTheSchema() throws {
        var options = ScanOptions(jobs: 1)
        options.selection.tags = [Glob("no such tag")]
        let path = Fixtures.directory.appending("demo")
        let report = try Scan.path(path, options: options)
        #expect(report.exitCode == 66)
        try Schemas.expect(report)
        try Schemas.expect(try RunExplainer(options: options).explain(path.string))
    }

    @Test(arguments: NonFiniteKind.allCases)
    func everyKindIsInTheSchema(_ kind: NonFiniteKind) throws {
        var report = try Scan.path(Fixtures.directory.appending("demo"))
        report.findings[0].kind = kind
        try Schemas.expect(report)
    }

    @Test(arguments: Place.allCases)
    func everyPlaceIsInTheSchema(_ place: Place) throws {
        var report = try Scan.path(Fixtures.directory.appending("demo"))
        report.findings[0].place = place
        try Schemas.expect(report)
    }

    @Test(arguments: OriginDirection.allCases)
    func everyDirectionIsInTheSchema(_ direction: OriginDirection) throws {
        var report = try Scan.path(Fixtures.directory.appending("demo"))
        report.origin[0].direction = direction
        try Schemas.expect(report)
    }

    @Test(arguments: FileIssue.Kind.allCases)
    func everyIssueIsInTheSchema(_ kind: FileIssue.Kind) throws {
        var report = try Scan.path(Fixtures.directory.appending("damaged/length-crc"))
        report.files[0].issues[0].kind = kind
        try Schemas.expect(report)
    }

    private static let explained = Result {
        let run = Fixtures.directory.appending("failures").appending("sqrt-zero")
        return try RunExplainer(options: ScanOptions(jobs: 1)).explain(run.string)
    }

    @Test(arguments: Cause.Kind.allCases, [Cause.Strength.possible, .likely, .shown])
    func everyCauseIsInTheSchema(_ kind: Cause.Kind, _ strength: Cause.Strength) throws {
        var explanation = try Self.explained.get()
        explanation.stories[0].causes[0].kind = kind
        explanation.stories[0].causes[0].strength = strength
        try Schemas.expect(explanation)
    }

    @Test(arguments: [Shard.Rule.bytes, .name])
    func shardsAreInTheSchema(_ rule: Shard.Rule) throws {
        var options = ScanOptions(jobs: 1)
        options.shard = Shard(number: 1, of: 2, by: rule)
        try Schemas.expect(try Scan.path(Fixtures.directory.appending("torch"), options: options))
    }

    @Test func filesThatCannotBeOpenedAreInTheSchema() throws {
        let scratch = try ScratchDirectory([Scan.fileName: []])
        try FileManager.default.createSymbolicLink(
            atPath: scratch.path("events.out.tfevents.1700000001.gone").string,
            withDestinationPath: "nowhere"
        )
        try Schemas.expect(try Scan.path(scratch))
    }

    @Test func theArticlesExampleMatchesTheSchema() throws {
        let article = try String(
            contentsOfFile: Schemas.catalog.appending("JSONReport.md").string,
            encoding: .utf8
        )
        let blocks = article.components(separatedBy: "```json\n").dropFirst()
            .compactMap { $0.components(separatedBy: "\n```").first }
        #expect(blocks.count == 2)
        let report = try JSONDocument(blocks[0])
        #expect(try Schemas.all.violations(of: report, against: Schemas.report) == [])
        for line in blocks[1].split(separator: "\n") {
            let line = try JSONDocument(String(line))
            #expect(try Schemas.all.violations(of: line, against: Schemas.line) == [])
        }
    }

    /// What a report looks like after one thing in it was changed that the schema must notice.
    @Test(arguments: [
        ("\"version\": 1", "\"version\": 2", "is not integer(1)"),
        ("\"exitCode\": 1", "\"exitCode\": 3", "is not one of"),
        ("\"kind\": \"nan\"", "\"kind\": \"NaN\"", "is not one of"),
        ("\"occurrences\": 3", "\"occurrences\": 0", "is less than"),
        ("\"occurrences\": 3", "\"occurrences\": 2.5", "is not of type"),
        ("\"occurrences\": 3", "\"occurences\": 3", "has no occurrences"),
        ("\"occurrences\": 3", "\"occurences\": 3", "occurences is not in the schema"),
        ("\"bits\": \"0x", "\"bits\": \"x", "does not match"),
        ("\"plugin\": \"tensor\"", "\"plugin\": true", "is not of type"),
        ("\"value\": \"NaN\"", "\"value\": \"nan\"", "alternatives of anyOf"),
    ])
    func aReportThatDeviatesIsNoticed(from: String, to: String, message: String) throws {
        let text = JSONFormat().text(of: try Scan.path(Fixtures.directory.appending("demo")))
        // The tool writes no space after a colon.
        let (from, to) = (from.replacing(": ", with: ":"), to.replacing(": ", with: ":"))
        #expect(text.contains(from))
        let changed = try JSONDocument(text.replacingOccurrences(of: from, with: to))
        let violations = try Schemas.all.violations(of: changed, against: Schemas.report)
        #expect(violations.contains { $0.contains(message) }, "\(violations.prefix(5))")
    }

    @Test(arguments: [
        #"{"type": "verdict"}"#, #"{"logdir": "runs"}"#, #"{"type": "logdir"}"#,
        #"{"type": "logdir", "logdir": "runs", "run": "a"}"#,
        #"{"type": "run", "logdir": "runs", "run": "a"}"#,
    ])
    func aLineThatDeviatesIsNoticed(_ line: String) throws {
        let violations = try Schemas.all.violations(
            of: try JSONDocument(line),
            against: Schemas.line
        )
        #expect(violations != [])
    }

    @Test func anUnknownKeywordIsNoticed() throws {
        let schema = try JSONSchema(files: ["a": #"{"maximum": 3}"#, "b": ##"{"$ref": "c#/x"}"##])
        #expect(schema.violations(of: .integer(4), against: "a") != [])
        #expect(schema.violations(of: .integer(4), against: "b") != [])
        #expect(schema.violations(of: .integer(4), against: "c") != [])
    }
}
