internal import NonFiniteNumbers
internal import TagRoles
internal import TensorBoardEvents
internal import TextOutput
internal import Timelines

/// What a run logged around a step that broke.
struct RunEvidence {
    /// The step, and the place of the first value that was not finite.
    var target: OriginTarget
    /// In the order in which they first appear.
    var tags = TagList()
    /// The network's graph, if the run has one.
    var graph: GraphOrder?
    /// Whether the run could be read again; otherwise there are no values, only findings.
    var isRead = false
    /// Whether only some of the run's values were looked at.
    var isSelective = false
    /// The roles of the tags that were not selected, as far as their names tell.
    var hiddenRoles: Set<TagRole> = []
    /// The lowest step that was looked at, if steps below it were left out.
    var firstStepLookedAt: Int64?
    /// What shows which program logged it, besides the tags.
    var signs = LoggingSigns()
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
    /// The position of its file among the run's.
    var file: Int
    /// Where its record starts in the file.
    var place: Int
    private let content: Content

    init(
        step: Int64,
        wallTime: Double,
        order: Int,
        file: Int,
        place: Int,
        facts: TensorFacts
    ) {
        self.step = step
        self.wallTime = wallTime
        self.order = order
        self.file = file
        self.place = place
        content = .tensor(Box(facts))
    }

    /// A value that is one 32-bit float, in a tensor or by itself.
    init(
        step: Int64,
        wallTime: Double,
        order: Int,
        file: Int,
        place: Int,
        number: Float,
        isTensor: Bool
    ) {
        self.step = step
        self.wallTime = wallTime
        self.order = order
        self.file = file
        self.place = place
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

    /// How strongly the evidence speaks for its role, and what does.
    var strength = RoleStrength.none
    var roleReason = ""
    /// What shows that it counts non-finite elements, if neither its name nor the writer does.
    var countReason = ""
    /// The layer, if another tag names it as well, the writer recorded it, or a rule gives it.
    var confirmedLayer = ""
    /// Whether the writer recorded its meaning.
    var isRecorded = false
    /// The step of its first value in the run.
    var firstStep: Int64?
    /// Whether its steps count something else than those of the tag that broke, such as epochs.
    var countsOtherSteps = false
    /// Whether its break is another story: a mask, a measure without a value.
    var isSetAside = false

    init(name: String, meaning: TagMeaning, isScalar: Bool) {
        self.name = name
        self.meaning = meaning
        self.isScalar = isScalar
        title = Self.title(name, meaning)
    }

    private static func title(_ name: String, _ meaning: TagMeaning) -> String {
        name.isEmpty ? "(no tag)" : EscapedText.terminal(meaning.dumpName ?? name)
    }

    /// Whether a value says that its tensor is not finite.
    func isBad(_ point: TagPoint) -> Bool { isBad(point.facts) }

    private func isBad(_ facts: TensorFacts) -> Bool {
        if meaning.statistic == .nonFiniteCount, let number = facts.number {
            return !(number <= 0)
        }
        return facts.isBad
    }

    /// The value as the timeline sees it; what is allowed counts as finite.
    func kind(of facts: TensorFacts, allowing allowed: Set<NonFiniteKind>) -> ValueKind {
        guard isBad(facts) else { return .finite }
        let hasNaN = facts.nan > 0 || !facts.isBad
        if hasNaN, !allowed.contains(.nan) { return .nan }
        let high = facts.positiveInfinity > 0 && !allowed.contains(.positiveInfinity)
        let low = facts.negativeInfinity > 0 && !allowed.contains(.negativeInfinity)
        if high { return low ? .infinities : .positiveInfinity }
        return low ? .negativeInfinity : .finite
    }

    var isBadAtTarget: Bool { !isSetAside && (at.map { isBad($0) } ?? false) }
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
