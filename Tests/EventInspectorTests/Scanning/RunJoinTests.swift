import EventInspector
import TensorBoardEvents
import TestSupport
import Testing

/// A run says the same in one file and in several.
struct RunJoinTests {
    /// Random values of two tags, with restarts; steps and wall times rise otherwise.
    private static func events(using generator: inout SeededGenerator) -> [[UInt8]] {
        var events: [[UInt8]] = []
        var step: Int64 = 0
        var seconds = 0.0
        for _ in 0..<Int.random(in: 5...25, using: &generator) {
            seconds += 1
            if step > 1, Int.random(in: 0..<10, using: &generator) == 0 {
                step = Int64.random(in: 0..<step, using: &generator)
            } else {
                step += Int64.random(in: 1...3, using: &generator)
            }
            let numbers: [Float] = [1, 1, 1, .nan, .infinity]
            let values = ["a", "b"].map { tag in
                EventBytes.scalar(tag, numbers.randomElement(using: &generator) ?? 1)
            }
            events.append(
                EventBytes.event(
                    step: step,
                    wallTime: EventBytes.epoch + seconds,
                    values: values
                )
            )
        }
        return events
    }

    /// Everything but where the record stands.
    private static func facts(_ report: ScanReport) -> [String] {
        report.findings.map { finding in
            "\(finding.brief) segment \(finding.first.segment) last \(finding.last.step) finite "
                + "\(finding.lastFinite.map { "\($0.step)@\($0.wallTime)" } ?? "-") "
                + "\(finding.isTerminal) \(finding.isSuperseded) \(finding.first.wallTime)"
        }
    }

    /// No step follows itself here: in a later file that alone would be a restart.
    @Test(arguments: 1...12 as ClosedRange<UInt64>)
    func aFileCutInTwoGivesTheSameReport(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let events = Self.events(using: &generator)
        let whole = try Scan.run([events])
        for cut in 1..<events.count {
            let parts = try Scan.run([Array(events[..<cut]), Array(events[cut...])])
            #expect(Self.facts(parts) == Self.facts(whole), "cut at event \(cut)")
            #expect(parts.totals.nan == whole.totals.nan)
            #expect(parts.totals.elements == whole.totals.elements)
            #expect(parts.runs.map(\.lastStep) == whole.runs.map(\.lastStep))
        }
    }

    @Test(arguments: 1...5 as ClosedRange<UInt64>)
    func aFileForEachEventGivesTheSameReport(seed: UInt64) throws {
        var generator = SeededGenerator(seed: 1_000 + seed)
        let events = Self.events(using: &generator)
        let whole = try Scan.run([events])
        let parts = try Scan.run(events.map { [$0] }, options: ScanOptions(jobs: 3))
        #expect(Self.facts(parts) == Self.facts(whole))
    }

    @Test func theFirstFindingNamesItsFile() throws {
        let report = try Scan.run([
            [EventBytes.scalar("t", 1, step: 1)],
            [EventBytes.version(), EventBytes.scalar("t", .nan, step: 2)],
        ])
        let first = try #require(report.findings.first?.first)
        #expect(first.file == "events.out.tfevents.1700000001.host")
        #expect(first.offset == EventBytes.version().count + 16)
    }

    @Test func aTagKeepsThePluginThatAnyFileNames() throws {
        let plain = EventBytes.tensor("t", floats: [.nan], shape: [1])
        let named = EventBytes.tensor("t", plugin: "scalars") { $0.dtype(.float) }
        let report = try Scan.run([
            [EventBytes.event(step: 1, plain)],
            [EventBytes.event(step: 2, named), EventBytes.event(step: 3, plain)],
        ])
        #expect(report.findings.map(\.plugin) == ["scalars"])
    }

    /// Findings are listed by segment, then step, then as they stand in the files.
    @Test func findingsAreListedInTheirOrder() throws {
        let report = try Scan.run([
            [
                EventBytes.event(
                    step: 5,
                    wallTime: 1,
                    EventBytes.scalar("second", .nan),
                    EventBytes.scalar("third", .infinity)
                ),
                EventBytes.scalar("last", .nan, step: 9),
            ],
            [EventBytes.event(step: 2, wallTime: 2, EventBytes.scalar("first", .nan))],
        ])
        #expect(report.findings.map(\.tag) == ["first", "second", "third", "last"])
        // Without a common tag and without usable clocks, neither file is the earlier one.
        #expect(Set(report.origin.map(\.tag)) == ["first", "second"])
    }
}
