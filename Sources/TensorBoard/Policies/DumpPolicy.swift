internal import TensorBoardEvents

/// The parts of a tensor that a dump writes, and when.
///
/// ```swift
/// var policy = DumpPolicy()
/// policy.image = .always
/// policy.tensor = .small(elements: 4_096)
/// writer.dump("input", batch, role: .input, step: 10, policy: policy)
/// ```
public struct DumpPolicy: Hashable, Sendable {
    /// When a part is written.
    public enum When: Hashable, Sendable {
        /// Never.
        case never
        /// If an element is NaN or infinite.
        case whenNotFinite
        /// If the tensor has at most `elements` elements, or an element is NaN or infinite.
        case small(elements: Int)
        /// At every dump.
        case always
    }

    /// The scalars `<name>/non_finite` and `<name>/max_abs`; always by default.
    public var scalars = When.always
    /// The ``DumpDigest``, as `<name>/digest`; always by default.
    public var digest = When.always
    /// The distribution of the finite elements, under the name itself; always by default.
    public var histogram = When.always
    /// An image, as `<name>/image`, if the tensor has the shape of one; if not finite by default.
    ///
    /// That is a matrix, or a shape in which ``ImageLayout`` finds up to 4 channels. The first four
    /// images of a batch are used; if elements are outside of 0...1, the range from the smallest to
    /// the largest becomes black to white.
    public var image = When.whenNotFinite
    /// All elements, bit by bit, as `<name>/tensor`; up to 256 elements and if not finite by
    /// default.
    public var tensor = When.small(elements: 256)

    /// Creates the default policy.
    public init() {}

    /// Everything if a tensor is not finite, and nothing otherwise.
    ///
    /// The default of a writer with a ``FlightRecorder``.
    public static var whenNotFinite: DumpPolicy {
        var policy = DumpPolicy()
        policy.scalars = .whenNotFinite
        policy.digest = .whenNotFinite
        policy.histogram = .whenNotFinite
        policy.tensor = .whenNotFinite
        return policy
    }

    /// The same policy, for non-finite tensors only.
    var onlyWhereNotFinite: DumpPolicy {
        var policy = self
        let parts: [WritableKeyPath<DumpPolicy, When>] = [
            \.scalars, \.digest, \.histogram, \.image, \.tensor,
        ]
        for part in parts where policy[keyPath: part] != .never {
            policy[keyPath: part] = .whenNotFinite
        }
        return policy
    }

    /// The parts of a tensor to write.
    func parts(of digest: DumpDigest) -> DumpParts {
        var parts: DumpParts = []
        let all: [(When, DumpParts)] = [
            (scalars, .scalars), (self.digest, .digest), (histogram, .histogram), (image, .image),
            (tensor, .tensor),
        ]
        for (when, part) in all where when.holds(for: digest) { parts.insert(part) }
        return parts
    }
}

extension DumpPolicy.When {
    fileprivate func holds(for digest: DumpDigest) -> Bool {
        switch self {
        case .never: false
        case .whenNotFinite: digest.nonFiniteCount > 0
        case .small(let limit): digest.elementCount <= limit || digest.nonFiniteCount > 0
        case .always: true
        }
    }
}

/// Parts of a dump.
struct DumpParts: OptionSet {
    let rawValue: UInt8

    static let scalars = DumpParts(rawValue: 1)
    static let digest = DumpParts(rawValue: 2)
    static let histogram = DumpParts(rawValue: 4)
    static let image = DumpParts(rawValue: 8)
    static let tensor = DumpParts(rawValue: 16)
    /// The parts that a flight recorder keeps, or can derive from what it keeps.
    static let recorded: DumpParts = [.scalars, .digest, .histogram, .tensor]
}
