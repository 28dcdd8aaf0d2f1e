/// One of the three tensors that make up a mesh; see TensorBoard's `plugins/mesh/metadata.py`.
struct MeshPart {
    /// What a tensor of a mesh holds.
    enum Kind: Int64 {
        case vertices = 1
        case faces = 2
        case colors = 3

        /// The suffix of TensorBoard's tag names.
        var suffix: String {
            switch self {
            case .vertices: "_VERTEX"
            case .faces: "_FACE"
            case .colors: "_COLOR"
            }
        }

        /// The plural noun for messages.
        var name: String {
            switch self {
            case .vertices: "vertices"
            case .faces: "faces"
            case .colors: "colors"
            }
        }

        fileprivate var dtype: DataType {
            switch self {
            case .vertices: .float
            case .faces: .int32
            case .colors: .uint8
            }
        }
    }

    let kind: Kind
    /// The number of meshes, of points or triangles in each, and 3.
    let shape: [Int]
    /// The elements, in the kind's type.
    let content: [UInt8]

    /// The part as it is logged.
    ///
    /// - Parameters:
    ///   - tag: The mesh's tag.
    ///   - components: The parts that the mesh has, a bit for each.
    ///   - configuration: The scene, as JSON.
    ///   - description: The tag's meaning, in Markdown.
    /// - Returns: One value of an event.
    func value(
        _ tag: String,
        components: Int64,
        configuration: String,
        description: String
    ) -> Summary.Value {
        var plugin = WireWriter()
        plugin.text(Field.name, tag)
        plugin.scalar(Field.contentType, kind.rawValue)
        plugin.text(Field.configuration, configuration)
        plugin.packed(Field.shape, varints: shape.map { UInt64($0) })
        plugin.scalar(Field.components, components)
        let metadata = SummaryMetadata(
            pluginName: "mesh",
            pluginContent: plugin.bytes,
            description: description,
            dataClass: .tensor
        )
        var tensor = TensorProto(dtype: kind.dtype, shape: TensorShape(shape.map(Int64.init)))
        tensor.content = content
        return Summary.Value(tag: tag + kind.suffix, metadata: metadata, content: .tensor(tensor))
    }

    /// The bit of ``kind`` among a mesh's components.
    var component: Int64 { 1 << kind.rawValue }

    /// `MeshPluginData`.
    private enum Field {
        static let name = 2
        static let contentType = 3
        static let configuration = 5
        static let shape = 6
        static let components = 7
    }
}
