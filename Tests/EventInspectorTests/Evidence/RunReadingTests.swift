import SystemPackage
import TensorBoardEvents
import TestSupport
import Testing
import Timelines

@testable import EventInspector

/// What a run logged before it broke is the same, however its events are laid out.
@Suite struct RunReadingTests {
    /// Events of one scalar are taken in passing; with the step before the wall time, no event is.
    @Test(arguments: TestDepth.seeds(40, of: 200))
    func theFastPathReadsTheSameScalarsAsTheWalk(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let events = Self.events(using: &generator)
        let walked = events.map(Self.walked)
        let place = Int.random(in: 1..<events.count, using: &generator)
        let target = OriginTarget(
            step: Int64.random(in: 5...40, using: &generator),
            file: 0,
            offset: RecordBytes.file(Array(events[..<place])).count
        )
        let evidence = try self.evidence(of: events, target)
        let isEqual = evidence == (try self.evidence(of: walked, target))
        #expect(isEqual)
        #expect(evidence.contains("isRead: true"))
    }

    private func evidence(of events: [[UInt8]], _ target: OriginTarget) throws -> String {
        let directory = try ScratchDirectory([Scan.fileName: RecordBytes.file(events)])
        let plan = try RunPlan([directory.path.string], list: nil, allowsEmpty: false, jobs: 1)
        var text = ""
        for extent in [RunReading.Extent.near([target], badTags: [:]), .wide(badTags: [:])] {
            let reading = RunReading(
                try #require(plan.runs.first),
                targets: [target],
                grammar: TagGrammar(),
                selection: ScanSelection(),
                extent: extent
            )
            Self.write(reading.read(), to: &text)
        }
        return text
    }

    /// All that was read, but not how it is kept.
    private static func write(_ look: RunLook, to text: inout String) {
        text += "isRead: \(look.isRead) \(look.timeline.outcome)\n"
        // Places differ with the layout; the order is that of the values.
        for told in look.timeline.told {
            text += "\(told.kind) \(told.outcome) \(told.located.tag) "
            text += "\(told.located.value.first.step) \(told.located.value.count)\n"
        }
        for (index, tag) in look.tags.enumerated() {
            text += "\(tag.name) \(tag.meaning) \(tag.isScalar) \(tag.isTensor) \(tag.isDigest)\n"
            for window in look.windows {
                let values = window.tags[index]
                for (name, points) in [
                    ("before", values.before), ("at", values.at), ("after", values.after),
                ] {
                    for point in points {
                        text += "  \(window.target) \(name) \(point.step) \(point.wallTime) "
                        text += "\(point.order) \(point.file) \(point.facts)\n"
                    }
                }
            }
        }
    }

    /// Scalars in both forms, few of them not finite, beside other values; steps go back now and
    /// then.
    private static func events(using generator: inout SeededGenerator) -> [[UInt8]] {
        var events = [EventBytes.version()]
        var step: Int64 = 0
        var time = EventBytes.epoch
        for _ in 0..<Int.random(in: 50...400, using: &generator) {
            switch Int.random(in: 0..<60, using: &generator) {
            case 0: events.append(EventBytes.sessionStart(step: step, wallTime: time))
            case 1: step -= .random(in: 0...9, using: &generator)
            case 2: time -= 3
            default: step += .random(in: 0...1, using: &generator)
            }
            time += 1
            let count = Int.random(in: 0..<12, using: &generator) == 0 ? 2 : 1
            let values = (0..<count).map { _ in value(using: &generator) }
            events.append(EventBytes.event(step: step, wallTime: time, values: values))
        }
        return events
    }

    private static func value(using generator: inout SeededGenerator) -> [UInt8] {
        let tags = ["loss", "lr", "grad_norm/layer1", "amp/found_inf", "validation/acc", "x"]
        let tag = tags.randomElement(using: &generator) ?? ""
        let isBad = Int.random(in: 0..<25, using: &generator) == 0
        let number = isBad ? Float.nan : Float.random(in: -2...2, using: &generator)
        switch Int.random(in: 0..<10, using: &generator) {
        case 0...5: return EventBytes.scalar(tag, number)
        case 6...8: return EventBytes.tensor(tag, floats: [number], shape: [])
        default: return EventBytes.tensor("w/\(tag)", floats: [1, number, 0], shape: [3])
        }
    }

    /// The same event with its wall time behind its step.
    private static func walked(_ event: [UInt8]) -> [UInt8] {
        guard event.count > 11, event[0] == 0x09, event[9] == 0x10 else { return event }
        let end: Int = event[10...].firstIndex(where: { $0 < 0x80 }) ?? event.endIndex
        return Array(event[9...end] + event[..<9] + event[(end + 1)...])
    }
}
