import TensorBoard
import TensorBoardEvents
import Testing

/// The calls of "What each dashboard shows".
@Suite struct DashboardTests {
    @Test func scalars() throws {
        try logging { writer in
            writer.addScalar("loss/train", 0.25, step: 10)
            writer.addScalars("time", ["forward": 0.012, "backward": 0.031], step: 10)
            writer.subrun(named: "validation").addScalar("loss/train", 0.31, step: 10)
        } _: { values in
            let tags = values.map(\.tag).sorted()
            #expect(tags == ["loss/train", "loss/train", "time/backward", "time/forward"])
        }
    }

    @Test func histograms() throws {
        try logging { writer in
            writer.addHistogram("weights", [0.1, 0.2, 0.2, 0.9] as [Float], step: 10)
            writer.addHistogram("ages", edges: [0, 18, 65, 120], counts: [21, 62, 17], step: 10)
        } _: { values in
            #expect(values.map(\.plugin) == ["histograms", "histograms"])
        }
    }

    @Test func images() throws {
        let png: [UInt8] = Pictures.png
        try logging { writer in
            let picture = [Float](repeating: 0.5, count: 64 * 64 * 3)
            writer.addImage("picture", picture.shaped(64, 64, 3), step: 10)
            let digits = [UInt8](repeating: 0, count: 16 * 28 * 28)
            writer.addImages(
                "digits",
                digits.shaped(16, 28, 28),
                grid: ImageGrid(columns: 4),
                step: 10
            )
            writer.addEncodedImage("figure", png, step: 10)
            let frames = [UInt8](repeating: 200, count: 16 * 48 * 64 * 3)
            writer.addVideo("rollout", frames.shaped(16, 48, 64, 3), fps: 15, step: 10)

            let depths: [UInt16] = (0..<64 * 64).map { UInt16($0 * 16) }
            let options = ImageOptions(bitDepth: .sixteen)
            writer.addImage("depth", depths.shaped(64, 64), step: 10, options: options)
        } _: { values in
            #expect(values.map(\.plugin) == Array(repeating: "images", count: 5))
        }
    }

    @Test func audio() throws {
        try logging { writer in
            let tone = (0..<8_000).map { Float($0 % 80) / 80 - 0.5 }
            writer.addAudio("tone", tone, sampleRate: 8_000, step: 10)
        } _: { values in
            #expect(values.map(\.plugin) == ["audio"])
        }
    }

    @Test func text() throws {
        try logging { writer in
            writer.addText("sample", "**in:** Haus\n\n**out:** house", step: 10)
            writer.addTable(
                "classes",
                rows: [["cat", "0.93"]],
                header: ["class", "accuracy"],
                step: 10
            )
            writer.addText("settings", json: ["layers": [64, 32]], step: 10)
        } _: { values in
            #expect(values.map(\.plugin) == ["text", "text", "text"])
        }
    }

    @Test func hparams() throws {
        try logging { writer in
            writer.addHParamsExperiment(
                hparams: [
                    .init("lr", in: 1e-5...1e-1), .init("optimizer", oneOf: ["adam", "sgd"]),
                ],
                metrics: [.init(tag: "loss/train", displayName: "loss")]
            )
            writer.addHParams(["lr": 3e-4, "optimizer": "adam"])
        } _: { values in
            #expect(
                values.map(\.tag) == [
                    "_hparams_/experiment", "_hparams_/session_start_info",
                    "_hparams_/session_end_info",
                ]
            )
        }
    }

    @Test func curvesMeshesAndLayouts() throws {
        try logging { writer in
            writer.addPRCurve(
                "cat",
                labels: [true, false, true],
                predictions: [0.9, 0.4, 0.6] as [Float],
                step: 10
            )
            let corners: [Float] = [0, 0, 0, 1, 0, 0, 0, 1, 0]
            writer.addMesh(
                "triangle",
                vertices: corners.shaped(3, 3),
                faces: [0, 1, 2].shaped(1, 3),
                step: 10
            )
            writer.addCustomScalars([
                .init("losses", [.lines("loss", tags: ["loss/train", "loss/validation"])])
            ])
        } _: { values in
            #expect(values.map(\.plugin) == ["pr_curves", "mesh", "mesh", "custom_scalars"])
        }
    }

    @Test func graphsEmbeddingsAndTensors() throws {
        try logging { writer in
            var graph = Graph()
            let input = graph.add("input", op: "Placeholder", shapes: [[-1, 784]])
            graph.scope("dense") { $0.add("relu", op: "Relu", inputs: [input]) }
            writer.addGraph(graph)
            #expect(graph.nodeCount == 2)
            let vectors: [Float] = [0.1, 0.2, 0.3, 0.9, 0.8, 0.7]
            writer.addEmbedding("words", vectors.shaped(2, 3), metadata: ["cat", "dog"], step: 10)
            writer.addTensor("activations", [0.5, -1, .nan] as [Float], step: 10)
        } _: { values in
            #expect(values.map(\.plugin) == ["tensor"])
        }
    }
}

extension Summary.Value {
    var plugin: String { metadata?.pluginName ?? "" }
}
