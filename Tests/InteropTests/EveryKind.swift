import Foundation
import SystemPackage
import TensorBoard
import TensorBoardEvents

/// A logdir with every kind of data, by the public interface, and what it must say.
///
/// Numbers are chosen so that what is expected can be told without the code under test.
struct EveryKind {
    let logdir: InteropLogdir
    let root: SummaryWriter
    let train: SummaryWriter
    let validation: SummaryWriter

    init() throws {
        logdir = try InteropLogdir()
        root = try SummaryWriter(logdir: logdir.path)
        train = root.subrun(named: "train")
        validation = root.subrun(named: "validation")
    }

    /// Logs everything and writes `expected.json`.
    func write() throws {
        scalars()
        histograms()
        images()
        audio()
        text()
        curves()
        meshes()
        layout()
        graph()
        embedding()
        raw()
        hparams()
        try root.close()
        try expectMedia()
        try logdir.writeExpectation()
    }

    private func scalar(_ writer: SummaryWriter, _ run: String, _ tag: String, _ values: [Double]) {
        for (step, value) in values.enumerated() {
            writer.addScalar(tag, value, step: step)
            logdir.expectScalar(value, step: step, run: run, tag: tag)
        }
    }

    private func scalars() {
        scalar(train, "train", "loss", [1, 0.5, 0.25, .nan, .infinity, -.infinity, 0.125])
        scalar(validation, "validation", "loss", [2, 1, 0.5])
        scalar(root, ".", "top/é <b>", [3])
        // Exact beyond what a double can count to.
        root.addScalar("far", 1, step: 1 << 60 + 1)
        logdir.expectScalar(1, step: 1 << 60 + 1, run: ".", tag: "far")
        train.addScalars("parts", ["a": 1.5, "b": 2.5], step: 4)
        logdir.expectScalar(1.5, step: 4, run: "train", tag: "parts/a")
        logdir.expectScalar(2.5, step: 4, run: "train", tag: "parts/b")
        train.addScalar("told", 1.0, step: 0, displayName: "shown", description: "so *it* is")
        logdir.expectScalar(1, step: 0, run: "train", tag: "told")
        let told = ["display_name": "shown", "description": "<em>it</em>"]
        logdir.expect(section: "descriptions", ["scalars": ["train": ["told": told]]])
    }

    private func histograms() {
        for step in 0..<3 {
            // Sixteenths, four in each of the four buckets.
            let elements = (0..<16).map { Float($0) / 16 + Float(step) }
            train.addHistogram("weights", elements.shaped(4, 4), bucketCount: 4, step: step)
            let (low, high) = (Double(step), Double(step) + 15.0 / 16)
            let width = (high - low) / 4
            let rows = (0..<4).map { bucket in
                let left = low + width * Double(bucket)
                return [left, bucket == 3 ? high : left + width, 4]
            }
            logdir.expectHistogram(rows, step: step, run: "train", tag: "weights")
        }
        train.addHistogram("broken", [Float.nan, 1, .infinity], bucketCount: 1, step: 5)
        logdir.expectHistogram([[1, 1, 1]], step: 5, run: "train", tag: "broken")
        logdir.expectScalar(2, step: 5, run: "train", tag: "broken/non_finite")
        train.addHistogram("counted", edges: [0, 1, 3], counts: [5, 6], step: 0)
        logdir.expectHistogram([[0, 1, 5], [1, 3, 6]], step: 0, run: "train", tag: "counted")
    }

    private func text() {
        train.addText("notes", "**bold** <é>", step: 1)
        logdir.expectText("**bold** <é>", step: 1, run: "train", tag: "notes")
        let settings: [String: [Double]] = ["rate": [0.1, .nan], "`": []]
        train.addText("settings", json: settings, step: 1)
        let json = """
            ```json
            {
              "`": [],
              "rate": [0.1, "NaN"]
            }
            ```

            """
        logdir.expectText(json, step: 1, run: "train", tag: "settings")
        train.addTable("table", rows: [["rate", "0.1"]], header: ["name", "value"], step: 2)
    }

    private func curves() {
        let labels = [true, true, true, false, false, false]
        let scores: [Float] = [0.9, 0.6, 0.4, 0.7, 0.2, 0.1]
        train.addPRCurve("curve", labels: labels, predictions: scores, thresholdCount: 3, step: 3)
        // Of the thresholds 0, 0.5 and 1, each counts the scores that are not below it.
        let point: [String: Any] = [
            "step": 3, "thresholds": [0, 0.5, 1], "true_positives": [3, 2, 0],
            "false_positives": [3, 1, 0], "true_negatives": [0, 2, 3],
            "false_negatives": [0, 1, 3], "precision": [0.5, Float(2.0 / 3), 0],
            "recall": [1, Float(2.0 / 3), 0],
        ]
        logdir.expect(point, in: "pr_curves", run: "train", tag: "curve")
    }

    private func meshes() {
        let vertices: [Float] = [0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1]
        let faces: [Int32] = [0, 1, 2, 0, 1, 3, 0, 2, 3, 1, 2, 3]
        let colors: [UInt8] = [255, 0, 0, 0, 255, 0, 0, 0, 255, 9, 9, 9]
        train.addMesh(
            "solid",
            vertices: vertices.shaped(1, 4, 3),
            colors: colors.shaped(1, 4, 3),
            faces: faces.shaped(1, 4, 3),
            step: 2
        )
        func nested(_ numbers: [Int]) -> [[[Int]]] {
            [stride(from: 0, to: numbers.count, by: 3).map { Array(numbers[$0..<$0 + 3]) }]
        }
        let point: [String: Any] = [
            "step": 2, "vertices": nested(vertices.map { Int($0) }),
            "faces": nested(faces.map { Int($0) }),
            "colors": nested(colors.map { Int($0) }), "config": [String: Any](),
        ]
        logdir.expect(point, in: "meshes", run: "train", tag: "solid")
    }

