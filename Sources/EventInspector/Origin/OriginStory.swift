internal import Logdirs
internal import NonFiniteNumbers
internal import TextOutput
internal import Timelines

/// What broke in one attempt of a run, and all that was read to find out.
struct OriginStory {
    /// The outcome, as far as this break is concerned.
    var outcome: Outcome
    var reason: UnknownReason?
    /// Whether the outcome depends on how the files follow one another.
    var isHedged: Bool
    var kind: ToldBreak.Kind
    /// Whether it is told before all others of its run.
    var isFirst = false
    /// The number of the attempt, from 1, and how it began.
    var attempt: Int
    var beginning: AttemptBeginning
    /// A later attempt's beginning, if there is one.
    var nextBeginning: AttemptBeginning?
    /// The file in which it broke, where the run has several writers.
    var writer: String?
    /// Whether the log shows that several processes wrote at the same time.
    var hasConcurrentWriters: Bool
    /// The files of the other writers.
    var otherWriters: [String]
    /// The break of the tag that broke first.
    var value: Break
    /// The history of that tag in the attempt.
    var tagHistory: TagAttempt?
    /// The tag's last finite value of an earlier attempt at a lower step, if the break is the
    /// attempt's first value.
    var finiteInEarlierAttempt: LoggedPoint?
    /// The tags of the breaks that this one stands for.
    var groupTags: [String]
    var groupKinds: [String: NonFiniteKind]
    /// What lies unread between the last finite value and the break.
    var hole: Hole?
    /// Whether part of the file before the break was not read.
    var hasUnreadBefore: Bool
    /// The course of the loss in the attempt.
    var loss: LossCurve?
    var analysis: OriginAnalysis
    var verdict: OriginVerdict
    /// The earlier steps that were not failures, such as those that mixed precision skipped.
    var harmless: [(step: Int64, why: String)] = []

    /// Damage in front of a break.
    struct Hole: Hashable {
        var offset: Int
        var byteCount: Int
        var path: String
    }

    var evidence: RunEvidence { analysis.evidence }
    var step: Int64 { evidence.target.step }
    var tag: TagEvidence { evidence.tags[verdict.tag] }
    var isHarmless: Bool { verdict.harmless != nil }
    /// Whether it is a note to the run's first story.
    var isNote: Bool { !isFirst && kind != .otherAttempt }
    /// The layer that broke; nil unless it is more than a part of a tag.
    var layer: String? {
        guard !verdict.layer.isEmpty,
            evidence.tags.contains(where: { $0.confirmedLayer == verdict.layer })
        else { return nil }
        return verdict.layer
    }
    /// The number of earlier attempts.
    var segment: Int { attempt - 1 }

    /// The last step at which the tag was known to be finite.
    var lastFiniteStep: Int64? {
        if let before = value.before { return before.step }
        return tag.lastFinite?.step ?? finiteInEarlierAttempt?.step
    }
}

