/// The profile of one execution, shown in TensorBoard's graph dashboard.
public struct TaggedRunMetadata: Hashable, Sendable {
    /// The tag, from the same namespace as those of summaries.
    public var tag: String
    /// A serialized `RunMetadata`.
    public var runMetadata: [UInt8]

    /// Creates a profile.
    public init(tag: String, runMetadata: [UInt8]) {
        self.tag = tag
        self.runMetadata = runMetadata
    }
}
