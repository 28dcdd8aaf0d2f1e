/// The metadata of a dump's own tags, `<name>/digest` and `<name>/tensor`.
///
/// It is the ``SummaryMetadata/pluginContent`` of the plugin ``pluginName``. See
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
    /// The name passed to `dump`.
    public var name: String
    /// The role of the tensor in its layer; `nil` if not stated.
    public var role: DumpRole?
    /// The part of a step that computed the tensor; `nil` if not stated.
    public var pass: DumpPass?
    /// The layer that the tensor belongs to.
    public var layer: String
    /// The layer's position, starting at 1, in the order in which inputs and outputs were first
    /// dumped; `nil` if it was not known yet.
    public var layerOrder: Int?
    /// The layer's operation, such as `linear` or `log`; empty if not stated.
    public var operation: String
    /// The content of the tag's tensor; `nil` if not stated.
    public var form: DumpForm?

    /// Creates metadata.
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

    /// The metadata of a tag of such a tensor.
    public var summaryMetadata: SummaryMetadata {
        SummaryMetadata(
            pluginName: Self.pluginName,
            pluginContent: encoded(),
            dataClass: .tensor
        )
    }
}
