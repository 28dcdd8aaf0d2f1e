import EventDecoding
import EventInspector
import SystemPackage
import TensorBoardEvents
import TestSupport
import Testing

/// The scanner's counts against an independent reading of the same files.
struct ElementOracleTests {
    // What is called text is not scanned.
    @Test(arguments: EventFile.fixtures.filter { !$0.name.hasPrefix("damaged/text") })
    func fixtureCountsMatchANaiveCount(file: EventFile) throws { try compare(file) }

    @Test(
        .enabled(if: Fixtures.corpus != nil, "no corpus: see Fixtures.corpus"),
        arguments: TruthRow.all.filter(\.isEventFile).map(\.file)
    )
    func corpusCountsMatchANaiveCount(file: EventFile) throws { try compare(file) }

    @Test func theOracleCountsPlantedElements() throws {
        let file = try #require(EventFile.fixtures.first { $0.name.hasPrefix("wire/encodings") })
        var oracle = ElementOracle()
        var reader = try EventFileReader(opening: file.path)
        while let event = try reader.next() { oracle.add(event) }
        #expect(oracle.counts.values.reduce(0, +) >= 60)
    }

    private func compare(_ file: EventFile) throws {
        var oracle = ElementOracle()
        var reader = try EventFileReader(opening: file.path)
        while let event = try reader.next() { oracle.add(event) }
        // What libprotobuf-c refuses whole, the scanner reads in part.
        guard reader.malformedEvents.isEmpty else { return }
        let report = try Scan.path(file.path)
        var counts: [ElementOracle.Key: Int] = [:]
        for finding in report.findings
        where [.simpleValue, .tensor].contains(finding.place)
            && !oracle.doubtfulTags.contains(finding.tag)
        {
            let key = ElementOracle.Key(
                tag: finding.tag,
                place: finding.place.rawValue,
                kind: finding.kind.rawValue
            )
            if finding.countIsExact {
                counts[key] = finding.count
            } else {
                // An upper bound is right where it is at least the count.
                let exact = oracle.counts[key, default: 0]
                counts[key] = finding.count >= exact ? exact : finding.count
            }
        }
        let expected = oracle.counts.filter { !oracle.doubtfulTags.contains($0.key.tag) }
        #expect(counts.filter { $0.value > 0 } == expected)
    }
}
