/// Points, or triangles between them, in the types that TensorBoard reads.
struct Mesh {
    private(set) var parts: [MeshPart]
    /// The changes that were made, in words.
    private(set) var problems: [String] = []

    /// Converts tensors of shape [N, 3], or [B, N, 3] for several meshes.
    ///
    /// - Parameters:
    ///   - vertices: The points' coordinates.
    ///   - colors: One for each point: integers of 0...255, or floats of 0...1.
    ///   - faces: Three points each, by their index.
    /// - Throws: ``Flaw`` if they do not make a mesh.
    init(
        vertices: some TensorSource,
        colors: (any TensorSource)?,
        faces: (any TensorSource)?
    ) throws(Flaw) {
        let shape = try Self.shape(vertices, .vertices)
        let places = try Self.floats(vertices, .vertices)
        parts = [MeshPart(kind: .vertices, shape: shape, content: Self.bytes(places))]
        let lost = places.count { !$0.isFinite }
        if lost > 0 {
            problems.append("\(lost) coordinates are not finite; a browser may draw nothing")
        }
        if let faces { try add(faces: faces) }
        if let colors { try add(colors: colors) }
    }

    /// The parts as they are logged, in one event.
    func values(
        _ tag: String,
        configuration: String,
        description: String
    ) -> [Summary.Value] {
        let components = parts.reduce(0) { $0 | $1.component }
        return parts.map {
            $0.value(
                tag,
                components: components,
                configuration: configuration,
                description: description
            )
        }
    }

    private var vertexShape: [Int] { parts[0].shape }

    private mutating func add(faces: some TensorSource) throws(Flaw) {
        let shape = try Self.shape(faces, .faces)
        guard shape[0] == vertexShape[0] else {
            throw Flaw("faces are given for \(shape[0]) meshes, vertices for \(vertexShape[0])")
        }
        let pointCount = vertexShape[1]
        guard let indices = faces.pointIndices() else {
            throw Flaw("faces of type \(faces.tensorDType) are not indices")
        }
        try Self.check(indices.count, faces, .faces)
        guard indices.allSatisfy({ 0..<pointCount ~= Int($0) }) else {
            throw Flaw("faces name points that are not among 0..<\(pointCount)")
        }
        parts.append(MeshPart(kind: .faces, shape: shape, content: Self.bytes(indices)))
    }

    private mutating func add(colors: some TensorSource) throws(Flaw) {
        let shape = try Self.shape(colors, .colors)
        guard shape == vertexShape else {
            throw Flaw("colors have the shape \(shape), vertices \(vertexShape)")
        }
        let levels = try Self.floats(colors, .colors)
        // Fractions of a full channel, as in images, unless they are already levels.
        let scale: Float = colors.tensorDType.isFloat ? 255 : 1
        let lost = levels.count { $0.isNaN }
        if lost > 0 { problems.append("\(lost) color levels are NaN and became 0") }
        let content = levels.map { level in
            level.isNaN ? 0 : UInt8(min(255, max(0, level * scale)).rounded())
        }
        parts.append(MeshPart(kind: .colors, shape: shape, content: content))
    }

    /// The shape with a batch dimension first.
    private static func shape(
        _ source: some TensorSource,
        _ kind: MeshPart.Kind
    ) throws(Flaw) -> [Int] {
        let given = source.tensorShape
        let shape = given.count == 2 ? [1] + given : given
        guard shape.count == 3, shape[2] == 3 else {
            throw Flaw("\(kind.name) of shape \(given) are not [N, 3] or [B, N, 3]")
        }
        guard source.elementCount != nil, shape.allSatisfy({ 1...Int(Int32.max) ~= $0 }) else {
            throw Flaw("\(kind.name) of shape \(given) are either none or too many")
        }
        return shape
    }

    private static func floats(
        _ source: some TensorSource,
        _ kind: MeshPart.Kind
    ) throws(Flaw) -> [Float] {
        guard let floats = source.floats() else {
            throw Flaw("\(kind.name) of type \(source.tensorDType) are not numeric")
        }
        try check(floats.count, source, kind)
        return floats
    }

    private static func check(
        _ count: Int,
        _ source: some TensorSource,
        _ kind: MeshPart.Kind
    ) throws(Flaw) {
        guard count == source.elementCount else {
            throw Flaw("\(kind.name) of shape \(source.tensorShape) hold \(count) elements")
        }
    }

    private static func bytes(_ floats: [Float]) -> [UInt8] {
        bytes(floats.map(\.bitPattern))
    }

    private static func bytes(_ words: [some FixedWidthInteger]) -> [UInt8] {
        words.map(\.littleEndian).withUnsafeBytes { Array($0) }
    }

    /// The reason why tensors do not make a mesh, in words.
    struct Flaw: Error, Equatable {
        let message: String

        init(_ message: String) {
            self.message = message
        }
    }
}
