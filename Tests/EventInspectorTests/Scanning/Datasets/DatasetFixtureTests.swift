import EventInspector
import Foundation
import SystemPackage
import TestSupport
import Testing

/// Datasets that TensorFlow wrote; what is found in each, `FixtureTests` compares too.
struct DatasetFixtureTests {
    @Test func everyDatasetIsListed() throws {
        let directory = Fixtures.directory.appending("datasets")
        let report = try Scan.path(directory)
        #expect(report.files.map { "datasets/\($0.path)" } == DatasetTruth.all.map(\.name))
        #expect(report.files.count >= 11)
    }

    @Test(arguments: DatasetTruth.all)
    func examplesAreRecognized(truth: DatasetTruth) throws {
        let report = try Scan.path(truth.path)
        #expect(report.files.map(\.examples) == [truth.examples ?? 0])
        #expect(report.runs.map(\.isDataset) == [truth.examples != nil])
    }

    @Test(arguments: DatasetTruth.all)
    func thePositionIsThatOfTheListAndItsRow(truth: DatasetTruth) throws {
        let report = try Scan.path(truth.path)
        for expected in truth.findings where expected.firstPosition != nil {
            let finding = try #require(
                report.findings.first {
                    $0.tag == expected.tag && $0.kind.rawValue == expected.kind
                        && $0.place.rawValue == expected.place
                }
            )
            #expect(finding.first.index == expected.firstPosition)
            #expect(finding.shape == expected.shape)
            #expect(finding.dtype == "DT_FLOAT")
            #expect(finding.first.wallTime == 0)
            #expect(finding.first.segment == 0)
        }
    }

    @Test(arguments: DatasetTruth.all.filter { $0.examples != nil && $0.exitCode == 1 })
    func theOriginOfABadDatasetIsTheData(truth: DatasetTruth) throws {
        let report = try Scan.path(truth.path)
        #expect(report.origin.map(\.direction) == [.data])
        #expect(report.origin.map(\.step) == [report.findings.first?.first.step])
    }
}

/// What `Fixtures/expected.json` says of a dataset beyond what it says of any file.
struct DatasetTruth: Decodable, Sendable, CustomStringConvertible {
    var name = ""
    let examples: Int?
    let exitCode: Int32
    let findings: [Finding]

    struct Finding: Decodable, Sendable {
        let tag: String
        let kind: String
        let place: String
        let firstPosition: [Int]?
        let shape: [Int64]?
    }

    private enum CodingKeys: CodingKey {
        case examples, exitCode, findings
    }

    var description: String { name }
    var path: FilePath { Fixtures.directory.pushing(FilePath(name)) }

    static let all: [DatasetTruth] = {
        struct Listing: Decodable {
            let files: [String: DatasetTruth]
        }
        let path = Fixtures.directory.appending("expected.json").string
        guard let data = FileManager.default.contents(atPath: path),
            let listing = try? JSONDecoder().decode(Listing.self, from: data)
        else { return [] }
        return listing.files.filter { $0.key.hasPrefix("datasets/") }
            .map { name, truth in
                var truth = truth
                truth.name = name
                return truth
            }
            .sorted { $0.name < $1.name }
    }()
}
