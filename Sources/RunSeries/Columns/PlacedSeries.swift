public import TensorBoardEvents

/// The values of a tag that are no single numbers, by their places in the files.
public struct PlacedSeries: Hashable, Sendable {
    /// The place of a value.
    public struct Place: Hashable, Sendable {
        /// The file, as an index of ``LoggedRun/files``.
        var file: Int32
        /// The position of the value within its event.
        var index: Int32
        /// The offset of the event's record in the (decompressed) file, in bytes.
        public var offset: Int
    }

    /// The tag, with bytes that are not UTF-8 escaped.
    public let tag: String
    /// The kind of the values.
    public let kind: SeriesKind
    /// The plugin that the metadata names; `nil` without metadata.
    public let plugin: String?
    /// The type of the elements of the first value; `nil` for what is no tensor.
    public let dtype: DataType?
    /// The steps.
    public internal(set) var steps: [Int64] = []
    /// The wall times, in seconds since 1970, UTC.
    public internal(set) var wallTimes: [Double] = []
    /// The places, from which ``LoggedRun/value(at:)`` reads.
    public internal(set) var places: [Place] = []
    /// The sizes of the serialized values in bytes.
    public internal(set) var byteCounts: [Int] = []
}
