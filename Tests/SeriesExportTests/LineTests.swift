import EventDecoding
import RunSeries
import SystemPackage
import TestSupport
import Testing

@testable import SeriesExport

/// Lines hold the numbers that were logged.
@Suite struct LineTests {
    private static func lines(
        of events: [[UInt8]],
        _ format: @escaping @Sendable (ScalarRows) -> [UInt8]
    ) throws -> [String] {
        let logdir = try ScratchDirectory([
            "run/events.out.tfevents.1.a": RecordBytes.file([EventBytes.version()] + events)
        ])
        var bytes: [UInt8] = []
        _ = try SeriesReader().readScalars(of: [logdir.path.string], convert: format) { lot in
            bytes += lot
            return true
        }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    @Test(
        arguments: [
            (0.1, "0.1"), (1, "1.0"), (1e10, "1e+10"), (-0.0, "-0.0"), (.nan, "nan"),
            (.infinity, "inf"), (-.infinity, "-inf"), (Float.leastNonzeroMagnitude, "1e-45"),
            (3.4028235e38, "3.4028235e+38"),
        ] as [(Float, String)]
    )
    func aFloatIsItsShortestDecimal(number: Float, text: String) throws {
        let lines = try Self.lines(
            of: [EventBytes.event(step: -3, wallTime: 1.5, EventBytes.scalar("a", number))]
        ) { CSVLines().lines(of: $0) }
        #expect(lines == ["run,a,-3,1.5,\(text),1,false,1"])
        if number.isFinite { #expect(Float(text)?.bitPattern == number.bitPattern) }
    }

    @Test(arguments: [
        ("a,b", "\"a,b\""), ("say \"a\"", "\"say \"\"a\"\"\""), ("x\ny", "\"x\ny\""),
        ("plain", "plain"), ("日本", "日本"), ("", ""),
    ])
    func aNameIsQuotedWhereItMustBe(name: String, field: String) {
        #expect(String(decoding: CSVLines.field(name), as: UTF8.self) == field)
    }

    @Test func jsonHasTheSameKeys() throws {
        let lines = try Self.lines(
            of: [EventBytes.event(step: 7, wallTime: 2, EventBytes.scalar("a\"", .nan))]
        ) { JSONLines().lines(of: $0) }
        #expect(
            lines == [
                #"{"run":"run","tag":"a\"","step":7,"wall_time":2.0,"value":"NaN","#
                    + #""attempt":1,"superseded":false,"writer":1}"#
            ]
        )
        for line in lines { _ = try JSONDocument(line) }
    }

    @Test(arguments: TestDepth.seeds(20, of: 200))
    func numbersReadBackAsTheSameBits(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let numbers = (0..<50).map { _ in
            Float(bitPattern: UInt32.random(in: .min ... .max, using: &generator))
        }
        let lines = try Self.lines(
            of: numbers.enumerated().map { step, number in
                EventBytes.event(step: Int64(step), EventBytes.scalar("a", number))
            }
        ) { CSVLines().lines(of: $0) }
        let read = lines.compactMap { Float($0.split(separator: ",")[4]) }
        #expect(read.count == numbers.count)
        for (number, text) in zip(numbers, read) {
            #expect(number.isNaN ? text.isNaN : text.bitPattern == number.bitPattern)
        }
    }

    @Test(arguments: ["demo", "clean", "torch", "tensorflow", "tensorboardX", "compressed"])
    func filesThatAreCutHaveTheSameRows(name: String) throws {
        let path = Fixtures.directory.appending(name).string
        func lines(_ reader: SeriesReader) throws -> [UInt8] {
            var bytes: [UInt8] = []
            _ = try reader.readScalars(
                of: [path],
                convert: { CSVLines().lines(of: $0) },
                take: { lot in
                    bytes += lot
                    return true
                }
            )
            return bytes
        }
        var reader = SeriesReader()
        let whole = try lines(reader)
        reader.jobs = 4
        reader.cutting.smallestFile = 1
        reader.cutting.head = 150
        reader.cutting.part = 300
        #expect(try lines(reader) == whole)
        #expect(!whole.isEmpty)
    }
}
