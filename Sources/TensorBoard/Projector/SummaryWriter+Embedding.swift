extension SummaryWriter {
    /// Logs points of a high-dimensional space, each with a label, for the projector.
    ///
    /// Equivalent to PyTorch's `SummaryWriter.add_embedding`. The files go into the run's
    /// directory, with relative paths; embeddings that other writers listed there stay listed. One
    /// with the same name and step is replaced.
    ///
    /// ```swift
    /// writer.addEmbedding("words", vectors.shaped(words.count, 300), metadata: words)
    /// ```
    ///
    /// - Parameters:
    ///   - name: The name in the projector's list, followed by the step.
    ///   - matrix: A point in each row: [N, D], numbers of any type. The projector's page loads
    ///     the first 100,000.
    ///   - metadata: A label for each point.
    ///   - sprite: A picture for each point; none if `nil`.
    ///   - step: The training step.
    ///   - format: How the numbers are stored.
    public func addEmbedding(
        _ name: String,
        _ matrix: some TensorSource,
        metadata: [String],
        sprite: ProjectorSprite? = nil,
        step: Int = 0,
        format: EmbeddingFormat = .tsv
    ) {
        addEmbedding(name, matrix, ProjectorMetadata(metadata), sprite, step: step, format)
    }

    /// Logs points of a high-dimensional space, each with several values to color or search by.
    ///
    /// ```swift
    /// writer.addEmbedding(
    ///     "words", vectors.shaped(words.count, 300),
    ///     metadata: words.map { [$0.text, $0.language] }, header: ["word", "language"]
    /// )
    /// ```
    ///
    /// - Parameters:
    ///   - name: The name in the projector's list, followed by the step.
    ///   - matrix: A point in each row: [N, D], numbers of any type. The projector's page loads
    ///     the first 100,000.
    ///   - metadata: The values of each point; none if `nil`.
    ///   - header: The names of the metadata's columns; made up if `nil`.
    ///   - sprite: A picture for each point; none if `nil`.
    ///   - step: The training step.
    ///   - format: How the numbers are stored.
    public func addEmbedding(
        _ name: String,
        _ matrix: some TensorSource,
        metadata: [[String]]? = nil,
        header: [String]? = nil,
        sprite: ProjectorSprite? = nil,
        step: Int = 0,
        format: EmbeddingFormat = .tsv
    ) {
        let rows = metadata.map { ProjectorMetadata($0, header: header) }
        addEmbedding(name, matrix, rows, sprite, step: step, format)
    }

    private func addEmbedding(
        _ name: String,
        _ tensor: some TensorSource,
        _ metadata: ProjectorMetadata?,
        _ sprite: ProjectorSprite?,
        step: Int,
        _ format: EmbeddingFormat
    ) {
        if name.isEmpty {
            warn(.emptyTag, name, step: step, "an embedding has no name; `untagged` is written")
        }
        let matrix: EmbeddingMatrix
        do throws(EmbeddingMatrix.Problem) {
            matrix = try EmbeddingMatrix(tensor)
        } catch {
            return warn(.invalidValue, name, step: step, error.message + "; it is left out")
        }
        func checked<Part>(_ part: Part?, _ problem: (Part) -> String?) -> Part? {
            guard let part, let problem = problem(part) else { return part }
            warn(.invalidValue, name, step: step, problem + "; the points are shown without")
            return nil
        }
        let metadata = checked(metadata) { $0.problem(for: matrix.rowCount) }
        let sprite = checked(sprite) { $0.problem(for: matrix.rowCount) }
        let projectorName = ProjectorName(name.isEmpty ? "untagged" : name, step: step)
        let byteCount = matrix.elements.count * MemoryLayout<Float>.size
        perform(byteCount: byteCount, name, step: step) { [directory] () throws(WriterError) in
            let files = ProjectorFiles(
                projectorName,
                matrix: matrix,
                format: format,
                metadata: metadata,
                sprite: sprite
            )
            do throws(ProjectorError) {
                return try files.write(below: directory)
            } catch {
                throw WriterError(error)
            }
        }
    }
}
