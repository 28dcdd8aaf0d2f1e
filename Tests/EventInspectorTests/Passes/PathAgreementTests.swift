import EventInspector
import TestSupport
import Testing

/// An event says the same whether it is looked at in memory or as it streams by.
///
/// The reader's buffer decides which: events up to 64 KiB are whole in memory. What is not known
/// must change nothing, so padding a message only moves it from one path to the other.
struct PathAgreementTests {
    static let samples = TensorSamples.all + ValueSamples.all
    static let paddings = PaddedEvent.Padding.allCases.filter { $0 != .none }

    @Test(arguments: paddings)
    func paddingChangesNothing(padding: PaddedEvent.Padding) throws {
        try compare(Self.samples, padding, byteCount: 200_000)
    }

    /// The padding alone is beyond the limit, or only together with the rest.
    @Test(arguments: [65_536, 65_500, 65_400, 16_384, 100])
    func anySizeOfPaddingChangesNothing(byteCount: Int) throws {
        for padding in [PaddedEvent.Padding.valueHead, .contentTail] {
            try compare(Self.samples, padding, byteCount: byteCount)
        }
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func randomTensorsAreReadAlike(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let samples = (0..<150).map { RandomTensor.event("\(seed)/\($0)", using: &generator) }
        try compare(samples, .contentHead, byteCount: 70_000)
        try compare(samples, .contentTail, byteCount: 70_000)
    }

    private func compare(
        _ samples: [PaddedEvent],
        _ padding: PaddedEvent.Padding,
        byteCount: Int
    ) throws {
        let plain = try scan(samples, .none, byteCount: 0)
        let padded = try scan(samples, padding, byteCount: byteCount)
        let differing = samples.enumerated().filter { step, _ in
            padded.facts(atStep: step) != plain.facts(atStep: step)
        }
        #expect(differing.map(\.element.name) == [])
        let malformed = samples.enumerated().filter { step, _ in
            padded.isMalformed(step) != plain.isMalformed(step)
        }
        #expect(malformed.map(\.element.name) == [])
        #expect(padded.report.totals.values == plain.report.totals.values)
    }

    private func scan(
        _ samples: [PaddedEvent],
        _ padding: PaddedEvent.Padding,
        byteCount: Int
    ) throws -> ScannedSamples {
        let events = samples.enumerated().map { step, sample in
            sample.bytes(step: Int64(step), padding: padding, byteCount: byteCount)
        }
        return try ScannedSamples(
            report: Scan.events(events),
            offsets: RecordBytes.ranges(events).map(\.lowerBound)
        )
    }
}

/// What a scan says of each sample.
private struct ScannedSamples {
    let report: ScanReport
    let offsets: [Int]

    /// The findings first seen at a step, but for where in the file that is.
    func facts(atStep step: Int) -> [String] {
        report.findings.filter { $0.first.step == step }.map {
            "\($0.brief) \($0.dtype ?? "-") \($0.shape ?? []) \($0.first.index ?? []) "
                + "\($0.first.bits ?? "-") \($0.plugin ?? "-") \($0.first.count)"
        }
    }

    func isMalformed(_ step: Int) -> Bool {
        report.files.flatMap(\.issues).contains { $0.offset == offsets[step] }
    }
}
