/// Finds the outcome of a writer.
struct OutcomeFinder {
    let writer: Writer
    let index: Int
    let roles: [Int: RoleHint]
    let hasUnreadEnd: Bool

    /// A tag with its history in each attempt that logged it.
    struct Tag {
        let tag: Int
        let role: RoleHint
        var attempts: [(index: Int, history: TagAttempt)]

        var count: Int { attempts.reduce(0) { $0 + $1.history.count } }
        var isFinite: Bool { attempts.allSatisfy { $0.history.breaks == nil } }
        var wasNeverFinite: Bool { attempts.allSatisfy { $0.history.lastFinite == nil } }
        var hasInfinitiesOnly: Bool {
            attempts.allSatisfy { $0.history.breaks?.hasInfinitiesOnly ?? true }
        }
    }

    let tags: [Tag]

    init(_ writer: Writer, index: Int, roles: [Int: RoleHint], hasUnreadEnd: Bool) {
        self.writer = writer
        self.index = index
        self.roles = roles
        self.hasUnreadEnd = hasUnreadEnd
        var tags: [Int: Tag] = [:]
        for (attempt, value) in writer.attempts.enumerated() {
            for (tag, history) in value.tags {
                tags[tag, default: Tag(tag: tag, role: roles[tag] ?? .unknown, attempts: [])]
                    .attempts.append((attempt, history))
            }
        }
        self.tags = tags.values.sorted { $0.tag < $1.tag }
    }

    private var losses: [Tag] { tags.filter { $0.role == .loss } }
    private var lastAttempt: Int { writer.attempts.count - 1 }

    var outcome: WriterOutcome {
        let broken = tags.filter { !$0.isFinite }
        if broken.isEmpty {
            return hasUnreadEnd
                ? WriterOutcome(outcome: .unknown, reason: .unread, deciding: [], others: [])
                : WriterOutcome(outcome: .healthy, reason: nil, deciding: [], others: [])
        }
        let judged = broken.map { ($0, verdict(on: $0, among: broken)) }
        let worst = judged.map(\.1).min { $0.rank < $1.rank } ?? .other
        var deciding: [LocatedBreak] = []
        var others: [LocatedBreak] = []
        for (tag, verdict) in judged {
            let (own, rest) = breaks(of: tag, verdict: verdict)
            if verdict.rank == worst.rank {
                deciding += own
            } else {
                others += own
            }
            others += rest
        }
        return WriterOutcome(
            outcome: worst.outcome,
            reason: worst.reason,
            deciding: deciding,
            others: others,
            undefined: judged.filter { $0.1.outcome == .undefinedMeasure }.map(\.0.tag).sorted()
        )
    }

    private func verdict(on tag: Tag, among broken: [Tag]) -> TagVerdict {
        guard tag.role.isTraining else { return verdictOutsideTraining(on: tag) }
        if let exempt = exemption(of: tag, among: broken) { return exempt }
        if let last = tag.attempts.last, last.index == lastAttempt, isOpen(last.history) {
            return wasNotLoggedAgain(tag, last.history) ? .unknown(.notLoggedAgain) : .broken
        }
        var isRestarted = false
        for (position, attempt) in tag.attempts.enumerated() where isOpen(attempt.history) {
            guard let step = attempt.history.breaks?.last.first.step else { continue }
            let isPassed = tag.attempts[(position + 1)...].contains {
                $0.history.lastFinite != nil && $0.history.steps.upperBound >= step
                    && !isOpen($0.history)
            }
            guard isPassed else { return .unknown(.notYetPassed) }
            isRestarted = true
        }
        if tag.attempts.last?.history.breaks?.toEndOfPass != nil { return .unknown(.toEndOfPass) }
        return isRestarted ? .restarted : .recovered
    }

    /// Whether a tag's attempt ends without being finite again, and that counts.
    private func isOpen(_ history: TagAttempt) -> Bool {
        guard let breaks = history.breaks else { return false }
        return breaks.areOpen && !breaks.comeAndGo
    }

    /// The result for a training tag that was never finite, by design or by accident.
    private func exemption(of tag: Tag, among broken: [Tag]) -> TagVerdict? {
        if isPartial(tag, among: broken) { return .undefined }
        guard tag.wasNeverFinite else { return nil }
        let others = broken.contains {
            $0.tag != tag.tag && $0.role.isTraining && !$0.wasNeverFinite
        }
        if tag.hasInfinitiesOnly, others { return .undefined }
        guard tag.role != .loss, !losses.isEmpty, losses.allSatisfy(\.isFinite) else { return nil }
        return tag.count < 3 ? .unknown(.tooFewValues) : .undefined
    }

    /// Whether a loss is one of some batches only: it came back at least twice, another loss with
    /// as many values is finite throughout, and so are all gradients, parameters and tensors.
    ///
    /// The loss of a class is a mean over no examples if a batch has none of the class.
    private func isPartial(_ tag: Tag, among broken: [Tag]) -> Bool {
        guard tag.role == .loss, tag.attempts.contains(where: { $0.history.breaks?.count ?? 0 > 2 })
        else { return false }
        return losses.contains { $0.isFinite && $0.count >= tag.count }
            && broken.allSatisfy { $0.role == .loss || !$0.role.isTraining || $0.wasNeverFinite }
    }