    private func layout() {
        root.addCustomScalars(
            CustomScalarLayout([
                .init(
                    "Losses",
                    [
                        .lines("all", matching: ["loss.*"]),
                        .margin("band", [.init(value: "loss", lower: "loss", upper: "loss")]),
                    ]
                )
            ])
        )
        let series = ["value": "loss", "lower": "loss", "upper": "loss"]
        let charts: [[String: Any]] = [
            ["title": "all", "multiline": ["tag": ["loss.*"]]],
            ["title": "band", "margin": ["series": [series]]],
        ]
        let category: [String: Any] = ["title": "Losses", "chart": charts]
        logdir.expect(section: "custom_scalars", ["category": [category]])
    }

    private func graph() {
        var graph = Graph()
        let input = graph.add("input", op: "Placeholder", shapes: [[-1, 4]])
        let (weights, product) = graph.scope("layer") { graph in
            let weights = graph.add("weights", op: "Variable", shapes: [[4, 2]])
            let inputs = [input, weights]
            return (
                weights, graph.add("product", op: "MatMul", inputs: inputs, shapes: [[-1, 2]])
            )
        }
        graph.add("output", op: "Softmax", inputs: [product, weights.control])
        train.addGraph(graph)
        let nodes: [[String: Any]] = [
            node("input", "Placeholder", shapes: [[-1, 4]]),
            node("layer/weights", "Variable", shapes: [[4, 2]]),
            node("layer/product", "MatMul", ["input", "layer/weights"], shapes: [[-1, 2]]),
            node("output", "Softmax", ["layer/product", "^layer/weights"], shapes: nil),
        ]
        logdir.expect(section: "graphs", ["train": nodes])
        let names = nodes.compactMap { $0["name"] as? String }
        let timed = names.enumerated().map { index, name in
            RunMetadata.Node(
                name: name,
                startMicros: Int64(100 + index),
                durationMicros: 50,
                bytes: 64
            )
        }
        let profile = RunMetadata(devices: [.init(name: "/device:CPU:0", nodes: timed)])
        train.addRunMetadata("step 1", profile, step: 1)
        logdir.expect(section: "run_metadata", ["train": ["step 1": names]])
    }

    private func node(
        _ name: String,
        _ op: String,
        _ inputs: [String] = [],
        shapes: [[Int]]?
    ) -> [String: Any] {
        ["name": name, "op": op, "input": inputs, "shapes": shapes ?? NSNull()]
    }

    private func embedding() {
        let points: [Float] = [0, 1, 2, 3, 4.5, 1e-20, 6, -7, 8, 9, 10, 11.25]
        train.addEmbedding(
            "points",
            points.shaped(4, 3),
            metadata: ["a", "b", "c", "d"],
            step: 1
        )
        logdir.expectEmbedding(
            "points:00001",
            points,
            shape: [4, 3],
            metadata: "a\nb\nc\nd\n",
            sprite: nil,
            run: "train"
        )
    }

    /// Kinds for which there is no dashboard: they must disturb none of the others.
    private func raw() {
        train.addTensor("raw", [Float.nan, 1].shaped(2, 1), step: 0)
        let log = SessionLog(status: .checkpoint, checkpointPath: "step-1.safetensors")
        train.addEvent(Event(wallTime: 1.7e9, step: 1, what: .sessionLog(log)))
    }

    private func hparams() {
        let first: [String: HParamValue] = [
            "rate": 0.1, "layers": 3, "optimizer": "adam", "bias": true,
        ]
        var second = first
        second["rate"] = 0.01
        second["bias"] = false
        root.addHParamsExperiment(
            hparams: [
                .init("rate", in: 0.001...1), .init(name: "layers", type: .float64),
                .init("optimizer", oneOf: ["adam", "sgd"]),
                .init("bias", oneOf: [true, false]),
            ],
            metrics: [.init(tag: "accuracy", displayName: "Accuracy")]
        )
        var sessions: [String: Any] = [:]
        for (name, values, accuracy) in [("sweep/0", first, 0.75), ("sweep/1", second, 0.5)] {
            let writer = root.subrun(named: name)
            writer.addHParams(values)
            writer.addScalar("accuracy", accuracy, step: 5)
            logdir.expectScalar(accuracy, step: 5, run: name, tag: "accuracy")
            sessions[name] = [
                "hparams": [
                    "rate": name == "sweep/0" ? 0.1 : 0.01, "layers": 3, "optimizer": "adam",
                    "bias": name == "sweep/0",
                ] as [String: Any], "metrics": ["accuracy": accuracy],
                "status": "STATUS_SUCCESS",
            ]
        }
        logdir.expect(section: "hparams", sessions)
        let domains: [String: Any] = [
            "rate": ["min": 0.001, "max": 1], "layers": NSNull(), "optimizer": ["adam", "sgd"],
            "bias": [true, false],
        ]
        let metrics = ["accuracy": "Accuracy"]
        logdir.expect(
            section: "hparams_experiment",
            ["hparams": domains, "metrics": metrics] as [String: Any]
        )
    }
}
