internal import ClampedArithmetic
internal import TFRecord
internal import TagRoles
internal import TensorBoardEvents
internal import TextOutput

/// Causes that show in how numbers grew before they broke.
extension CauseFinder {
    /// Growth until the break: the learning rate is too high.
    func divergence() -> [Cause] {
        let near = Set([verdict.tag] + siblings() + analysis.feeds(of: verdict.tag))
        var found: [(growth: Growth, role: TagRole)] = []
        for index in evidence.tags.indices {
            let tag = evidence.tags[index]
            let isNear = near.contains(index)
            // The tensor of another layer is large where that layer makes it so.
            let mayDiverge = Self.trained.contains(tag.meaning.role)
            guard mayDiverge || (isNear && tag.meaning.role.isForward),
                let growth = growth(of: index)?.divergence
            else { continue }
            // What was still finite must have grown out of all proportion.
            guard isNear || tag.isBadAtTarget || growth.isExtreme else { continue }
            found.append((growth, tag.meaning.role))
        }
        found.sort { $0.growth.total > $1.growth.total }
        guard let strongest = found.first?.growth else { return [] }
        // People watch the loss, so it is included if it grew as well.
        let loss = found.first { $0.role == .loss }?.growth
        // Of growth that neither the loss nor a gradient shares, training need not be the reason.
        let isShared = found.contains { $0.role == .loss || $0.role == .gradient }
        let isLarge = strongest.total >= 1e6 || strongest.last.value >= 1e12
        let shown = [loss, strongest].compactMap(\.self)
        var lines: [String] = []
        for growth in shown where !lines.contains(growth.text) { lines.append(growth.text) }
        if let rate = learningRate { lines.append("the learning rate is \(rate)") }
        return [
            Cause(
                kind: .divergence,
                title: (loss ?? strongest).isSteady
                    ? "training diverged: it grew steadily until it overflowed"
                    : "training diverged: it grew faster and faster until it overflowed",
                evidence: lines,
                remedy: "lower the learning rate (or warm it up), and clip the gradients' norm",
                strength: isLarge && isShared ? .shown : .likely
            )
        ]
    }

    /// What grows where training diverges, whatever the layer.
    private static let trained: Set<TagRole> = [.loss, .gradient, .parameter, .update]

    private var learningRate: String? {
        guard
            let tag = evidence.tags.indices.first(where: isLearningRate).map({ evidence.tags[$0] }),
            let value = (tag.at ?? tag.before.last)?.facts.number
        else {
            return nil
        }
        return "\(ValueText.short(value)) (\(tag.title))"
    }

    func growth(of index: Int) -> Growth? {
        let tag = evidence.tags[index]
        guard tag.meaning.statistic != .nonFiniteCount, tag.meaning.statistic != .zeros else {
            return nil
        }
        return Growth(
            title: tag.title,
            points: tag.before.compactMap { point in
                guard !tag.isBad(point), let size = Self.size(point.facts) else { return nil }
                return (point.step, size)
            }
        )
    }

    /// The magnitude of a tensor, or of a number.
    static func size(_ facts: TensorFacts) -> Double? {
        facts.number.map { abs($0) } ?? facts.magnitude
    }

