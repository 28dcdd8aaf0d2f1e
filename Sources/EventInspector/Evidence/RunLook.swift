internal import ClampedArithmetic
internal import Timelines

/// A run read a second time: its timeline, and the values around the steps that broke.
struct RunLook {
    let timeline: Timeline
    let windows: [EvidenceWindow]
    /// What is known of each tag, without values.
    let tags: [TagEvidence]
    let graph: GraphOrder?
    let isRead: Bool
    let isSelective: Bool
    /// The lowest step that was looked at, if steps below it were left out.
    var firstStepLookedAt: Int64?
    var signs = LoggingSigns()
    /// Samples of scalars that are losses by their names.
    var curves: [(tag: Int, sample: CurveSample)] = []

    /// The window around a break; nil if its step was not among the targets.
    func window(of located: LocatedBreak) -> EvidenceWindow? {
        let first = located.value.first
        let exact = windows.first {
            $0.target.file == first.file && $0.target.offset == first.place
        }
        if let exact { return exact }
        return windows.first {
            $0.target.step == first.step
                && timeline.writers[located.writer].attempt(
                    of: $0.target.file,
                    place: $0.target.offset
                ) == located.attempt
        }
    }

    /// The values around a break, of its writer and attempt.
    ///
    /// - Parameters:
    ///   - located: The break.
    ///   - setAside: The tags whose non-finite values are another story.
    /// - Returns: The values; nil if the break's step was not among the targets.
    func evidence(of located: LocatedBreak, setAside: Set<Int>) -> RunEvidence? {
        guard let window = window(of: located) else { return nil }
        var target = window.target
        target.file = located.value.first.file
        target.offset = located.value.first.place
        var evidence = RunEvidence(target: target)
        evidence.graph = graph
        evidence.isRead = isRead
        evidence.isSelective = isSelective
        evidence.firstStepLookedAt = firstStepLookedAt
        evidence.signs = signs
        let choice = PointChoice(self, located, step: target.step)
        for (index, tag) in tags.enumerated() {
            var tag = tag
            choice.choose(from: window.tags[index], of: index, for: &tag)
            tag.isSetAside = setAside.contains(index)
            tag.firstStep =
                timeline.writers[located.writer].attempts.lazy
                .compactMap { $0.tags[index]?.first.step }.first
            evidence.tags.append(tag)
        }
        return evidence
    }
}

extension RunLook {
    /// The course of the loss in the attempt of a break: of several losses, that which broke first,
    /// or else that with most values.
    func loss(in located: LocatedBreak, origin: Int) -> LossCurve? {
        let writer = timeline.writers[located.writer]
        let own = curves.filter { tags[$0.tag].meaning.role == .loss }.map { curve in
            let points = curve.sample.points.filter {
                writer.attempt(of: $0.file, place: $0.place) == located.attempt
            }
            return (tag: curve.tag, points: points)
        }
        func rank(_ curve: (tag: Int, points: [CurveSample.Point])) -> (Int, Int) {
            let isBad = curve.points.contains { $0.bad != nil }
            return (curve.tag == origin ? 2 : isBad ? 1 : 0, curve.points.count)
        }
        guard let best = own.max(by: { rank($0) < rank($1) }) else { return nil }
        return LossCurve(best.points, tag: tags[best.tag].name)
    }
}

/// Chooses the values of a window that belong to a break: those of its attempt, before, at and after
/// its step.
private struct PointChoice {
    let writer: Writer
    let located: LocatedBreak
    let step: Int64
    /// Whether the step cannot serve as an order, because it falls or never moves.
    let isByPlace: Bool
    private let file: Int
    private let place: Int

    init(_ look: RunLook, _ located: LocatedBreak, step: Int64) {
        writer = look.timeline.writers[located.writer]
        self.located = located
        self.step = step
        file = located.value.first.file
        place = located.value.first.place
        let history = writer.attempts[located.attempt].tags[located.tag]
        isByPlace =
            history.map { $0.stepsFall || $0.steps.lowerBound == $0.steps.upperBound } ?? false
    }

    func choose(from values: EvidenceWindow.Values, of index: Int, for tag: inout TagEvidence) {
        let own = (values.before + values.at + values.after).filter(belongs)
            .sorted { $0.order < $1.order }
        if index != located.tag,
            writer.axes.relation(of: index, to: located.tag) == .different
        {
            tag.countsOtherSteps = true
            tag.before = own.filter { isBefore($0) }
            tag.after = Array(own.filter { !isBefore($0) }.prefix(EvidenceWindow.afterCount))
            return
        }
        let at = own.filter { $0.step == step }
        if isByPlace {
            tag.at = at.first { isTarget($0) } ?? (index == located.tag ? nil : nearest(of: at))
            let order = tag.at?.order
            tag.before = own.filter { order.map(isEarlier($0)) ?? isBefore($0) }
            tag.after = Array(
                own.filter { point in
                    point.order != order && !(order.map(isEarlier(point)) ?? isBefore(point))
                }.prefix(EvidenceWindow.afterCount)
            )
        } else {
            // Of several values at the step the first that is bad says most.
            tag.at = at.first { tag.isBad($0) } ?? at.last
            tag.before = own.filter { $0.step < step }
            tag.after = own.filter { $0.step > step }
        }
    }

    private func isEarlier(_ point: TagPoint) -> (Int) -> Bool { { point.order < $0 } }

    private func belongs(_ point: TagPoint) -> Bool {
        writer.attempt(of: point.file, place: point.place) == located.attempt
    }

    private func isTarget(_ point: TagPoint) -> Bool {
        point.file == file && point.place == place
    }

    private func isBefore(_ point: TagPoint) -> Bool {
        point.file == file
            ? point.place < place : (position(of: point.file)) < (position(of: file))
    }

    private func position(of file: Int) -> Int { writer.files.firstIndex(of: file) ?? .max }

    private func nearest(of points: [TagPoint]) -> TagPoint? {
        points.filter { $0.file == file }.min {
            $0.place.subtractingClamped(place).magnitude
                < $1.place.subtractingClamped(place).magnitude
        }
    }
}
