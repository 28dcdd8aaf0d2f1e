/// What the metadata of a dump's own tags, `<name>/digest` and `<name>/tensor`, says.
///
/// It stands in ``SummaryMetadata/pluginContent``, for the plugin ``pluginName``. See
/// `Protos/tfevents/dump.proto`.
///
/// ```swift
/// let dump = try DumpMetadata(decoding: metadata.pluginContent)
/// if dump.role == .gradient { print(dump.layer, dump.layerOrder ?? 0) }
/// ```
public struct DumpMetadata: Hashable, Sendable {
    /// The name of the plugin, as metadata states it.
    public static let pluginName = "tfevents_dump"
    /// The version of the format that this package writes.
    public static let currentVersion: Int32 = 1

    /// The version of the format.
    public var version: Int32
    /// The name that was given to `dump`.
    public var name: String
    /// What the tensor is to its layer; nil where that is not said.
    public var role: DumpRole?
    /// The part of a step that made the tensor; nil where that is not said.
    public var pass: DumpPass?
    /// The layer that the tensor belongs to.
    public var layer: String
    /// The layer's place in the order in which inputs and outputs were first dumped, 1 for the
    /// first; nil where it was not known yet.
    public var layerOrder: Int?
    /// What the layer computes, such as `linear` or `log`; empty where that is not said.
    public var operation: String
    /// What the tag's tensor holds; nil where that is not said.
    public var form: DumpForm?

    /// Makes metadata.
    public init(
        name: String,
        role: DumpRole?,
        pass: DumpPass?,
        layer: String,
        layerOrder: Int? = nil,
        operation: String = "",
        form: DumpForm?
    ) {
        version = Self.currentVersion
        self.name = name
        self.role = role
        self.pass = pass
        self.layer = layer
        self.layerOrder = layerOrder
        self.operation = operation
        self.form = form
    }

    /// The metadata of a tag that holds such a tensor.
    public var summaryMetadata: SummaryMetadata {
        SummaryMetadata(
            pluginName: Self.pluginName,
            pluginContent: encoded(),
            dataClass: .tensor
        )
    }
}
