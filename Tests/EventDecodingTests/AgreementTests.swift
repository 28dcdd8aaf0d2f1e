import TFRecord
import TensorBoardEvents
import TestSupport
import Testing

/// The walk and libprotobuf-c, on the same bytes.
///
/// ``Agreement`` says what agreeing means.
@Suite struct AgreementTests {
    @Test(arguments: GoldenRecord.all)
    func theyAgreeOnGoldenRecords(record: GoldenRecord) {
        #expect(Agreement(on: record.payload) == .sameReading)
    }

    @Test(
        .enabled(if: !EventFile.fixtures.isEmpty, "there are no fixtures below Tests/Fixtures"),
        arguments: EventFile.fixtures
    )
    func theyAgreeOnFixtures(file: EventFile) throws {
        try expectAgreement(onRecordsOf: file)
    }

    @Test(
        .enabled(if: Fixtures.corpus != nil, "no corpus: see Fixtures.corpus"),
        arguments: EventFile.corpus
    )
    func theyAgreeOnTheCorpus(file: EventFile) throws {
        try expectAgreement(onRecordsOf: file)
    }

    private func expectAgreement(onRecordsOf file: EventFile) throws {
        var reader = try RecordReader(opening: file.path)
        while let record = try reader.next() {
            if case .violation(let difference) = Agreement(on: record.payload) {
                Issue.record("record at byte \(record.offset): \(difference)")
            }
        }
    }

    /// Each message has a seed of its own, so that one can be run alone.
    @Test(arguments: 0..<8)
    func theyAgreeOnRandomMessages(block: Int) {
        var counts: [Agreement: Int] = [:]
        for number in 0..<2_500 {
            let seed = UInt64(block * 2_500 + number)
            var message = RandomMessage(SeededGenerator(seed: seed))
            note(message.next(), "random message of seed \(seed)", in: &counts)
        }
        #expect(counts[.sameReading, default: 0] > 1_000)
        #expect(counts[.bothRefuse, default: 0] > 100)
    }

    @Test(arguments: MutationSource.all)
    func theyAgreeOnMutatedRecords(source: MutationSource) {
        var counts: [Agreement: Int] = [:]
        for seed in 0..<UInt64(10_000) {
            var generator = SeededGenerator(seed: seed)
            guard let record = source.payloads.randomElement(using: &generator),
                let donor = source.payloads.randomElement(using: &generator)
            else { return }
            let mutated = record.mutated(by: &generator, with: donor)
            note(mutated, "mutation of \(source.testDescription), seed \(seed)", in: &counts)
        }
        #expect(counts[.sameReading, default: 0] > 1_000)
        #expect(counts[.bothRefuse, default: 0] > 1_000)
    }

    private func note(
        _ payload: [UInt8],
        _ origin: @autoclosure () -> String,
        in counts: inout [Agreement: Int]
    ) {
        let agreement = Agreement(on: payload)
        counts[agreement, default: 0] += 1
        if case .violation(let difference) = agreement {
            let bytes = payload.prefix(400).map { String($0, radix: 16) }.joined(separator: " ")
            Issue.record("\(origin()): \(difference); bytes \(bytes)")
        }
    }
}

/// Records to mutate.
struct MutationSource: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let payloads: [[UInt8]]

    /// Small records, all of the golden ones and some of each file; no source is empty.
    static let all = [
        MutationSource(
            testDescription: "golden records",
            payloads: GoldenRecord.all.map(\.payload)
        ),
        MutationSource(
            testDescription: "fixtures",
            payloads: EventFile.fixtures.flatMap(smallPayloads)
        ),
        MutationSource(
            testDescription: "corpus",
            payloads: EventFile.corpus.flatMap(smallPayloads)
        ),
    ].filter { !$0.payloads.isEmpty }

    private static func smallPayloads(of file: EventFile) -> [[UInt8]] {
        var payloads: [[UInt8]] = []
        guard var reader = try? RecordReader(opening: file.path) else { return [] }
        while payloads.count < 12, let record = try? reader.next() {
            if record.payload.count <= 2048 { payloads.append(record.payload) }
        }
        return payloads
    }
}
