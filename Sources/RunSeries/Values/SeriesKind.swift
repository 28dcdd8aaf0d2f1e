internal import TensorBoardEvents

/// The kind of values that a tag holds, named as TensorBoard names its dashboards.
public enum SeriesKind: UInt8, Hashable, Sendable, CaseIterable {
    /// Single numbers: a `simple_value`, or a numeric tensor of rank 0.
    case scalars
    /// Histograms of either format.
    case histograms
    /// Encoded images.
    case images
    /// Encoded sound.
    case audio
    /// Texts.
    case text
    /// Precision-recall curves.
    case prCurves
    /// Hyperparameters, in the metadata of the tag.
    case hparams
    /// Meshes and point clouds.
    case meshes
    /// Any other tensor.
    case tensors
    /// Values without any content that is known.
    case other

    /// The name, such as `pr_curves`, which is that of TensorBoard's plugin where there is one.
    public var name: String {
        switch self {
        case .scalars: "scalars"
        case .histograms: "histograms"
        case .images: "images"
        case .audio: "audio"
        case .text: "text"
        case .prCurves: "pr_curves"
        case .hparams: "hparams"
        case .meshes: "mesh"
        case .tensors: "tensors"
        case .other: "other"
        }
    }
}

extension SeriesKind {
    /// The kind of a tag, from its first value and the plugin that its metadata names.
    ///
    /// Follows `data_compat.migrate_value` of TensorBoard, which gives values without a plugin one.
    init(_ content: ValueView.Content, plugin: UnsafeRawBufferPointer?) {
        if let plugin, plugin.count > 0, let named = Self(plugin: plugin) {
            self = named
            return
        }
        self =
            switch content {
            case .simpleValue: .scalars
            case .histogram: .histograms
            case .image: .images
            case .audio: .audio
            case .tensor(let message) where plugin == nil || plugin?.isEmpty == true:
                ScalarTensor.isScalar(message) ? .scalars : .tensors
            case .tensor: .tensors
            case .none, .obsoleteHistogram: .other
            }
    }

    private init?(plugin: UnsafeRawBufferPointer) {
        let named = Self.plugins.first { plugin.elementsEqual($0.name.utf8) }
        guard let named else { return nil }
        self = named.kind
    }

    private static let plugins: [(name: String, kind: SeriesKind)] = [
        ("scalars", .scalars), ("histograms", .histograms), ("images", .images),
        ("audio", .audio), ("text", .text), ("pr_curves", .prCurves), ("hparams", .hparams),
        ("mesh", .meshes),
    ]
}
