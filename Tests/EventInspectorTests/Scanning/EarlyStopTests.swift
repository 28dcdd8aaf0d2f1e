import EventInspector
import TestSupport
import Testing

/// `--first-only` and `--quiet` read no more than their answer takes.
struct EarlyStopTests {
    private static func file(_ tag: String, nanAt step: Int64) -> [UInt8] {
        RecordBytes.file(
            (1...6).map { EventBytes.scalar(tag, $0 >= step ? .nan : 1, step: $0) }
        )
    }

    private static func logdir() throws -> ScratchDirectory {
        try ScratchDirectory([
            "a/1.tfevents": file("x", nanAt: 99), "a/2.tfevents": file("x", nanAt: 2),
            "a/3.tfevents": file("x", nanAt: 1), "b/1.tfevents": file("y", nanAt: 4),
            "c/1.tfevents": file("z", nanAt: 99),
        ])
    }

    @Test(arguments: [1, 2, 4])
    func eachRunIsReadUpToItsFirstFinding(jobs: Int) throws {
        var options = ScanOptions(jobs: jobs)
        options.firstOnly = true
        let report = try Scan.path(Self.logdir(), options: options)
        #expect(report.findings.map { "\($0.run) \($0.first.step)" } == ["a 2", "b 4"])
        #expect(
            report.files.map(\.path) == [
                "a/1.tfevents", "a/2.tfevents", "b/1.tfevents", "c/1.tfevents",
            ]
        )
        #expect(report.files.map(\.records) == [6, 2, 4, 6])
        #expect(report.exitCode == 1)
    }

    @Test(arguments: [1, 4])
    func theExitCodeIsThatOfAFullScan(jobs: Int) throws {
        var options = ScanOptions(jobs: jobs)
        options.exitCodeOnly = true
        let directory = try Self.logdir()
        #expect(try Scan.path(directory, options: options).exitCode == 1)
        #expect(try Scan.path(directory, "c", options: options).exitCode == 0)
        try directory.append([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], to: "c/1.tfevents")
        #expect(try Scan.path(directory, "c", options: options).exitCode == 2)
    }

    @Test func aSingleJobStopsAtTheFirstFindingOfAll() throws {
        var options = ScanOptions(jobs: 1)
        options.exitCodeOnly = true
        let report = try Scan.path(Self.logdir(), options: options)
        #expect(report.files.map(\.path) == ["a/1.tfevents", "a/2.tfevents"])
        #expect(report.files.map(\.records) == [6, 2])
    }
}
