import Foundation
import SystemPackage
import TFRecord
import TestSupport
import Testing

@testable import TensorBoard

/// Embeddings as TensorBoard's projector reads them.
@Suite(.enabled(if: Peers.areWanted, Peers.hint), .serialized)
struct ProjectorInteropTests {
    private let points: [Float] = [0, -0.5, 1e-37, 3.402_823_5e38, .nan, .infinity, 0.1, -7]

    @Test func embeddingsOfEveryFormAreServed() throws {
        let logdir = try InteropLogdir()
        try addEventFile(to: "train", of: logdir)
        let writer = try SummaryWriter(logdir: try logdir.run("train").string)
        let shape = [4, 2]
        let matrix = points.shaped(shape)

        for format in [EmbeddingFormat.tsv, .float32] {
            let name = "both/\(format) & more"
            writer.addEmbedding(name, matrix, step: 3, format: format)
            expect(ProjectorName(name, step: 3), points, metadata: nil, in: logdir)
        }
        let zeros = [Float](repeating: 0, count: 8)
        writer.addEmbedding("zeros", zeros.shaped(shape), format: .float32)
        expect(ProjectorName("zeros", step: 0), zeros, metadata: nil, in: logdir)

        writer.addEmbedding("labels", matrix, metadata: ["a", "", "c\td", "é"], step: -2)
        let labels = "a\n-\nc d\né\n"
        expect(ProjectorName("labels", step: -2), points, metadata: labels, in: logdir)

        let rows = [["a", "1"], ["", ""], ["c", ""], ["\"d\\", "4"]]
        writer.addEmbedding("columns", matrix, metadata: rows, header: ["x", "y"], step: 1)
        writer.addEmbedding("columns", matrix, metadata: rows, header: ["word", "n"], step: 1)
        let columns = "word\tn\na\t1\n-\t\nc\t\n\"d\\\t4\n"
        expect(ProjectorName("columns", step: 1), points, metadata: columns, in: logdir)

        try writer.close()
        try check(logdir)
    }

    /// Four squares of 4×4 pixels: red, green, blue, orange.
    private let squares = """
        iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAIUlEQVR42mP8\
        z4AAjAsQbCYGHIB0CRZGBoQt/xkYaWEHAPsTA7JpJjmEAAAAAElFTkSuQmCC
        """

    @Test(.enabled(if: Peers.areWantedWithBrowser, Peers.browserHint))
    func spritesAreShown() throws {
        let logdir = try InteropLogdir()
        try addEventFile(to: "train", of: logdir)
        let png = try #require(Data(base64Encoded: squares)).map { $0 }
        let corners: [Float] = [1, 0, 0, 0, 1, 0, 0, 0, 1, 2, 2, 2]
        let writer = try SummaryWriter(logdir: try logdir.run("train").string)
        writer.addEmbedding(
            "a#b+c&d%41",
            corners.shaped(4, 3),
            metadata: ["red", "green", "blue", "orange"],
            sprite: ProjectorSprite(png: png, thumbnailSize: (4, 4)),
            step: 12,
            format: .float32
        )
        try writer.close()
        logdir.expectEmbedding(
            ProjectorName("a#b+c&d%41", step: 12).tensorName,
            corners,
            shape: [4, 3],
            metadata: "red\ngreen\nblue\norange\n",
            sprite: (png, 4, 4),
            run: "train"
        )
        try check(logdir)
        let shots = Peers.screenshots.appending("projector").string
        let outcome = try Peers.run("check_pages.py", logdir.path, shots)
        #expect(outcome.status == 0, "\(outcome.output)")
    }

    @Test func embeddingsOfOtherWritersAreKept() throws {
        let logdir = try InteropLogdir()
        try addEventFile(to: "train", of: logdir)
        let run = try logdir.run("train")
        try logdir.files.write(
            Array("1\t2\n3\t4\n".utf8),
            to: "\(InteropLogdir.name)/train/mine.tsv"
        )
        let config = """
            # mine
            embeddings < tensor_name: 'mi' "ne:\\060" tensor_path: "mine.tsv" > # }
            """
        try logdir.files.write(
            Array(config.utf8),
            to: "\(InteropLogdir.name)/train/projector_config.pbtxt"
        )
        let writer = try SummaryWriter(logdir: run.string)
        writer.addEmbedding("new", points.shaped(4, 2), step: 1)
        try writer.close()
        // TensorBoard cuts ":0" off.
        logdir.expectEmbedding(
            "mine",
            [1, 2, 3, 4],
            shape: [2, 2],
            metadata: nil,
            sprite: nil,
            run: "train"
        )
        expect(ProjectorName("new", step: 1), points, metadata: nil, in: logdir)
        try check(logdir)
    }

    private func expect(
        _ name: ProjectorName,
        _ values: [Float],
        metadata: String?,
        in logdir: InteropLogdir
    ) {
        logdir.expectEmbedding(
            name.tensorName,
            values,
            shape: [4, 2],
            metadata: metadata,
            sprite: nil,
            run: "train"
        )
    }

    /// TensorBoard takes a directory for a run when there are events.
    private func addEventFile(to run: String, of logdir: InteropLogdir) throws {
        let file = try logdir.run(run).appending("events.out.tfevents.1700000000.host.1.0")
        var writer = try RecordWriter(creating: file)
        try writer.write(Event(wallTime: 1e9, what: .fileVersion("brain.Event:2")).encoded())
        var tensor = TensorProto(dtype: .float)
        tensor.floatValues = [0.5]
        let metadata = SummaryMetadata(pluginName: "scalars", dataClass: .scalar)
        let value = Summary.Value(tag: "loss", metadata: metadata, content: .tensor(tensor))
        try writer.write(Event(wallTime: 1e9, what: .summary(Summary(values: [value]))).encoded())
        try writer.close()
        logdir.expectScalar(0.5, step: 0, run: run, tag: "loss")
    }

    private func check(_ logdir: InteropLogdir) throws {
        try logdir.writeExpectation()
        let outcome = try Peers.run("check_api.py", logdir.path)
        #expect(outcome.status == 0, "\(outcome.output)")
    }
}
