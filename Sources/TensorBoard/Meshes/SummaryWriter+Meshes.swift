extension SummaryWriter {
    /// Logs a point cloud, or the triangles between its points.
    ///
    /// Equivalent to PyTorch's `SummaryWriter.add_mesh`; see TensorBoard's
    /// `plugins/mesh/summary_v2.py`. The dashboard reads the number of meshes from a tag's first
    /// step, so all steps of a tag should have the same number.
    ///
    /// ```swift
    /// let corners: [Float] = [0, 0, 0, 1, 0, 0, 0, 1, 0]
    /// writer.addMesh(
    ///     "scene/triangle",
    ///     vertices: corners.shaped(3, 3),
    ///     faces: [0, 1, 2].shaped(1, 3),
    ///     step: step
    /// )
    /// ```
    ///
    /// - Parameters:
    ///   - tag: The name under which it is shown.
    ///   - vertices: The points: [N, 3], or [B, N, 3] for B meshes of one tag.
    ///   - colors: A color for each point, of the vertices' shape: integers of 0...255, or floats
    ///     of 0...1.
    ///   - faces: Triangles between points by their index: [M, 3] or [B, M, 3]; by default only the
    ///     points are drawn.
    ///   - configuration: The scene's camera, lights and material, as JSON for three.js, such as
    ///     `{"camera": {"cls": "PerspectiveCamera", "fov": 75}}`.
    ///   - step: The training step.
    ///   - wallTime: Seconds since 1970, UTC; by default now.
    ///   - description: The tag's meaning, in Markdown.
    public func addMesh(
        _ tag: String,
        vertices: some TensorSource,
        colors: (any TensorSource)? = nil,
        faces: (any TensorSource)? = nil,
        configuration: String = "{}",
        step: some BinaryInteger,
        wallTime: Double? = nil,
        description: String = ""
    ) {
        let step = Int(clamping: step)
        do throws(Mesh.Flaw) {
            let mesh = try Mesh(vertices: vertices, colors: colors, faces: faces)
            if !mesh.problems.isEmpty {
                warn(.invalidValue, tag, step: step, mesh.problems.joined(separator: "; "))
            }
            if tag.isEmpty {
                // The parts' own tags are not empty, so that `add` has nothing to replace.
                warn(.emptyTag, tag, step: step, "a tag is empty; name what is logged")
            }
            let values = mesh.values(
                tag.isEmpty ? "untagged" : tag,
                configuration: configuration,
                description: description
            )
            add(values, step: step, wallTime: wallTime)
        } catch {
            warn(.invalidValue, tag, step: step, error.message + "; the mesh was left out")
        }
    }
}

// The earlier spelling.
extension SummaryWriter {
    /// Logs a mesh; the wall time comes before the description now.
    @available(*, deprecated, message: "give wallTime before description")
    public func addMesh(
        _ tag: String,
        vertices: some TensorSource,
        colors: (any TensorSource)? = nil,
        faces: (any TensorSource)? = nil,
        configuration: String = "{}",
        step: Int,
        description: String,
        wallTime: Double
    ) {
        addMesh(
            tag,
            vertices: vertices,
            colors: colors,
            faces: faces,
            configuration: configuration,
            step: step,
            wallTime: wallTime,
            description: description
        )
    }
}
