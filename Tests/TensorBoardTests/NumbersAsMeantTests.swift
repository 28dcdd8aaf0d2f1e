import EventDecoding
import TensorBoardEvents
import TestSupport
import Testing

@testable import TensorBoard

/// Numbers of every type, and hyperparameters of every shape, arrive as they were meant.
struct NumbersAsMeantTests {
    private struct Settings: Encodable {
        enum Optimizer: String, Encodable { case adam, sgd }
        enum Schedule: Encodable {
            case constant
            case cosine(steps: Int)
        }
        struct Data: Encodable {
            var path = "data"
            var shuffled: Bool? = true
            var limit: Int?
        }

        var rate: Float = 0.01
        var decay = 0.1
        var layers = [64, 32]
        var optimizer = Optimizer.adam
        var schedule = Schedule.cosine(steps: 10)
        var data = Data()
        var seed: UInt64 = 7
        var names = ["a": 1]
    }

    @Test func whatIsEncodableIsLogged() throws {
        let value = try HParamValue(encoding: Settings())
        let expected: HParamValue = [
            "rate": 0.01, "decay": 0.1, "layers": [64, 32], "optimizer": "adam",
            "schedule": ["cosine": ["steps": 10]], "data": ["path": "data", "shuffled": true],
            "seed": 7, "names": ["a": 1],
        ]
        #expect(value == expected)
        let run = try WrittenRun()
        let writer = try SummaryWriter(logdir: run.logdir)
        writer.addHParams(Settings(), groupName: "g")
        try writer.close()
        let start = try #require(
            try run.values().first { $0.value.tag == HParamsSummary.sessionStartTag }
        )
        let content = try #require(start.value.metadata).pluginContent
        guard case .sessionStartInfo(let info) = try HParamsPluginData(decoding: content).content
        else { return #expect(Bool(false), "no session") }
        #expect(info.groupName == "g")
        let cells = Dictionary(uniqueKeysWithValues: info.hparams.map { ($0.name, $0.value) })
        #expect(cells["rate"] == .number(0.01))
        #expect(cells["layers"] == .string("[64, 32]"))
        #expect(cells["data.path"] == .string("data"))
        #expect(cells["schedule.cosine.steps"] == .number(10))
    }

    @Test func whatHasNoNamesIsTold() throws {
        let run = try WrittenRun()
        let warnings = Collected<WriterWarning>()
        let options = SummaryWriter.Options.with { $0.onWarning = { warnings.append($0) } }
        let writer = try SummaryWriter(logdir: run.logdir, options: options)
        writer.addHParams([1, 2, 3] as [Int])
        #expect(warnings.all.map(\.code) == [.invalidValue])
        #expect(warnings.all.first?.message.contains("Array<Int>") == true)
        try writer.close()
    }

    @Test func valuesEncodeThemselves() throws {
        let value: HParamValue = ["a": [1, nil, "x", true], "b": ["c": 2.5]]
        #expect(try HParamValue(encoding: value) == value)
        #expect(try HParamValue(encoding: ["v": value]) == ["v": value])
    }

    @Test(arguments: [Float(0.01), 3e-4, 0.1, 16_777_216, .greatestFiniteMagnitude])
    func aFloatIsItsShortestDecimal(number: Float) {
        #expect(HParamValue(number) == .number(Double("\(number)") ?? 0))
        #expect(HParamValue(Double(0.1)) == .number(0.1))
        #expect(HParamValue(Float.nan) == .number(.nan))
        #expect(HParamValue(-Float.infinity) == .number(-.infinity))
    }

    @Test func scalarsOfAnyTypesGoTogether() throws {
        let run = try WrittenRun()
        let writer = try SummaryWriter(logdir: run.logdir)
        let (loss, count, wide, step) = (Float(0.5), 3, 0.25, Int32(7))
        writer.addScalars(["z": loss, "a": count, "f": true], step: step)
        writer.addScalars("main", ["x": loss, "y": wide, "one": 1], step: UInt8(8))
        let dictionary: [String: Double] = ["q": 2, "p": 1]
        writer.addScalars(dictionary, step: 9)
        writer.addScalars(["same": 1, "same": 2], step: 10)
        writer.addScalar("nan", .nan, step: step)
        writer.addScalar("inf", -.infinity, step: 1)
        writer.addScalar("wide", 0.1, step: Int64(1))
        writer.addScalar("far", 1, step: UInt64.max)
        try writer.close()
        #expect(
            try run.scalars() == [
                "z@7=0.5", "a@7=3.0", "f@7=1.0", "main/x@8=0.5", "main/y@8=0.25", "main/one@8=1.0",
                "p@9=1.0", "q@9=2.0", "same@10=1.0", "same@10=2.0", "nan@7=nan", "inf@1=-inf",
                "wide@1=0.1", "far@\(Int.max)=1.0",
            ]
        )
    }

    @Test(arguments: ["s3://bucket/run", "gs://b", "file:///runs/x", "hdfs+x.1://h/p"])
    func aURLIsNoDirectory(url: String) throws {
        let error = #expect(throws: WriterError.self) { try SummaryWriter(logdir: url) }
        #expect(error?.code == .remote)
        #expect(error?.description.contains(url.prefix { $0 != "/" } + "//") == true)
        #expect(error?.description.contains("is a URL") == true)
    }

    @Test func whatOnlyLooksLikeAURLIsADirectory() throws {
        let directory = try ScratchDirectory()
        for name in ["a:b", "1:/x", "://x", "é://x"] {
            _ = try SummaryWriter(logdir: "\(directory.path.string)/\(name)")
        }
    }

    @Test func namesThatLeadOutAreTold() throws {
        let run = try WrittenRun()
        let warnings = Collected<WriterWarning>()
        let options = SummaryWriter.Options(onWarning: { warnings.append($0) })
        let writer = try SummaryWriter(logdir: run.logdir, options: options)
        for _ in 0..<2 {
            _ = writer.subrun(named: "..")
            _ = writer.subrun(named: "../other")
            _ = writer.subrun(named: "fine/too")
        }
        #expect(warnings.all.map(\.tag) == ["..", "../other"])
        #expect(warnings.all.last?.message.contains("the run is other") == true)
        try writer.close()
    }

    @Test func optionsHaveOneLine() {
        let options = SummaryWriter.Options(flushInterval: .seconds(10), onError: nil)
        #expect(options.flushInterval == .seconds(10))
        #expect(options.queueByteLimit == SummaryWriter.Options().queueByteLimit)
        #expect(options.onError == nil)
        #expect(options.onWarning != nil)
        #expect(SummaryWriter.Options.with { $0.filenameSuffix = ".x" }.filenameSuffix == ".x")
    }
}
