import TensorBoardEvents
import TestSupport
import Testing

@testable import EventInspector

/// A run seen in parts gives what one pass gives.
@Suite struct JoinTests {
    static let risingRuns = [
        "0 1 2n 3 4n 5",
        "0n lr=0 1 lr=1i 2 lr=2n 3n lr=3",
        "0 1 START 2n 3 START 4 5n",
        "min 0n max",
    ]

    @Test(arguments: risingRuns)
    func filesOfRisingStepsJoinToOne(line: String) throws {
        let events = RunBuilder(line).events
        let whole = try scan([events])
        #expect(!whole.findings.isEmpty)
        for cut in 1..<events.count {
            let parts = try scan([Array(events[..<cut]), Array(events[cut...])])
            let border = RecordBytes.file(Array(events[..<cut])).count
            let expected = whole.findings.map { $0.moved(behind: border) }
            #expect(parts.findings.map { $0.moved(behind: .max) } == expected, "cut \(cut)")
            #expect(parts.totals.elements == whole.totals.elements)
            #expect(parts.totals.values == whole.totals.values)
        }
    }

    @Test(arguments: TestDepth.seeds(25, of: 100))
    func aFileInTwoPartsEqualsTheWholeFile(seed: UInt64) {
        let events = RandomHistory(seed: seed).events
        let whole = Part(events)
        for cut in 0...events.count {
            let joined = Part(Array(events[..<cut]))
            joined.append(Part(Array(events[cut...]), from: cut))
            #expect(joined.summary == whole.summary, "seed \(seed), cut before event \(cut)")
        }
    }

    @Test(arguments: 1...30 as ClosedRange<UInt64>)
    func aFileInManyPartsEqualsTheWholeFile(seed: UInt64) {
        let events = RandomHistory(seed: seed).events
        let joined = Part([])
        for (index, event) in events.enumerated() { joined.append(Part([event], from: index)) }
        #expect(joined.summary == Part(events).summary, "seed \(seed)")
    }

    @Test func randomHistoriesCoverTheTestedCases() {
        let parts = (1...100).map { Part(RandomHistory(seed: $0).events) }
        let findings = parts.flatMap(\.summary.findings)
        #expect(findings.contains { $0.isSuperseded })
        #expect(findings.contains { !$0.isSuperseded && $0.first.segment > 2 })
        #expect(findings.contains { $0.isTerminal })
        #expect(findings.contains { $0.lastFinite == nil })
        #expect(parts.contains { $0.summary.sessionStarts > 1 })
    }

    private func scan(_ files: [[[UInt8]]]) throws -> ScanReport {
        let logdir = try TemporaryLogdir()
        for (index, events) in files.enumerated() {
            try logdir.files.write(RecordBytes.file(events), to: RunBuilder.fileName(index))
        }
        return try logdir.scan()
    }
}

extension ScanReport.Finding {
    /// The finding as it is once the file is cut at `border`.
    fileprivate func moved(behind border: Int) -> ScanReport.Finding {
        var moved = self
        // The name of the directory, which is another one each time.
        moved.logdir = ""
        guard first.offset >= border else { return moved }
        moved.first.offset -= border
        moved.first.file = RunBuilder.fileName(1)
        return moved
    }
}

/// Some events of a file, scanned on their own.
private final class Part {
    private let scan = EventScan(selection: ScanSelection())

    /// Scans events of which the first is the one at `start` of its file.
    init(_ events: [[UInt8]], from start: Int = 0) {
        for (index, event) in events.enumerated() {
            event.withUnsafeBytes { bytes in
                _ = scan.scan(
                    bytes,
                    of: EventScan.Record(offset: start + index, checksumIsValid: true)
                )
            }
        }
    }

    func append(_ next: Part) {
        scan.history.append(next.scan.history, boundary: .sameFile)
    }

    /// All that a report, or a part that follows, can learn of the history.
    struct Summary: Hashable {
        var findings: [ScanReport.Finding]
        var numbers: [Int]
        var sessionStarts: Int
        var lastStep: Int64?
        var lastWallTime: Double?
        var segments: [Int]
    }

    var summary: Summary {
        let history = scan.history
        let file = LogdirFile(
            logdir: "runs",
            path: nil,
            relativePath: "a.tfevents",
            run: ".",
            content: .events
        )
        let totals = history.totals
        return Summary(
            findings: history.orderedFindings.map {
                ScanReport.Finding($0, of: .init(logdir: "runs", name: ".", files: [file]))
            },
            numbers: [
                history.fileCount, totals.values, totals.elements, totals.nan,
                totals.positiveInfinity, totals.negativeInfinity,
            ],
            sessionStarts: history.sessionStarts,
            lastStep: history.lastStep,
            lastWallTime: history.lastWallTime,
            segments: (0..<history.tags.count).map { history.tags[$0].segment }
        )
    }
}

/// Events in any order that a writer, its restarts and its threads may bring about.
struct RandomHistory {
    private(set) var events: [[UInt8]] = []

    init(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var step: Int64 = 0
        var time = EventBytes.epoch
        for _ in 0..<24 {
            switch Int.random(in: 0..<10, using: &generator) {
            case 0: events.append(EventBytes.sessionStart(step: step, wallTime: time))
            case 1: step -= .random(in: 0...6, using: &generator)
            case 2:
                step -= .random(in: 0...3, using: &generator)
                time -= .random(in: 0...3, using: &generator)
            default: step += .random(in: 0...2, using: &generator)
            }
            time += Double(Int.random(in: 0...1, using: &generator))
            let values = (0..<Int.random(in: 1...2, using: &generator)).map { _ in
                Self.value(using: &generator)
            }
            events.append(EventBytes.event(step: step, wallTime: time, values: values))
        }
    }

    private static func value(using generator: inout SeededGenerator) -> [UInt8] {
        let tag = ["loss", "lr", "gradient"].randomElement(using: &generator) ?? ""
        let numbers: [Float] = (0..<3).map { _ in
            [1, 1, 1, 1, 1, 1, 1, .nan, .infinity, -.infinity].randomElement(using: &generator) ?? 0
        }
        return Bool.random(using: &generator)
            ? EventBytes.scalar(tag, numbers[0])
            : EventBytes.tensor(tag, floats: numbers, shape: [3])
    }
}
