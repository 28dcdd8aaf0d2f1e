internal import TensorBoardEvents

/// What a dump writes of a tensor, and when.
///
/// ```swift
/// var policy = DumpPolicy()
/// policy.image = .always
/// policy.tensor = .small(elements: 4_096)
/// writer.dump("input", batch, role: .input, step: 10, policy: policy)
/// ```
public struct DumpPolicy: Hashable, Sendable {
    /// When something is written of a tensor.
    public enum When: Hashable, Sendable {
        /// At no time.
        case never
        /// Where an element is NaN or infinite.
        case whenNotFinite
        /// Of a tensor of at most so many elements, and where an element is NaN or infinite.
        case small(elements: Int)
        /// At every dump.
        case always
    }

    /// The scalars `<name>/non_finite` and `<name>/max_abs`; always by default.
    public var scalars = When.always
    /// The numbers of ``DumpDigest``, as `<name>/digest`; always by default.
    public var digest = When.always
    /// The distribution of the finite elements, under the name itself; always by default.
    public var histogram = When.always
    /// A picture, as `<name>/image`, of what has the shape of one; where not finite by default.
    ///
    /// That is a matrix, or what ``ImageLayout`` finds up to 4 channels in. Of a batch, the first
    /// four images are taken; where elements lie outside of 0...1, what there is from the smallest
    /// to the largest becomes black to white.
    public var image = When.whenNotFinite
    /// All elements, bit by bit, as `<name>/tensor`; up to 256 and where not finite by default.
    public var tensor = When.small(elements: 256)

    /// Makes the default policy.
    public init() {}

    /// Everything where a tensor is not finite, and nothing before.
    ///
    /// It is the default of a writer that has a ``FlightRecorder``.
    public static var whenNotFinite: DumpPolicy {
        var policy = DumpPolicy()
        policy.scalars = .whenNotFinite
        policy.digest = .whenNotFinite
        policy.histogram = .whenNotFinite
        policy.tensor = .whenNotFinite
        return policy
    }

    /// The same where a tensor is not finite, nothing else.
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

    /// What is to be written of a tensor.
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
    /// What a flight recorder keeps, or can make of what it keeps.
    static let recorded: DumpParts = [.scalars, .digest, .histogram, .tensor]
}
