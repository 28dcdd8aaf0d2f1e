/// A feature of a dataset whose range was checked.
public struct DatasetFeature: Hashable, Sendable {
    /// The feature's name.
    public var name: String
    /// The number of examples in which it holds something.
    public var examples = 0
    /// The number of examples in which it is empty.
    public var empty = 0
    /// The number of examples without it.
    public var missing = 0
    /// The number of finite floats outside of 0…1.
    public var outside = 0
    /// The number of examples that hold them.
    public var outsideExamples = 0
    /// The least finite float.
    public var least: Double?
    /// The greatest finite float.
    public var greatest: Double?
    /// The record of the first float outside of 0…1.
    public var firstOutside: Int?
    /// The first record in which it is empty.
    public var firstEmpty: Int?
    /// The first record without it.
    public var firstMissing: Int?

    /// Creates a feature of which nothing is known yet.
    public init(name: String) {
        self.name = name
    }

    /// Whether a program that expects it to be there and within 0…1 may fail.
    public var isSuspicious: Bool {
        outside > 0 || (examples > 0 && (empty > 0 || missing > 0))
    }
}
