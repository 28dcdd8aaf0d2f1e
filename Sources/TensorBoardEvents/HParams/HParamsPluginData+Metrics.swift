extension HParamsPluginData {
    /// One metric, and how it is displayed.
    public struct MetricInfo: Hashable, Sendable {
        /// The path from the session's directory to the metric's; empty for the session's own.
        public var group: String
        /// The scalar's tag.
        public var tag: String
        /// The name to display instead; empty for the tag itself.
        public var displayName: String
        /// A description in Markdown.
        public var description: String
        /// The dataset that the metric was computed on.
        public var datasetType: DatasetType

        /// Creates a description of a metric.
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

    /// The kinds of datasets that a metric is computed on.
    public struct DatasetType: RawRepresentable, Hashable, Sendable {
        /// The number on the wire.
        public let rawValue: Int32

        /// Creates a type from its number, known or not.
        public init(rawValue: Int32) {
            self.rawValue = rawValue
        }

        /// Not stated.
        public static let unknown = DatasetType(rawValue: 0)
        /// The training data.
        public static let training = DatasetType(rawValue: 1)
        /// The validation data.
        public static let validation = DatasetType(rawValue: 2)
    }
}