extension OriginStory {
    init(
        _ told: ToldBreak,
        located: LocatedBreak,
        of look: RunLook,
        run: RunPlan.Run,
        analysis: OriginAnalysis,
        verdict: OriginVerdict
    ) {
        let timeline = look.timeline
        let writer = timeline.writers[located.writer]
        let attempt = writer.attempts[located.attempt]
        let history = attempt.tags[verdict.tag]
        let value =
            history?.breaks?.starting(at: located, verdict.tag)
            ?? located.value.with(before: analysis.evidence.tags[verdict.tag].lastFinite)
        outcome = verdict.harmless != nil && told.outcome == .broken ? .unknown : told.outcome
        reason = told.reason
        isHedged = timeline.isHedged
        kind = told.kind
        self.attempt = attempt.number
        beginning = attempt.beginning
        nextBeginning = writer.attempts.dropFirst(located.attempt + 1).first?.beginning
        let files = timeline.writers.map { $0.files.map { run.files[$0].relativePath } }
        self.writer =
            timeline.writers.count > 1 ? run.files[located.value.first.file].relativePath : nil
        hasConcurrentWriters = timeline.writers.contains { writer in
            writer.relations.contains { if case .concurrent = $0 { true } else { false } }
        }
        otherWriters = files.enumerated().filter { $0.offset != located.writer }
            .compactMap(\.element.first)
        self.value = value
        tagHistory = history
        finiteInEarlierAttempt =
            value.before == nil
            ? writer.attempts[..<located.attempt].reversed().lazy
                .compactMap { $0.tags[verdict.tag]?.lastFinite }.first : nil
        groupTags = told.group.map { look.tags[$0.tag].name }
        groupKinds = Dictionary(
            told.group.map { (look.tags[$0.tag].name, NonFiniteKind($0.value.first.value)) }
        ) { $0 == $1 ? $0 : .unknown }
        let first = value.first
        hasUnreadBefore = timeline.hasUnread(in: first.file, before: first.place)
        hole = Self.hole(in: timeline, before: value, run: run)
        loss = look.loss(in: located, origin: verdict.tag)
        self.analysis = analysis
        self.verdict = verdict
        if verdict.harmless == nil, let text = Self.harmless(told, in: look) {
            self.verdict.harmless = text
            self.verdict.evidence.append(text)
        }
    }

    /// Why a break is no failure, as far as the timeline shows it.
    private static func harmless(_ told: ToldBreak, in look: RunLook) -> String? {
        let timeline = look.timeline
        let attempt = timeline.writers[told.located.writer].attempts[told.located.attempt]
        let title = look.tags[told.located.tag].title
        switch told.outcome {
        case .undefinedMeasure:
            guard let history = attempt.tags[told.located.tag], history.firstFinite == nil else {
                return "\(title) is a measure: training does not depend on it"
            }
            return "\(title) never had a finite value (\(NumberText.count(history.count, "value")) "
                + "logged)"
        case .recovered:
            let losses = attempt.tags.filter { timeline.roles[$0.key] == .loss }
            guard !losses.isEmpty, losses.allSatisfy({ $0.value.breaks == nil }),
                told.group.allSatisfy({ timeline.roles[$0.tag] == .gradient })
            else { return nil }
            let values = told.group.compactMap { attempt.tags[$0.tag]?.breaks?.values }.max() ?? 1
            return
                "gradients were not finite in \(NumberText.count(values, "value")) and finite again each "
                + "time, and the loss stayed finite: they reached no parameter, or the step was skipped, as "
                + "mixed precision does"
        default: return nil
        }
    }

    private static func hole(
        in timeline: Timeline,
        before value: Break,
        run: RunPlan.Run
    ) -> Hole? {
        let first = value.first
        let start = value.before.flatMap { $0.file == first.file ? $0.place : nil } ?? -1
        let found = timeline.unread.first {
            $0.reason == .damage && $0.file == first.file && $0.places.lowerBound > start
                && $0.places.lowerBound < first.place
        }
        return found.map {
            Hole(
                offset: $0.places.lowerBound,
                byteCount: $0.places.count,
                path: run.files[$0.file].relativePath
            )
        }
    }
}

extension Break {
    /// The same break of another tag of its step, whose own is not kept.
    fileprivate func with(before point: TagPoint?) -> Break {
        var value = self
        value.before = point.map {
            LoggedPoint(file: $0.file, place: $0.place, time: $0.wallTime, step: $0.step)
        }
        return value
    }
}

extension Breaks {
    /// The break that began with another one's; nil if that is not among those kept.
    fileprivate func starting(at located: LocatedBreak, _ tag: Int) -> Break? {
        if tag == located.tag { return located.value }
        let kept = [first, last, longest, toEndOfPass].compactMap { $0 }
        return kept.first { $0.first.place == located.value.first.place }
            ?? kept.first { $0.first.step == located.value.first.step }
    }
}

extension NonFiniteKind {
    fileprivate init(_ value: ValueKind) {
        self =
            switch value {
            case .positiveInfinity: .positiveInfinity
            case .negativeInfinity: .negativeInfinity
            case .nan: .nan
            case .finite, .infinities: .unknown
            }
    }
}
