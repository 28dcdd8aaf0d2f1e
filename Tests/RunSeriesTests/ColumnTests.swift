import EventDecoding
import SystemPackage
import TFRecord
import TestSupport
import Testing

@testable import RunSeries

/// Columns hold every value, in the order of the files.
@Suite struct ColumnTests {
    @Test(arguments: ["demo", "clean", "torch", "tensorflow", "tensorboardX", "others"])
    func everyValueIsThere(name: String) throws {
        let path = Fixtures.directory.appending(name)
        for run in try SeriesReader().runs(of: [path.string]) {
            var found: [String: [(Int64, UInt64)]] = [:]
            var others: [String: [Summary.Value]] = [:]
            for file in try Read.files(of: run.name, in: path) {
                var reader = try EventFileReader(opening: file)
                while let event = try reader.next() {
                    guard case .summary(let summary) = event.what else { continue }
                    for value in summary.values {
                        if run[value.tag] != nil, case .simpleValue(let number) = value.content {
                            found[value.tag, default: []]
                                .append((event.step, Double(number).bitPattern))
                        } else if run[value.tag] == nil {
                            others[value.tag, default: []].append(value)
                        }
                    }
                }
            }
            for series in run.scalars where found[series.tag] != nil {
                let expected = try #require(found[series.tag])
                #expect(series.map(\.step) == expected.map(\.0))
                #expect(series.values.map(\.bitPattern) == expected.map(\.1))
            }
            #expect(Set(run.others.map(\.tag)) == Set(others.keys))
            for series in run.others {
                let values = try series.places.map { try run.value(at: $0) }
                #expect(values == others[series.tag], "\(series.tag)")
            }
        }
    }

    /// A run that was restarted at step 5, in a file of its own.
    @Test func whatALaterAttemptLoggedAgainIsSuperseded() throws {
        func file(_ steps: ClosedRange<Int64>, from time: Double) -> [UInt8] {
            RecordBytes.file(
                [EventBytes.version(wallTime: time)]
                    + steps.map { step in
                        EventBytes.event(
                            step: step,
                            wallTime: time + Double(step),
                            EventBytes.scalar("loss", Float(step))
                        )
                    }
            )
        }
        let logdir = try ScratchDirectory([
            "events.out.tfevents.1700000000.a.1.0": file(0...8, from: 1.7e9),
            "events.out.tfevents.1700001000.a.2.0": file(5...12, from: 1.700001e9),
        ])
        let run = try #require(try SeriesReader().runs(of: [logdir.path.string]).first)
        let loss = try #require(run["loss"])
        #expect(
            loss.map(\.attempt) == [Int](repeating: 1, count: 9) + [Int](repeating: 2, count: 8)
        )
        #expect(
            loss.map(\.isSuperseded)
                == [Bool](repeating: false, count: 5) + [Bool](repeating: true, count: 4)
                + [Bool](repeating: false, count: 8)
        )
        #expect(loss.map(\.writer) == [Int](repeating: 1, count: 17))
    }

    @Test func columnsOfFilesThatAreCutAreTheSame() throws {
        let path = Fixtures.directory.appending("demo").string
        var reader = SeriesReader()
        let whole = try reader.runs(of: [path])
        reader.cutting.smallestFile = 1
        reader.cutting.head = 100
        reader.cutting.part = 200
        reader.jobs = 4
        let parted = try reader.runs(of: [path])
        for (run, other) in zip(whole, parted) {
            #expect(run.others == other.others)
            #expect(run.scalars.map(\.tag) == other.scalars.map(\.tag))
            for (series, again) in zip(run.scalars, other.scalars) {
                #expect(series.steps == again.steps && series.wallTimes == again.wallTimes)
                #expect(series.values.map(\.bitPattern) == again.values.map(\.bitPattern))
                #expect(series.dtype == again.dtype && series.stretches == again.stretches)
            }
        }
        #expect(whole.count == parted.count)
    }

    @Test func hyperparametersAreThoseOfTheSession() throws {
        let path = Fixtures.directory.appending("tensorboardX").string
        let all = try SeriesReader().runs(of: [path]).map { try $0.hparams() }
        #expect(all.contains { $0.contains { $0.name == "lr" } })
    }
}
