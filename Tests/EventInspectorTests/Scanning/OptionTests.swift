import EventInspector
import SystemPackage
import TestSupport
import Testing

@Suite struct OptionTests {
    private let demo = Fixtures.directory.appending("demo")

    private func tags(_ change: (inout ScanOptions) -> Void) throws -> Set<String> {
        var options = ScanOptions(jobs: 1)
        change(&options)
        return Set(try Scan.path(demo, options: options).findings.map(\.tag))
    }

    @Test func onlyMatchingTagsAreScanned() throws {
        let found = try tags { $0.selection.tags = [Glob("gradient/*"), Glob("loss/*")] }
        #expect(found.count == 5)
        #expect(found.allSatisfy { $0.hasPrefix("gradient/") || $0 == "loss/train" })
    }

    @Test func excludedTagsAreNotScanned() throws {
        let found = try tags {
            $0.selection.tags = [Glob("gradient/*")]
            $0.selection.excludedTags = [Glob("*lin3*")]
        }
        #expect(found == ["gradient/lin1.weight", "gradient/lin2.weight", "gradient/lin4.weight"])
    }

    @Test(arguments: [
        (Int64.min...36, 0), (37...37, 1), (Int64.min...37, 1), (38...38, 8), (39...Int64.max, 13),
    ])
    func onlyStepsInTheRangeAreScanned(steps: ClosedRange<Int64>, count: Int) throws {
        let found = try tags { $0.selection.steps = steps }
        #expect(found.count == count)
    }

    @Test func onlyMatchingRunsAreRead() throws {
        var options = ScanOptions(jobs: 2)
        options.selection.runs = [Glob("tensor*")]
        let report = try Scan.path(Fixtures.directory.appending("torch"), options: options)
        #expect(report.runs.map(\.name) == ["tensor", "tensor-half"])
    }

    @Test func allowedFindingsAreReportedAndDoNotCount() throws {
        var options = ScanOptions(jobs: 1)
        let allowance = try #require(Allowance("*=nan"))
        options.allowances = [allowance]
        let report = try Scan.path(demo, options: options)
        #expect(report.findings.count == 13)
        #expect(!report.findings.contains { !$0.isAllowed })
        #expect(report.exitCode == 0)
        #expect(report.origin.isEmpty)
        options.allowances = [try #require(Allowance("*=inf"))]
        let other = try Scan.path(demo, options: options)
        #expect(other.exitCode == 1)
    }

    @Test(arguments: [
        ("a=nan", true), ("a*=-inf", true), ("a=b=any", true), ("=nan", false), ("a", false),
        ("a=", false), ("a=NaN", true), ("a=NaNs", false),
    ])
    func anAllowanceIsAGlobAndAKind(text: String, isValid: Bool) {
        #expect((Allowance(text) != nil) == isValid)
    }

    @Test(arguments: [1, 4])
    func firstOnlyStopsARunAtItsFirstFinding(jobs: Int) throws {
        var options = ScanOptions(jobs: jobs)
        options.firstOnly = true
        let report = try Scan.path(Fixtures.directory.appending("demo"), options: options)
        #expect(report.findings.map(\.tag) == ["gradient/lin3.weight"])
        let whole = try Scan.path(Fixtures.directory.appending("demo"))
        #expect(report.totals.records < whole.totals.records)
    }

    @Test func theExitCodeIsTheSameIfNothingElseIsRequested() throws {
        var options = ScanOptions(jobs: 2)
        options.exitCodeOnly = true
        for name in ["demo", "clean", "damaged/no-nan-length-crc"] {
            let path = Fixtures.directory.pushing(FilePath(name))
            let whole = try Scan.path(path)
            let quick = try Scan.path(path, options: options)
            #expect(quick.exitCode == whole.exitCode, "\(name)")
        }
    }

    @Test(arguments: ["torch", "wire", "damaged", "tensorflow"])
    func jobsDoNotChangeTheReport(name: String) throws {
        let path = Fixtures.directory.appending(name)
        let one = JSONFormat().text(of: try Scan.path(path, options: ScanOptions(jobs: 1)))
        for _ in 0..<3 {
            let four = JSONFormat().text(of: try Scan.path(path, options: ScanOptions(jobs: 4)))
            #expect(four == one)
        }
    }
}
