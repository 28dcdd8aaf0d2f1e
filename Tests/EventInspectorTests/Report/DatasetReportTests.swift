import EventInspector
import SystemPackage
import TestSupport
import Testing

/// What a report says of datasets: records and features in place of steps and tags.
struct DatasetReportTests {
    @Test func aReportOnDatasetsReadsLikeThis() throws {
        let text = TextFormat(now: 1_700_003_600).text(of: try report("datasets"))
        try Snapshot.expect(text, matches: "datasets.txt")
    }

    @Test func theJSONOfDatasetsReadsLikeThis() throws {
        let json = JSONFormat().text(of: try report("datasets/sequences"))
        try Snapshot.expect(json, matches: "datasets-sequences.json")
    }

    @Test func aDatasetThatGrowsIsFollowed() throws {
        let name = "train.tfrecord"
        let follower = try Follower([
            name: RecordBytes.file([ExampleBytes.example(ExampleBytes.floats("x", [1]))])
        ])
        #expect(try follower.look() == [])
        let bad = ExampleBytes.example(ExampleBytes.floats("x", [.nan]))
        try follower.append(bad, to: name)
        #expect(try follower.look() == ["x nan example 1 in 1 from step 1[0]"])
        try follower.append(bad, to: name)
        #expect(try follower.look() == [])
        let report = follower.report()
        #expect(report.briefs == ["x nan example 2 in 2 from step 1[0]"])
        let line = TextFormat(now: 1_700_003_600).line(of: try #require(report.findings.first))
        #expect(line.contains("record 1"))
    }

    /// A report whose paths do not depend on where the checkout lies.
    private func report(_ name: String) throws -> ScanReport {
        var report = try Scan.path(Fixtures.directory.pushing(FilePath(name)))
        for index in report.findings.indices { report.findings[index].logdir = "data" }
        for index in report.origin.indices { report.origin[index].logdir = "data" }
        for index in report.files.indices { report.files[index].logdir = "data" }
        for index in report.runs.indices { report.runs[index].logdir = "data" }
        return report
    }
}