    /// Values near the end of their type's range just before they became infinite.
    func overflow() -> [Cause] {
        // A counter of what is not finite does not say which kind; what follows does.
        let holdsInfinity =
            facts.holdsInfinity || origin.meaning.statistic == .nonFiniteCount && someIsInfinite
        let candidates = [verdict.tag] + siblings()
        for index in candidates {
            let tag = evidence.tags[index]
            guard let last = tag.lastFinite, let size = Self.size(last.facts), size > 0 else {
                continue
            }
            guard let (limits, isKnown) = limits(of: index, size: size) else { continue }
            let share = size / limits.largest
            guard share >= (isKnown ? 0.02 : 0.1), share <= 1 else { continue }
            let growth = growth(of: index)
            let sizes = tag.before.filter { !tag.isBad($0) }.compactMap { Self.size($0.facts) }
            let hasGrown = growth.map { $0.total > 1.5 } ?? (size > 1.5 * (sizes.first ?? size))
            // A number that was always of this size shows nothing.
            if isKnown, !holdsInfinity, growth != nil || tag.before.count > 1, !hasGrown {
                continue
            }
            if !isKnown {
                // Without growth only a run in half precision lets this be said.
                let fits = hasGrown || share >= 0.4 && usesHalf
                guard holdsInfinity, fits, !exceedsHalf else { continue }
            }
            let percent = Int(clamping: (share * 100).rounded())
            var lines = [
                "\(tag.title) reached \(ValueText.short(size)) at step \(NumberText.grouped(last.step)), \(percent) % of the largest "
                    + "\(limits.name) (\(ValueText.short(limits.largest)))"
            ]
            if let growth, hasGrown { lines.append(growth.text) }
            // The end of float's range is where divergence ends, not why it began.
            let isConsequence = limits.largest > 1e30 && growth?.isDivergence == true
            lines.append("then: \(analysis.describe(verdict.tag))")
            return [
                Cause(
                    kind: .rangeOverflow,
                    title: "the values grew beyond the range of \(limits.name)",
                    evidence: lines,
                    remedy: limits.name == "half"
                        ? "use bfloat16 or float for this layer, or scale its values down (a lower loss scale where "
                            + "it is a gradient)"
                        : "keep the values small: normalize, clip, or lower the learning rate",
                    strength: isKnown && holdsInfinity && !isConsequence
                        ? .shown : isKnown || share >= 0.4 && usesHalf ? .likely : .possible
                )
            ]
        }
        return halfWithoutHistory(holdsInfinity)
    }

    /// Whether something of the forward pass or the loss is beyond half's range, so that it is not
    /// computed in half precision.
    private var exceedsHalf: Bool {
        let roles: Set<TagRole> = [.output, .input, .loss]
        return evidence.tags.contains { tag in
            roles.contains(tag.meaning.role) && tag.meaning.statistic != .nonFiniteCount
                && (tag.before.suffix(Self.nearCount) + [tag.at].compactMap(\.self)).contains {
                    !tag.isBad($0) && (Self.size($0.facts) ?? 0) > FloatLimits.half.largest
                }
        }
    }

    private static let nearCount = 8

    /// Whether a number that was logged at the step is infinite.
    private var someIsInfinite: Bool {
        evidence.tags.contains { $0.isBadAtTarget && ($0.at?.facts.holdsInfinity ?? false) }
    }

    /// Whether the run uses half precision, as far as its tags show it.
    private var usesHalf: Bool {
        evidence.tags.contains {
            $0.meaning.role == .lossScale || ($0.at ?? $0.before.last)?.facts.dtype == .half
        }
    }

    /// An infinity in a tensor of halves whose inputs are finite.
    private func halfWithoutHistory(_ holdsInfinity: Bool) -> [Cause] {
        guard holdsInfinity, facts.dtype == .half,
            operation(of: verdict.tag) == .linear || operation(of: verdict.tag) == nil
        else { return [] }
        var lines = [analysis.describe(verdict.tag) + ", a tensor of halves"]
        for feed in analysis.feeds(of: verdict.tag).prefix(1) {
            lines.append("from " + analysis.describe(feed))
        }
        return [
            Cause(
                kind: .rangeOverflow,
                title: "the values grew beyond the range of half",
                evidence: lines + ["the largest half is 65,504"],
                remedy: "use bfloat16 or float for this layer, or scale its values down",
                strength: .likely
            )
        ]
    }

    /// The limits of the tag's type; those of half if the type is not logged and the values suggest
    /// it.
    private func limits(of index: Int, size: Double) -> (FloatLimits, isKnown: Bool)? {
        let tag = evidence.tags[index]
        let dtype = (tag.at ?? tag.before.last)?.facts.dtype ?? .invalid
        if !tag.isScalar, let limits = FloatLimits(dtype), dtype != .float || size > 1e30 {
            return (limits, true)
        }
        if size > 1e30 { return (.float, true) }
        return size <= FloatLimits.half.largest ? (.half, false) : nil
    }

    /// Other tags of the same tensor, such as its maximum.
    private func siblings() -> [Int] {
        analysis.indices {
            !$0.isAggregate && $0.meaning.role == origin.meaning.role
                && ($0.meaning.statistic == .maximum || $0.meaning.statistic == .values)
        }.filter { $0 != verdict.tag && analysis.layer($0) == analysis.layer(verdict.tag) }
    }
}
