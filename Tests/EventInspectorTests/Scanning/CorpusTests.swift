import EventInspector
import SystemPackage
import TestSupport
import Testing

/// Files that other people's programs wrote, against what TensorBoard's own reader says of them.
@Suite(.enabled(if: Fixtures.corpus != nil, "no corpus: see Fixtures.corpus"))
struct CorpusTests {
    /// SageMaker Debugger puts a fixed number in place of the checksum: TensorBoard's reader stops
    /// there, ours reads on without verifying.
    private static let readableBeyondTruth = [
        "awslabs__sagemaker-debugger/newlogsRunTest1/test_hook_from_json_config/events/"
            + "000000000000/000000000000_worker_0.tfevents": 1
    ]

    @Test func theCorpusHoldsEventFiles() {
        #expect(TruthRow.all.filter(\.isEventFile).count > 50)
    }

    @Test(arguments: TruthRow.all)
    func everyFileIsReadToItsEnd(row: TruthRow) throws {
        let report = try Scan.path(row.file.path)
        let file = try #require(report.files.first)
        let beyond = Self.readableBeyondTruth[row.file.name, default: 0]
        #expect(file.records == row.recordCount + beyond)
        if row["compression"] == "none" { #expect(file.bytes == Int(row["size"])) }
        guard row.isEventFile else { return }
        let isCut = row.endStatus.hasPrefix("truncated")
        #expect(file.issues.map(\.kind.rawValue) == (isCut ? ["truncated-tail"] : []))
    }

    @Test(arguments: TruthRow.all.filter(\.isEventFile))
    func nonFiniteScalarsAreCounted(row: TruthRow) throws {
        let report = try Scan.path(row.file.path)
        let scalars = report.findings.filter(\.isScalar)
        func count(_ kind: NonFiniteKind) -> Int {
            scalars.filter { $0.kind == kind }.map(\.count).reduce(0, +)
        }
        #expect(count(.nan) == Int(row["nan"]))
        #expect(count(.positiveInfinity) == Int(row["pos_inf"]))
        #expect(count(.negativeInfinity) == Int(row["neg_inf"]))
        #expect(scalars.map(\.count).reduce(0, +) == Int(row["nonfinite_scalars"]))
        #expect(report.exitCode == (report.findings.isEmpty ? 0 : 1))
    }

    @Test(arguments: TruthRow.all.filter(\.isEventFile))
    func valuesAndTheLastStepMatchTheTruth(row: TruthRow) throws {
        let report = try Scan.path(row.file.path)
        let isReadFurther = Self.readableBeyondTruth[row.file.name] != nil
        let values = row.counts("value_kinds").values.reduce(0, +)
        if !isReadFurther { #expect(report.totals.values == values) }
        #expect(report.totals.files == 1)
        guard let run = report.runs.first, let step = run.lastStep, !isReadFurther else { return }
        #expect(step <= Int64(Double(row["max_step"]) ?? 0))
    }

    /// A logdir of hundreds of runs gives for each file what the file gives on its own.
    @Test func theCorpusAsOneLogdirHasEveryFile() throws {
        let corpus = try #require(Fixtures.corpus)
        let report = try Scan.path(corpus, options: ScanOptions(jobs: 2))
        let scanned = Dictionary(
            report.files.map { ($0.path, $0.records) },
            uniquingKeysWith: { first, _ in first }
        )
        for row in TruthRow.all where row.isEventFile && scanned[row.file.name] != nil {
            let single = try Scan.path(row.file.path)
            #expect(scanned[row.file.name] == single.totals.records)
        }
        #expect(scanned.count > 50)
        #expect(report.exitCode == 1)
    }
}

extension ScanReport.Finding {
    /// Whether it is what TensorBoard's scalars plugin shows: one number under a tag.
    fileprivate var isScalar: Bool {
        place == .simpleValue || (place == .tensor && shape?.isEmpty == true)
    }
}
