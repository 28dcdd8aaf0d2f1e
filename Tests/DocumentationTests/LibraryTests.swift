import EventDecoding
import EventInspector
import Foundation
import RunSeries
import SystemPackage
import TFRecord
import TensorBoard
import TestSupport
import Testing
import Timelines

/// The code of the libraries' landing pages, and of "Past one machine".
@Suite struct LibraryTests {
    @Test func records() throws {
        try inScratchDirectory {
            var writer = try RecordWriter(creating: "out.tfrecord")
            try writer.write(Array("hello".utf8))
            try writer.close()

            var offsets: [Int] = []
            var reader = try RecordReader(opening: "out.tfrecord")
            while let record = try reader.next() {
                print(record.offset, record.payload.count)
            }
            print(reader.damage.count)

            var again = try RecordReader(opening: "out.tfrecord")
            while let record = try again.next() { offsets.append(record.payload.count) }
            #expect(offsets == [5])
        }
    }

    @Test func seriesAreRead() throws {
        try inScratchDirectory {
            let writer = try SummaryWriter(logdir: "runs/a")
            writer.addScalar("loss/train", Float.nan, step: 3)
            try writer.close()

            let outline = try SeriesReader().outline(of: ["runs"])
            for run in outline.runs {
                for tag in run.tags where tag.kind == .scalars {
                    print(run.name, tag.tag, tag.last.value ?? .nan)
                }
            }

            for run in try SeriesReader().runs(of: ["runs"]) {
                guard let loss = run["loss/train"] else { continue }
                print(run.name, loss.values.last ?? .nan, loss.steps.last ?? 0)
                for point in loss where point.value.isNaN && !point.isSuperseded {
                    print("NaN at step", point.step, "of attempt", point.attempt ?? 0)
                }
            }
            #expect(outline.runs.map(\.name) == ["a"])
        }
    }

    @Test func anEventIsEncoded() throws {
        var event = Event(wallTime: 1_700_000_000, step: 10)
        let value = Summary.Value(tag: "loss/train", content: .simpleValue(0.25))
        event.what = .summary(Summary(values: [value]))
        let bytes = event.encoded()

        #expect(try Event(decoding: bytes) == event)
    }

    @Test func eventsAreRead() throws {
        try inScratchDirectory {
            try FileManager.default.createDirectory(
                atPath: "runs/mnist",
                withIntermediateDirectories: true
            )
            var file = try RecordWriter(
                creating: "runs/mnist/events.out.tfevents.1700000000.host"
            )
            try file.write(Event(wallTime: 1.7e9, step: 3).encoded())
            try file.close()

            var reader = try EventFileReader(
                opening: "runs/mnist/events.out.tfevents.1700000000.host"
            )
            while let event = try reader.next() {
                print(event.step, event.what)
            }
            print(reader.damage.count, reader.malformedEvents.count)

            #expect(reader.recordOffset == 0)
            #expect(reader.damage.isEmpty && reader.malformedEvents.isEmpty)
        }
    }

    @Test func partOfTheRunsIsScanned() throws {
        try inScratchDirectory {
            for number in 1...4 {
                let run = try SummaryWriter(logdir: "runs/\(number)")
                run.addScalar("gradient", Float.nan, step: 41_000)
                run.addScalar("loss", Float.nan, step: 41_000)
                try run.close()
            }
            var options = ScanOptions(jobs: 2)
            options.selection = ScanSelection(tags: [Glob("grad*")], steps: 41_000...42_000)
            options.shard = Shard(number: 3, of: 16)
            let report = try LogdirScanner(options: options).scan(["runs"])

            #expect(report.findings.map(\.tag) == ["gradient"])
        }
    }

    @Test func partialReportsAreMerged() throws {
        try inScratchDirectory {
            for number in 1...4 {
                let run = try SummaryWriter(logdir: "runs/\(number)")
                run.addScalar("loss", Float.nan, step: 3)
                try run.close()
            }
            var merger = ReportMerger()
            for number in 1...4 {
                var options = ScanOptions(jobs: 1)
                options.shard = Shard(number: number, of: 4)
                let part = try LogdirScanner(options: options).scan(["runs"])
                try merger.read(
                    Array(JSONLinesFormat().text(of: part).utf8),
                    named: "part \(number)"
                )
            }
            print(JSONFormat().text(of: try merger.report()))

            #expect(try merger.report().findings.count == 4)
        }
    }

    @Test func aRunIsExplained() throws {
        try inScratchDirectory {
            let run = try SummaryWriter(logdir: "runs/mnist")
            for step in 0..<4 { run.addScalar("loss", step < 3 ? 1 : Float.nan, step: step) }
            try run.close()
            let explanation = try RunExplainer(options: ScanOptions(jobs: 2)).explain("runs/mnist")
            for story in explanation.stories {
                print(
                    story.title,
                    story.step,
                    story.direction,
                    story.causes.first?.title ?? "unknown"
                )
            }

            #expect(explanation.stories.map(\.step) == [3])
        }
    }

    @Test func aTimelineHasAnOutcome() {
        var builder = TimelineBuilder()
        builder.addFile(0, named: FileFacts(host: "a", process: 1))
        builder.setRole(.loss, of: 7)
        for step in 0..<10 {
            let value: ValueKind = step < 8 ? .finite : .nan
            builder.append(
                LoggedPoint(file: 0, place: step, time: 1.7e9, step: Int64(step), value: value),
                of: 7
            )
        }
        print(builder.timeline().outcome)  // broken

        #expect(builder.timeline().outcome == .broken)
    }
}
