import SystemPackage
import TensorBoard
import Testing

/// The calls of the table in "Coming from PyTorch".
@Suite struct PyTorchTests {
    @Test func theWriterItself() throws {
        try inScratchDirectory {
            _ = try SummaryWriter(logdir: "runs/1")
            _ = try SummaryWriter(comment: "_lr-0.1")
            _ = try SummaryWriter(logdir: "runs/1", purgeStep: 500)
            try SummaryWriter.withWriter(logdir: "runs/1") { w in }

            var options = SummaryWriter.Options()
            options.queueByteLimit = 64 << 20
            options.flushInterval = .seconds(2)
            options.filenameSuffix = ".gpu0"
            let w = try SummaryWriter(logdir: "runs/1", options: options)

            _ = w.directory
            #expect(w.eventFile?.string.hasSuffix(".gpu0") == true)
            try w.flush()
            try w.close()
        }
    }

    @Test func numbersAndTensors() throws {
        let weights: [Float] = [0.5, -0.5, 0.25]
        let vectors: [Float] = [1, 2, 3, 4, 5, 6]
        try logging { w in
            w.addScalar("loss", 0.5, step: 1)
            w.addScalars("loss", ["train": 0.5, "validation": 0.6], step: 1)
            w.subrun(named: "train").addScalar("loss", 0.5, step: 1)
            w.addHistogram("weights", weights, step: 1)
            w.addHistogram("ages", edges: [0, 18, 65], counts: [2, 9], step: 1)
            w.addTensor("activations", weights, step: 1)
            w.addEmbedding("words", vectors.shaped(2, 3), metadata: ["cat", "dog"])
        } _: { values in
            #expect(values.count == 7)
        }
    }

    @Test func media() throws {
        let (png, gif) = (Pictures.png, Pictures.gif)
        let image = [UInt8](repeating: 0, count: 3 * 32 * 32)
        let batch = [UInt8](repeating: 0, count: 8 * 3 * 32 * 32)
        let frames = [UInt8](repeating: 0, count: 16 * 3 * 48 * 64)
        let samples = [Float](repeating: 0, count: 16_000)
        try logging { w in
            w.addImage("input", image.shaped(3, 32, 32), layout: .chw, step: 1)
            w.addImages(
                "batch",
                batch.shaped(8, 3, 32, 32),
                layout: .nchw,
                grid: ImageGrid(),
                step: 1
            )
            w.addImage(
                "found",
                image.shaped(3, 32, 32),
                boxes: [ImageBox(x: 2, y: 2, width: 8, height: 8)],
                step: 1
            )
            w.addEncodedImage("figure", png, step: 1)
            w.addEncodedImage("video", gif, step: 1)
            w.addVideo(
                "rollout",
                frames.shaped(1, 16, 3, 48, 64),
                layout: .ntchw,
                fps: 4,
                step: 1
            )
            w.addAudio("speech", samples, sampleRate: 16_000, step: 1)
        } _: { values in
            #expect(values.map(\.plugin) == Array(repeating: "images", count: 6) + ["audio"])
        }
    }

    @Test func wordsAndHyperparameters() throws {
        try logging { w in
            w.addText("sample", "**bold**", step: 1)
            w.addTable("classes", rows: [["cat", "0.93"]], step: 1)
            w.addText("settings", json: ["lr": 0.1], step: 1)
            w.addHParamsExperiment(
                hparams: [.init("optimizer", oneOf: ["adam", "sgd"])],
                metrics: [.init(tag: "loss")]
            )
            w.addHParams(["lr": 3e-4, "optimizer": "adam"])
        } _: { values in
            let plugins = ["text", "text", "text", "hparams", "hparams", "hparams"]
            #expect(values.map(\.plugin) == plugins)
        }
    }

    @Test func curvesMeshesLayoutsAndGraphs() throws {
        let labels = [true, false]
        let scores: [Float] = [0.9, 0.2]
        let (tp, fp, tn, fn) = ([9, 7, 0], [9, 1, 0], [0, 8, 9], [0, 2, 9])
        let points = [Float](repeating: 0, count: 12)
        var graph = Graph()
        graph.add("x", op: "Placeholder")
        try logging { w in
            w.addPRCurve("cat", labels: labels, predictions: scores, step: 1)
            w.addPRCurve(
                "cat",
                truePositives: tp,
                falsePositives: fp,
                trueNegatives: tn,
                falseNegatives: fn,
                step: 1
            )
            w.addMesh(
                "scan",
                vertices: points.shaped(4, 3),
                faces: [0, 1, 2].shaped(1, 3),
                step: 1
            )
            w.addCustomScalars([.init("losses", [.lines("loss", tags: ["loss/train"])])])
            w.addCustomScalars([.init("default", [.lines("untitled", tags: ["loss/train"])])])
            w.addCustomScalars([
                .init(
                    "default",
                    [.margin("reward", [.init(value: "mean", lower: "min", upper: "max")])]
                )
            ])
            w.addGraph(graph)
        } _: { values in
            // Metadata stands at a tag's first value alone.
            let plugins = ["pr_curves", "", "mesh", "mesh", "custom_scalars", "", ""]
            #expect(values.map(\.plugin) == plugins)
        }
    }
}

/// The smallest files of their kinds: a pixel.
enum Pictures {
    static let png: [UInt8] = [
        0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44,
        0x52, 0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x00, 0x00, 0x00, 0x00, 0x3a,
        0x7e, 0x9b, 0x55, 0x00, 0x00, 0x00, 0x0a, 0x49, 0x44, 0x41, 0x54, 0x78, 0xda, 0x63, 0x60,
        0x00, 0x00, 0x00, 0x02, 0x00, 0x01, 0xe5, 0x27, 0xde, 0xfc, 0x00, 0x00, 0x00, 0x00, 0x49,
        0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
    ]
    static let gif: [UInt8] = [
        0x47, 0x49, 0x46, 0x38, 0x39, 0x61, 0x01, 0x00, 0x01, 0x00, 0x80, 0x00, 0x00, 0x00, 0x00,
        0x00, 0xff, 0xff, 0xff, 0x2c, 0x00, 0x00, 0x00, 0x00, 0x01, 0x00, 0x01, 0x00, 0x00, 0x02,
        0x02, 0x44, 0x01, 0x00, 0x3b,
    ]
}
