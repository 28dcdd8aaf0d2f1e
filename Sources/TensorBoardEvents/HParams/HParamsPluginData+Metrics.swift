extension HParamsPluginData {
    /// One metric, and how it is shown.
    public struct MetricInfo: Hashable, Sendable {
        /// The path from the session's directory to the metric's; empty for the session's own.
        public var group: String
        /// The scalar's tag.
        public var tag: String
        /// The name to show in its place; empty for the tag itself.
        public var displayName: String
        /// What it means, in Markdown.
        public var description: String
        /// What the metric was computed over.
        public var datasetType: DatasetType

        /// Makes a description of a metric.
        public init(
            group: String = "",
            tag: String,
            displayName: String = "",
            description: String = "",
            datasetType: DatasetType = .unknown
        ) {
            self.group = group
            self.tag = tag
            self.displayName = displayName
            self.description = description
            self.datasetType = datasetType
        }
    }

    /// What a metric was computed over.
    public struct DatasetType: RawRepresentable, Hashable, Sendable {
        /// The number on the wire.
        public let rawValue: Int32

        /// Makes a type from its number, known or not.
        public init(rawValue: Int32) {
            self.rawValue = rawValue
        }

        /// Not stated.
        public static let unknown = DatasetType(rawValue: 0)
        /// What the model is trained on.
        public static let training = DatasetType(rawValue: 1)
        /// What the model is validated on.
        public static let validation = DatasetType(rawValue: 2)
    }
}
