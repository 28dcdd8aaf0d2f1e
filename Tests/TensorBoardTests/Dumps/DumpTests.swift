import EventInspector
import SystemPackage
import TFRecord
import TensorBoardEvents
import TestSupport
import Testing

@testable import TensorBoard

/// What a dump puts into the file.
@Suite struct DumpTests {
    private let run: WrittenRun
    private let warnings = Collected<WriterWarning>()

    init() throws {
        run = try WrittenRun()
    }

    private var options: SummaryWriter.Options {
        var options = SummaryWriter.Options.silent
        options.onWarning = { [warnings] in warnings.append($0) }
        return options
    }

    @Test func aDumpIsOneEventWithEverything() throws {
        let writer = try SummaryWriter(logdir: run.logdir, options: options)
        writer.dump("fc1/output", [Float(1), -2, 0, 4].shaped(2, 2), role: .output, step: 7)
        try writer.close()
        let events = try run.events()
        #expect(events.map(\.step) == [7])
        let values = try run.values().map(\.value)
        #expect(
            values.map(\.tag) == [
                "fc1/output/digest", "fc1/output/non_finite", "fc1/output/max_abs", "fc1/output",
                "fc1/output/tensor",
            ]
        )
        #expect(
            values.map(\.metadata?.pluginName) == [
                "tfevents_dump", "scalars", "scalars", "histograms", "tfevents_dump",
            ]
        )
        #expect(values.map(\.scalar) == [nil, 0, 4, nil, nil])
        let content = try #require(values[0].metadata?.pluginContent)
        var expected = DumpMetadata(
            name: "fc1/output",
            role: .output,
            pass: .forward,
            layer: "fc1",
            layerOrder: 1,
            form: .digest
        )
        #expect(try DumpMetadata(decoding: content) == expected)
        expected.form = .tensor
        let tensor = try #require(values[4].metadata?.pluginContent)
        #expect(try DumpMetadata(decoding: tensor) == expected)
        #expect(
            values[0].doubles == [
                1, 4, 0, 0, 0, 1, 1, 1, -1, -2, 4, 0.75, 4.6875.squareRoot(), 21.0.squareRoot(), 1,
                2,
                2, 2,
            ]
        )
        #expect(warnings.all.isEmpty)
    }

    @Test func theInspectorFindsWhatADumpCounts() throws {
        let writer = try SummaryWriter(logdir: run.logdir, options: options)
        for step in 1...3 {
            var numbers = [Float](repeating: 0.5, count: 600)
            if step == 3 { (numbers[17], numbers[20]) = (.nan, -.infinity) }
            writer.dump("a/output", numbers.shaped(20, 30), role: .output, step: step)
        }
        try writer.close()
        let report = try LogdirScanner(options: ScanOptions(jobs: 1)).scan([run.logdir])
        let found = report.findings.map { "\($0.tag) \($0.kind) \($0.count) \($0.first.step)" }
        let counts = ["nan 1 3", "negativeInfinity 1 3"]
        #expect(
            found == counts.map { "a/output/digest \($0)" } + counts.map { "a/output/tensor \($0)" }
        )
        // Of two kinds the digest does not say which was first.
        #expect(report.findings.map(\.first.flatIndex) == [nil, nil, 17, 20])
    }

    @Test func aSmallDumpHasTheseBytes() throws {
        let writer = try SummaryWriter(logdir: run.logdir, options: options)
        var policy = DumpPolicy()
        policy.histogram = .never
        policy.scalars = .never
        let tensor = RawTensor(dtype: .bfloat16, shape: [2], bytes: [0x80, 0x3f, 0x80, 0xff])
        writer.dump(
            "w",
            tensor,
            role: .update,
            step: 1,
            layer: "l",
            operation: "mul",
            wallTime: 1,
            policy: policy
        )
        try writer.close()
        let path = try #require(run.files().first)
        var reader = try RecordReader(opening: path)
        _ = try reader.next()
        let record = try #require(try reader.next())
        let doubles: [Double] = [14, 2, 0, 0, 1, 0, 0, 1, 1, 1, 1, 1, 0, 1, 1, 1, 2]
        let plugin = { (form: UInt8) -> [UInt8] in
            let data: [UInt8] = [
                0x08, 1, 0x12, 1, 0x77, 0x18, 5, 0x20, 4, 0x2a, 1, 0x6c, 0x3a, 3, 0x6d, 0x75, 0x6c,
                0x40,
                form,
            ]
            let name = Array("tfevents_dump".utf8)
            let pluginData = [0x0a, UInt8(name.count)] + name + [0x12, UInt8(data.count)] + data
            let metadata = [0x0a, UInt8(pluginData.count)] + pluginData + [0x20, 2]
            return [0x4a, UInt8(metadata.count)] + metadata
        }
        let digestContent = doubles.flatMap { withUnsafeBytes(of: $0.bitPattern) { Array($0) } }
        let digestTensor: [UInt8] =
            [0x08, 2, 0x12, 4, 0x12, 2, 0x08, 17, 0x22, 136, 1] + digestContent
        let digest: [UInt8] =
            [0x0a, 8] + Array("w/digest".utf8) + [0x42, UInt8(digestTensor.count), 1] + digestTensor
            + plugin(1)
        let wholeTensor: [UInt8] = [
            0x08, 14, 0x12, 4, 0x12, 2, 0x08, 2, 0x22, 4, 0x80, 0x3f, 0x80, 0xff,
        ]
        let whole: [UInt8] =
            [0x0a, 8] + Array("w/tensor".utf8) + [0x42, UInt8(wholeTensor.count)] + wholeTensor
            + plugin(2)
        let values: [UInt8] =
            [0x0a, UInt8(digest.count & 0x7f | 0x80), 1] + digest
            + [0x0a, UInt8(whole.count)] + whole
        let expected: [UInt8] =
            [0x09, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f, 0x10, 1, 0x2a]
            + [UInt8(values.count & 0x7f | 0x80), UInt8(values.count >> 7)] + values
        #expect(digest.count >> 7 == 1)
        #expect(Array(record.payload) == expected)
    }

    @Test func rolesLayersAndPassesAreWritten() throws {
        let writer = try SummaryWriter(logdir: run.logdir, options: options)
        writer.dump("fc1/weight", [Float(1)], role: .parameter, step: 0)
        writer.dump("fc1/input", [Float(1)], role: .input, step: 0)
        writer.dump("fc1/output", [Float(1)], role: .output, step: 0)
        writer.dump("fc2/input", [Float(1)], role: .input, step: 0)
        writer.dump(
            "probs",
            [Float(1)],
            role: .output,
            step: 0,
            layer: "softmax",
            operation: "softmax"
        )
        writer.dump("loss", [Float(1)], role: .loss, step: 0)
        writer.dump("fc2/grad", [Float(1)], role: .gradient, step: 0)
        writer.dump("fc1/update", [Float(1)], role: .update, step: 0)
        try writer.close()
        let found = try run.values().map(\.value).filter { $0.tag.hasSuffix("/digest") }.map {
            let data = try DumpMetadata(decoding: $0.metadata?.pluginContent ?? [])
            return
                "\(data.name) \(data.role.map { "\($0)" } ?? "") \(data.pass.map { "\($0)" } ?? "") "
                + "\(data.layer) \(data.layerOrder ?? 0) \(data.operation)"
        }
        #expect(
            found == [
                "fc1/weight parameter optimizer fc1 0 ", "fc1/input input data fc1 1 ",
                "fc1/output output forward fc1 1 ", "fc2/input input forward fc2 2 ",
                "probs output forward softmax 3 softmax", "loss loss forward loss 0 ",
                "fc2/grad gradient backward fc2 2 ", "fc1/update update optimizer fc1 1 ",
            ]
        )
    }

    @Test(arguments: [
        ("fc1/output", "fc1"), ("fc1", "fc1"), ("a/b/conv/Weight", "a/b/conv"),
        ("layers.0.bias", "layers.0"), ("/output", "/output"), ("output", "output"),
        ("x/y", "x/y"), ("", ""), ("/", "/"), ("fc1/", "fc1/"),
    ])
    func theNameDeterminesTheLayer(name: String, layer: String) {
        #expect(DumpTags(name: name).layer == layer)
    }

    @Test func metadataIsWrittenOnce() throws {
        let writer = try SummaryWriter(logdir: run.logdir, options: options)
        for step in 0..<3 { writer.dump("a", [Float(1)], role: .output, step: step) }
        try writer.close()
        let values = try run.values()
        #expect(values.count == 15)
        #expect(values.map { $0.value.metadata != nil } == (0..<15).map { $0 < 5 })
        #expect(warnings.all.isEmpty)
    }

    @Test func smallAndNonFiniteTensorsAreWrittenWhole() throws {
        let writer = try SummaryWriter(logdir: run.logdir, options: options)
        var numbers = [Float](repeating: 1, count: 257)
        writer.dump("large", numbers, role: .output, step: 0)
        writer.dump("small", Array(numbers.dropLast()), role: .output, step: 0)
        numbers[0] = .nan
        writer.dump("large", numbers, role: .output, step: 1)
        try writer.close()
        let found = try run.values().filter { $0.value.tag.hasSuffix("/tensor") }
        #expect(found.map { "\($0.value.tag)@\($0.step)" } == ["small/tensor@0", "large/tensor@1"])
        guard case .tensor(let tensor) = found[1].value.content else {
            Issue.record("no tensor")
            return
        }
        #expect(tensor.content == numbers.withUnsafeBytes { Array($0) })
        #expect(tensor.shape.dimensions == [257])
    }

    @Test func anImageShowsNonFiniteElements() throws {
        let writer = try SummaryWriter(logdir: run.logdir, options: options)
        var numbers = (0..<64).map { Float($0) - 30 }
        numbers[9] = .nan
        writer.dump("a", numbers.shaped(8, 8), role: .output, step: 0)
        writer.dump("row", numbers.shaped(1, 64), role: .output, step: 0)
        writer.dump(
            "five",
            [Float](repeating: .nan, count: 32).shaped(1, 1, 2, 2, 8),
            role: .output,
            step: 0
        )
        try writer.close()
        let images = try run.values().filter { $0.value.tag.hasSuffix("/image") }
        #expect(images.map(\.value.tag) == ["a/image"])
        #expect(images.first?.value.metadata?.pluginName == "images")
        #expect(warnings.all.isEmpty)
    }

    @Test func theLargestMagnitudeIsNeverInfinite() throws {
        let writer = try SummaryWriter(logdir: run.logdir, options: options)
        writer.dump("a", [1e300, -2e300, .nan], role: .output, step: 0)
        try writer.close()
        #expect(
            try run.scalars() == [
                "a/non_finite@0=1.0", "a/max_abs@0=\(Float.greatestFiniteMagnitude)",
            ]
        )
    }

    @Test func invalidTensorsAreLeftOutWithOneWarning() throws {
        let writer = try SummaryWriter(logdir: run.logdir, options: options)
        for step in 0..<2 {
            writer.dump("count", [Float(1)].shaped(2), role: .output, step: step)
            writer.dump("negative", [Float(1)].shaped(-1), role: .output, step: step)
            writer.dump("huge", [Float(1)].shaped(.max, .max, .max), role: .output, step: step)
            writer.dump(
                "rank",
                [Float(1)].shaped([Int](repeating: 1, count: 255)),
                role: .loss,
                step: step
            )
            writer.dump(
                "string",
                RawTensor(dtype: .string, shape: [], bytes: []),
                role: .loss,
                step: step
            )
            writer.dump(
                "resource",
                RawTensor(dtype: .init(rawValue: 77), shape: [], bytes: [1]),
                role: .loss,
                step: step
            )
        }
        writer.dump("", [Float(1)], role: .input, step: 1, wallTime: .nan)
        try writer.close()
        #expect(
            warnings.all.map { "\($0.tag) \($0.code)" } == [
                "count invalidValue", "negative invalidValue", "huge invalidValue",
                "rank invalidValue", "string invalidValue", "resource invalidValue",
                "untagged emptyTag", "untagged wallTimeNotFinite",
            ]
        )
        #expect(try run.values().count == 5)
    }

    @Test func everyShapeAndTypeIsWritten() throws {
        let writer = try SummaryWriter(logdir: run.logdir, options: options)
        var policy = DumpPolicy()
        policy.image = .always
        policy.tensor = .always
        var count = 0
        for raw in 1...33 {
            let dtype = DataType(rawValue: Int32(raw))
            guard let size = dtype.byteCount else { continue }
            for shape in [
                [], [0], [3, 0, 2], [4, 4], [2, 4, 4, 3], [Int](repeating: 1, count: 254),
            ] {
                let elementCount = shape.reduce(1, *)
                let tensor = RawTensor(
                    dtype: dtype,
                    shape: shape,
                    bytes: [UInt8](repeating: UInt8(raw) &* 37, count: elementCount * size)
                )
                writer.dump(
                    "t\(raw)/\(shape.count)",
                    tensor,
                    role: .output,
                    step: 0,
                    policy: policy
                )
                count += 1
            }
        }
        try writer.close()
        #expect(warnings.all.isEmpty)
        let digests = try run.values().filter { $0.value.tag.hasSuffix("/digest") }
        #expect(digests.count == count)
        #expect(digests.allSatisfy { DumpDigest(vector: $0.value.doubles) != nil })
    }

    @Test func everyNameIsWrittenUnchanged() throws {
        let names = [
            "a\0b", "/", "..", "<b>&", "\u{202e}", "\n", String(repeating: "x", count: 1 << 16),
        ]
        let writer = try SummaryWriter(logdir: run.logdir, options: options)
        for name in names { writer.dump(name, [Float.nan], role: .output, step: 0) }
        try writer.close()
        let tags = try run.values().map(\.value.tag)
        #expect(names.allSatisfy { tags.contains($0 + "/digest") && tags.contains($0 + "/tensor") })
    }

    @Test func threadsDumpAtTheSameTime() async throws {
        let writer = try SummaryWriter(logdir: run.logdir, options: options)
        await withTaskGroup(of: Void.self) { group in
            for thread in 0..<4 {
                group.addTask {
                    for step in 0..<50 {
                        let numbers = [Float](repeating: step % 10 == 0 ? .nan : 1, count: 20_000)
                        writer.dump("t\(thread)", numbers, role: .output, step: step)
                    }
                }
            }
        }
        try await writer.close()
        let values = try run.values()
        #expect(values.count { $0.value.tag.hasSuffix("/digest") } == 200)
        #expect(values.count { $0.value.tag.hasSuffix("/tensor") } == 20)
        #expect(warnings.all.isEmpty)
    }
}
