internal import TagRoles
internal import TensorBoardEvents
internal import TextOutput

/// The values that a run logged around the step at which it first broke.
struct RunEvidence {
    /// The step of the first non-finite value.
    var target: OriginTarget
    /// In the order in which they first appear.
    var tags = TagList()
    /// The network's graph, if the run has one.
    var graph: GraphOrder?
    /// Whether the run could be read again; otherwise there are no values, only findings.
    var isRead = false
    /// The last steps at which anything was logged before the target, the latest last.
    var stepsBefore: [Int64] = []
    /// The first step before the target at which a counter reported non-finite values.
    var earlierSign: OriginTarget?
}

extension RunEvidence {
    /// The step at which a tag that had broken and recovered broke for good, if that is before the
    /// target.
    var precedingStep: OriginTarget? {
        let steps = tags.compactMap { tag -> Int64? in
            guard tag.meaning.role != .ignored, tag.meaning.role != .metric,
                tag.before.contains(where: { !tag.isBad($0) })
            else { return nil }
            return tag.before.reversed().prefix { tag.isBad($0) }.last?.step
        }
        guard let step = steps.min(), step < target.step else { return nil }
        var earlier = target
        earlier.step = step
        earlier.lastFiniteStep = nil
        return earlier
    }
}

/// A step that broke, and its place in the files.
struct OriginTarget: Hashable {
    var step: Int64
    /// The position of the file among the run's.
    var file: Int
    var offset: Int
    var segment: Int
    /// The step of the tag's last finite value before it; `nil` if there is none.
    var lastFiniteStep: Int64?
}

/// One value of a tag.
///
/// A scalar, of which there are many, needs no more room than its number.
struct TagPoint {
    private enum Content {
        case number(Float, isTensor: Bool)
        case tensor(Box)
    }

    private final class Box {
        let facts: TensorFacts
        init(_ facts: TensorFacts) { self.facts = facts }

        static let overhead = MemoryLayout<TensorFacts>.stride + 32
    }

    var step: Int64
    var wallTime: Double
    /// The position among all values of the run, in the order of the files.
    var order: Int
    private let content: Content

    init(step: Int64, wallTime: Double, order: Int, facts: TensorFacts) {
        self.step = step
        self.wallTime = wallTime
        self.order = order
        content = .tensor(Box(facts))
    }

    /// A value that is one 32-bit float, in a tensor or not.
    init(step: Int64, wallTime: Double, order: Int, number: Float, isTensor: Bool) {
        self.step = step
        self.wallTime = wallTime
        self.order = order
        content = .number(number, isTensor: isTensor)
    }

    var facts: TensorFacts {
        switch content {
        case .number(let number, isTensor: true): TensorFacts(scalarTensor: number)
        case .number(let number, isTensor: false): TensorFacts(number: Double(number), .float)
        case .tensor(let box): box.facts
        }
    }

    /// About how much memory it uses.
    var byteCount: Int {
        let own = MemoryLayout<TagPoint>.stride
        return switch content {
        case .number: own
        case .tensor(let box): own + Box.overhead + box.facts.rows.byteCount
        }
    }
}

/// The values of one tag around the target.
struct TagEvidence {
    let name: String
    var meaning: TagMeaning { didSet { title = Self.title(name, meaning) } }
    /// The name to show: that of the dumped tensor, or the tag.
    private(set) var title: String
    /// Whether its values are single numbers.
    var isScalar: Bool
    /// Whether its values are the tensors themselves, or digests of them.
    var isTensor = false
    /// Whether its values are digests of tensors.
    var isDigest = false
    /// The last values before the target's step, the latest last.
    var before: [TagPoint] = []
    /// The value at the target's step.
    var at: TagPoint?
    /// The first values after it.
    var after: [TagPoint] = []

    /// Whether any value is known.
    var hasPoints: Bool { at != nil || !before.isEmpty || !after.isEmpty }

    /// Forgets the values.
    mutating func removePoints() {
        before = []
        at = nil
        after = []
    }

    init(name: String, meaning: TagMeaning, isScalar: Bool) {
        self.name = name
        self.meaning = meaning
        self.isScalar = isScalar
        title = Self.title(name, meaning)
    }

    private static func title(_ name: String, _ meaning: TagMeaning) -> String {
        name.isEmpty ? "(no tag)" : EscapedText.terminal(meaning.dumpName ?? name)
    }

    /// Whether a value shows that its tensor is not finite.
    func isBad(_ point: TagPoint) -> Bool {
        if meaning.statistic == .nonFiniteCount, let number = point.facts.number {
            return !(number <= 0)
        }
        return point.facts.isBad
    }

    var isBadAtTarget: Bool { at.map(isBad) ?? false }
    var isFiniteAtTarget: Bool { at.map { !isBad($0) } ?? false }

    /// The last finite value before the target.
    var lastFinite: TagPoint? { before.last { !isBad($0) } }

    /// Whether it covers the whole network, as the norm of all gradients does.
    var isAggregate: Bool { meaning.layer.isEmpty }

    /// The rank of its detail about a tensor: first the tensor itself, then its digest or
    /// histogram, then a number.
    var rank: Int {
        if isDigest { return 1 }
        if isTensor { return at?.facts.firstBadIndex != nil ? 0 : 1 }
        if !isScalar { return 2 }
        return meaning.statistic == .nonFiniteCount ? 4 : 3
    }
}
