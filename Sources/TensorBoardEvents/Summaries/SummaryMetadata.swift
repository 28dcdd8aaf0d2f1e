/// How a tag is displayed.
///
/// Only the first in a run counts for each tag. See TensorBoard's `compat/proto/summary.proto`.
public struct SummaryMetadata: Hashable, Sendable {
    /// How TensorBoard stores a tag's values.
    public struct DataClass: RawRepresentable, Hashable, Sendable {
        /// The number on the wire.
        public let rawValue: Int32

        /// Creates a data class from its number, known or not.
        public init(rawValue: Int32) {
            self.rawValue = rawValue
        }

        /// Not stated; readers guess from the plugin's name.
        public static let unknown = DataClass(rawValue: 0)
        /// One `DT_FLOAT` of rank 0 per step.
        public static let scalar = DataClass(rawValue: 1)
        /// One tensor of any shape per step.
        public static let tensor = DataClass(rawValue: 2)
        /// A `DT_STRING` vector of opaque blobs per step.
        public static let blobSequence = DataClass(rawValue: 3)
    }

    /// The plugin that displays the tag, such as `scalars`; empty if none is named.
    public var pluginName: String
    /// The plugin's own data, such as ``HParamsPluginData``.
    public var pluginContent: [UInt8]
    /// The name to display instead of the tag; empty for the tag itself.
    public var displayName: String
    /// A description in Markdown.
    public var description: String
    /// How TensorBoard stores the tag's values.
    public var dataClass: DataClass

    /// Creates metadata.
    public init(
        pluginName: String = "",
        pluginContent: [UInt8] = [],
        displayName: String = "",
        description: String = "",
        dataClass: DataClass = .unknown
    ) {
        self.pluginName = pluginName
        self.pluginContent = pluginContent
        self.displayName = displayName
        self.description = description
        self.dataClass = dataClass
    }
}
