import TensorBoard
import Testing

/// Examples of doc comments that stand in no article.
@Suite struct DocCommentTests {
    @Test func examples() throws {
        let vectors: [Float] = [1, 2, 3, 4, 5, 6]
        try logging { writer in
            writer.addHistogram("ages", edges: [0, 18, 65, 120], counts: [21, 62, 17], step: 10)
            writer.addEmbedding(
                "words",
                vectors.shaped(2, 3),
                metadata: ["a", "b"],
                format: .float32
            )
            writer.addScalar("lr", 3e-4, step: 10, description: "after **warm-up**")
            var tensor = TensorProto(dtype: .string)
            tensor.stringValues = [Array("{}".utf8)]
            let metadata = SummaryMetadata(pluginName: "mine", dataClass: .tensor)
            writer.addSummary("board", tensor, metadata: metadata, step: 10)
            do throws(WriterError) {
                try writer.close()
            } catch {
                print(error, error.droppedCount)
            }
        } _: { values in
            #expect(values.map(\.plugin) == ["histograms", "scalars", "mine"])
        }
    }

    @Test func warningsAreFilteredByCode() {
        var options = SummaryWriter.Options()
        options.onWarning = { warning in
            if warning.code != .stepWentBack { print(warning) }
        }
        #expect(options.onWarning != nil)
    }
}
