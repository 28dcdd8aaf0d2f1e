/// A break that a report tells, with its own outcome.
public struct ToldBreak: Sendable, Hashable {
    /// Why a break is told.
    public enum Kind: UInt8, Sendable, Hashable {
        /// It decides the outcome of its writer.
        case deciding
        /// It decides the outcome of another writer, which broke as well.
        case otherWriter
        /// It happened in another attempt of the writer.
        case otherAttempt
        /// The tag was finite again before the deciding break.
        case transient
        /// A tag of unknown role that broke before, and was not finite again.
        case unexplained
        /// A measure, a mask, or another tag that was never finite by design.
        case undefined
    }

    /// The break.
    public var located: LocatedBreak
    /// Why it is told.
    public var kind: Kind
    /// The outcome as far as this break is concerned.
    public var outcome: Outcome
    /// Why the outcome is unknown; `nil` if it is known.
    public var reason: UnknownReason?
    /// All breaks that this one stands for, itself included.
    public var group: [LocatedBreak]
}

extension Timeline {
    /// The number of breaks told at most.
    static let toldLimit = 16

    /// The breaks to tell, the most important first: for each writer the one that decides its
    /// outcome, that of each other attempt, and transient and undefined ones.
    public var told: [ToldBreak] {
        var told: [ToldBreak] = []
        let leader = toldFirst?.writer
        let order = outcomes.indices.sorted {
            let (first, second) = (outcomes[$0].severity, outcomes[$1].severity)
            return (first, $0 == leader ? 0 : 1, $0) < (second, $1 == leader ? 0 : 1, $1)
        }
        for index in order {
            guard var first = decidingBreak(ofWriter: index) else { continue }
            if !told.isEmpty { first.kind = .otherWriter }
            told.append(first)
        }
        for first in told { told += others(than: first) }
        return Array(told.prefix(Self.toldLimit))
    }

    private func decidingBreak(ofWriter index: Int) -> ToldBreak? {
        let outcome = outcomes[index]
        guard var located = firstOfTraining(outcome.deciding) else { return nil }
        if let told = toldFirst, told.writer == index { located = told }
        var group = outcome.deciding
        if outcome.outcome == .recovered {
            group = clusters(of: group).first { $0.contains(located) } ?? group
        }
        return ToldBreak(
            located: located,
            kind: outcome.outcome == .undefinedMeasure ? .undefined : .deciding,
            outcome: outcome.outcome,
            reason: outcome.reason,
            group: group
        )
    }

    /// The first break of a tag that is part of training, or else of any tag.
    func firstOfTraining(_ breaks: [LocatedBreak]) -> LocatedBreak? {
        first(of: breaks.filter { isTraining($0) }) ?? first(of: breaks)
    }

    private func others(than told: ToldBreak) -> [ToldBreak] {
        let writer = told.located.writer
        let outcome = outcomes[writer]
        var others: [ToldBreak] = []
        var rest = outcome.others.filter { !outcome.undefined.contains($0.tag) }
        if told.outcome == .recovered {
            rest += outcome.deciding.filter { !told.group.contains($0) }
        }
        for attempt in writers[writer].attempts.indices.reversed() {
            let own = rest.filter { $0.attempt == attempt }
            if attempt == told.located.attempt {
                others += transients(own, besides: told)
                if let other = unexplained(own, before: told) { others.append(other) }
            } else if let other = otherAttempt(own) {
                others.append(other)
            }
        }
        if told.outcome != .undefinedMeasure, let undefined = undefined(outcome, beside: told) {
            others.append(undefined)
        }
        return others
    }

    private func otherAttempt(_ breaks: [LocatedBreak]) -> ToldBreak? {
        let training = breaks.filter { isTraining($0) }
        let open = training.filter(\.value.isOpen)
        guard let located = first(of: open) ?? first(of: training) ?? first(of: breaks) else {
            return nil
        }
        let isLast = located.attempt == writers[located.writer].attempts.count - 1
        let outcome: Outcome =
            if !located.value.isOpen {
                .recovered
            } else if wasPassed(located) {
                .recoveredByRestart
            } else {
                isLast && isTraining(located) ? .broken : .unknown
            }
        return ToldBreak(
            located: located,
            kind: .otherAttempt,
            outcome: outcome,
            reason: outcome == .unknown ? .notYetPassed : nil,
            group: breaks
        )
    }

    /// Whether a later attempt logged finite values of the tag up to the step of the break.
    private func wasPassed(_ located: LocatedBreak) -> Bool {
        writers[located.writer].attempts.dropFirst(located.attempt + 1).contains { attempt in
            guard let history = attempt.tags[located.tag], let last = history.lastFinite else {
                return false
            }
            return last.step >= located.value.first.step
        }
    }

    private func transients(_ breaks: [LocatedBreak], besides told: ToldBreak) -> [ToldBreak] {
        let ended = breaks.filter {
            guard !$0.value.isOpen, isTraining($0) else { return false }
            return told.outcome == .recovered || order(of: $0, told.located) == .before
        }
        return clusters(of: ended).prefix(Self.transientLimit).compactMap { cluster in
            first(of: cluster).map {
                ToldBreak(
                    located: $0,
                    kind: .transient,
                    outcome: .recovered,
                    reason: nil,
                    group: cluster
                )
            }
        }
    }

    private static let transientLimit = 4

    /// The breaks of an attempt that overlap in the file, or follow one another at once.
    private func clusters(of breaks: [LocatedBreak]) -> [[LocatedBreak]] {
        var clusters: [[LocatedBreak]] = []
        var end = (-1, -1)
        let ordered = breaks.sorted {
            let (first, second) = ($0.value.first, $1.value.first)
            return (self.order(of: first.file), first.place, $0.tag)
                < (self.order(of: second.file), second.place, $1.tag)
        }
        for located in ordered {
            let first = located.value.first
            var last = located.value.last
            if case .finiteAgain(let point) = located.value.end { last = point }
            let start = (order(of: first.file), first.place)
            if clusters.isEmpty || start > end {
                clusters.append([located])
                end = (order(of: last.file), last.place)
            } else {
                clusters[clusters.count - 1].append(located)
                let own = (order(of: last.file), last.place)
                if own > end { end = own }
            }
        }
        return clusters
    }

    private func unexplained(_ breaks: [LocatedBreak], before told: ToldBreak) -> ToldBreak? {
        let open = breaks.filter {
            $0.value.isOpen && !isTraining($0) && $0.tag != told.located.tag
                && order(of: $0, told.located) == .before
        }
        guard let located = first(of: open) else { return nil }
        return ToldBreak(
            located: located,
            kind: .unexplained,
            outcome: .unknown,
            reason: .undecided,
            group: open
        )
    }

    private func undefined(_ outcome: WriterOutcome, beside told: ToldBreak) -> ToldBreak? {
        let breaks = outcome.others.filter {
            // What broke after the told break is its consequence.
            outcome.undefined.contains($0.tag)
                && (order(of: $0, told.located) == .before || wasNeverFinite($0))
        }
        guard let located = first(of: breaks) else { return nil }
        return ToldBreak(
            located: located,
            kind: .undefined,
            outcome: .undefinedMeasure,
            reason: nil,
            group: breaks
        )
    }

    private func wasNeverFinite(_ located: LocatedBreak) -> Bool {
        writers[located.writer].attempts[located.attempt].tags[located.tag]?.firstFinite == nil
    }

    private func isTraining(_ located: LocatedBreak) -> Bool {
        roles[located.tag]?.isTraining ?? false
    }
}