    /// Whether the losses stayed finite long after the last value of a tag.
    private func wasNotLoggedAgain(_ tag: Tag, _ history: TagAttempt) -> Bool {
        guard tag.role != .loss, !losses.isEmpty, history.lastFinite != nil else { return false }
        let least = history.increment.multipliedHeld(3)
        var went = false
        for loss in losses {
            guard let last = loss.attempts.last, last.index == lastAttempt else { continue }
            guard last.history.breaks?.areOpen != true else { return false }
            guard writer.axes.relation(of: loss.tag, to: tag.tag) == .same else { continue }
            if last.history.last.step.subtractingHeld(history.last.step) >= max(least, 1) {
                went = true
            }
        }
        return went
    }

    private func verdictOutsideTraining(on tag: Tag) -> TagVerdict {
        switch tag.role {
        case .measure, .derived: return .undefined
        default:
            let isUnclear = tag.role == .unknown || tag.role == .likelyTraining
            if isUnclear, tag.wasNeverFinite { return .undefined }
            let isOpen = tag.attempts.last?.history.breaks?.areOpen ?? false
            return isOpen ? .unknownOther : .recovered
        }
    }

    /// The break of a tag that a verdict rests on, and others worth reporting.
    private func breaks(
        of tag: Tag,
        verdict: TagVerdict
    ) -> (deciding: [LocatedBreak], others: [LocatedBreak]) {
        var all: [LocatedBreak] = []
        var deciding: LocatedBreak?
        for (attempt, history) in tag.attempts {
            guard let breaks = history.breaks else { continue }
            let first = located(breaks.first, tag, attempt)
            let last = located(breaks.last, tag, attempt)
            all.append(first)
            if breaks.count > 1 { all.append(last) }
            switch verdict {
            case .broken:
                // A gradient that overflows is infinite for a step that mixed precision skips.
                let isOnset = tag.role != .gradient && isOnset(breaks, history)
                deciding = isOnset ? first : last
            case .unknown(.notLoggedAgain): deciding = last
            case .unknown(.notYetPassed), .restarted:
                if isOpen(history) { deciding = deciding ?? last }
            case .unknown(.toEndOfPass):
                if let found = breaks.toEndOfPass { deciding = located(found, tag, attempt) }
            case .recovered, .undefined, .unknown, .unknownOther, .other:
                deciding = deciding ?? first
            }
        }
        guard let deciding else { return ([], all) }
        return ([deciding], all.filter { $0 != deciding })
    }

    /// Whether a tag broke for good with its first break, though some values after it were finite.
    ///
    /// A loss near its overflow is infinite, finite once more, and then infinite to the end. So at
    /// least half of the values from the first break to the last one are not finite.
    private func isOnset(_ breaks: Breaks, _ history: TagAttempt) -> Bool {
        guard breaks.count > 1, breaks.first.pass == breaks.last.pass, history.increment > 0,
            !history.jitters, case .finiteAgain(let between) = breaks.first.end,
            between.step > breaks.first.first.step, breaks.last.first.step > between.step
        else { return false }
        let steps = breaks.last.first.step.subtractingHeld(breaks.first.first.step)
        let values = steps / history.increment
        let broken = breaks.values - breaks.last.count  // in range: parts of what was counted
        return values <= Int64(broken).multipliedHeld(2)
    }

    private func located(_ found: Break, _ tag: Tag, _ attempt: Int) -> LocatedBreak {
        LocatedBreak(
            writer: index,
            attempt: attempt,
            tag: tag.tag,
            value: found,
            isSuperseded: writer.isSuperseded(step: found.first.step, of: tag.tag, in: attempt)
        )
    }
}

/// The contribution of a tag's breaks to the outcome.
private enum TagVerdict {
    case broken
    case unknown(UnknownReason)
    case restarted
    case recovered
    case undefined
    case unknownOther
    case other

    /// The rules of the outcome; the first match counts.
    ///
    /// A tag outside of training that ended without being finite again precedes a measure that has
    /// no value: the run is not known to be healthy.
    var rank: Int {
        switch self {
        case .broken: 0
        case .unknown: 1
        case .restarted: 2
        case .recovered: 3
        case .unknownOther: 4
        case .undefined: 5
        case .other: 6
        }
    }

    var outcome: Outcome {
        switch self {
        case .broken: .broken
        case .unknown, .unknownOther, .other: .unknown
        case .restarted: .recoveredByRestart
        case .recovered: .recovered
        case .undefined: .undefinedMeasure
        }
    }

    var reason: UnknownReason? {
        switch self {
        case .unknown(let reason): reason
        case .unknownOther, .other: .undecided
        case .broken, .restarted, .recovered, .undefined: nil
        }
    }
}
