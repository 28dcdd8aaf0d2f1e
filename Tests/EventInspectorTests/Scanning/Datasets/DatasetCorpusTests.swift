import EventInspector
import TestSupport
import Testing

/// Data sets that other people's programs wrote.
@Suite(.enabled(if: Fixtures.corpus != nil, "no corpus: see Fixtures.corpus"))
struct DatasetCorpusTests {
    /// Reads, samples and variants of genetics in protobufs of their own, and plain text.
    private static let others = [
        "fastq.tfrecord.gz", "test_samples.vcf.golden.tfrecord", "test_sites.vcf.golden.tfrecord",
        "tf/text.tfrecord",
    ]

    private static let rows = TruthRow.all.filter { !$0.isEventFile && $0.recordCount > 0 }
        .filter { $0.file.name.contains("tfrecord") }

    @Test func thereAreDatasets() {
        #expect(Self.rows.count >= 15)
    }

    @Test(arguments: rows)
    func onlyExamplesAreRecognizedAsExamples(row: TruthRow) throws {
        let report = try Scan.path(row.file.path)
        let file = try #require(report.files.first)
        if Self.others.contains(where: row.file.name.hasSuffix) {
            #expect(file.examples == 0)
            #expect(file.issues.map(\.kind) == [.unknownRecord])
            #expect(report.exitCode == 2)
        } else {
            #expect(file.examples == row.recordCount)
            #expect(file.issues == [])
            #expect(report.totals.values > 0)
            #expect(report.exitCode == 0)
        }
    }
}
