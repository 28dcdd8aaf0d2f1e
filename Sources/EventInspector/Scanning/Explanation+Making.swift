internal import ClampedArithmetic
internal import TFRecord
internal import TagRoles
internal import TextOutput
internal import Timelines

extension Explanation.Story {
    init(
        _ story: OriginStory,
        of run: ScanReport.Run,
        findings: [RunFinding],
        wording: Wording
    ) {
        let hyperparameters = findings.filter { $0.place == .hparam && !$0.isAllowed }.compactMap {
            finding in finding.first.observation.field.map { ($0, finding.kind) }
        }
        let causes = CauseFinder(
            analysis: story.analysis,
            verdict: story.verdict,
            badHyperparameters: hyperparameters
        ).causes()
        let verdict = story.verdict
        let causeLayer = causes.first.flatMap { $0.strength == .shown ? $0.layer : nil }
        let layer = causeLayer ?? story.layer ?? ""
        self.init(
            logdir: run.logdir,
            run: run.name,
            segment: story.segment,
            outcome: story.outcome,
            attempt: story.attempt,
            writer: story.writer,
            isNote: story.isNote,
            headline: story.headline,
            window: story.window,
            tag: story.tag.name,
            title: story.tag.meaning.dumpName ?? story.tag.name,
            tieCount: story.verdict.tieCount,
            step: story.step,
            wallTime: story.tag.at?.wallTime ?? 0,
            lastFiniteStep: story.lastFiniteStep,
            direction: verdict.direction,
            layer: layer.isEmpty ? nil : layer,
            loss: story.loss,
            evidence: verdict.evidence,
            harmless: verdict.harmless,
            causes: causes,
            spread: story.spread,
            before: story.history,
            lastFiniteParameters: story.isHarmless ? nil : story.safeStep,
            advice: story.isHarmless || story.isNote || story.outcome == .undefinedMeasure
                || story.outcome == .recoveredByRestart
                ? [] : verdict.advice + story.advice(for: causes),
            notes: story.notes(wording)
        )
    }
}

extension OriginStory {
    /// The tensors that were non-finite at the step and after it, by their part in training.
    var spread: [String] {
        var lines: [String] = []
        for (role, noun) in Self.nouns {
            let tags = evidence.tags.filter { $0.meaning.role == role && $0.at != nil }
            guard !tags.isEmpty else { continue }
            let names = Set(tags.map(\.title))
            let bad = Set(tags.filter(\.isBadAtTarget).map(\.title))
            guard !bad.isEmpty else { continue }
            var line =
                "\(bad.count) of \(NumberText.count(names.count, noun)) not finite at step \(NumberText.grouped(step))"
            if bad.count < names.count, bad.count <= 3 {
                line += ": " + bad.sorted().joined(separator: ", ")
            }
            lines.append(line)
        }
        if let later = laterParameters { lines.append(later) }
        return lines
    }

    private static let nouns: [(TagRole, String)] = [
        (.data, "data tensor"), (.input, "layer input"), (.output, "forward tensor"),
        (.loss, "loss tag"), (.gradient, "gradient"), (.update, "update"),
        (.parameter, "parameter"),
    ]

    private var laterParameters: String? {
        let parameters = evidence.tags.filter {
            $0.meaning.role == .parameter && !$0.countsOtherSteps
        }
        guard !parameters.contains(where: \.isBadAtTarget) else { return nil }
        let bad = parameters.filter { tag in tag.after.contains { tag.isBad($0) } }
        guard
            let step = bad.flatMap({ tag in tag.after.filter { tag.isBad($0) }.map(\.step) }).min()
        else { return nil }
        let names = Set(parameters.map(\.title)).count
        return
            "\(Set(bad.map(\.title)).count) of \(NumberText.count(names, "parameter")) not finite at step \(NumberText.grouped(step))"
    }

    /// A few quantities over the last steps: the origin, the loss, the gradients, the loss scale.
    var history: Explanation.History {
        let columns = historyColumns()
        let steps = Set(columns.flatMap { evidence.tags[$0].before.map(\.step) }).sorted().suffix(5)
        var history = Explanation.History(columns: columns.map { evidence.tags[$0].title })
        guard !steps.contains(step) else { return historyByPlace(columns) }
        for row in steps + [step] {
            let values = columns.map { column -> Double? in
                let tag = evidence.tags[column]
                let point = row == step ? tag.at : tag.before.last { $0.step == row }
                return point.flatMap { Self.shown($0.facts) }
            }
            history.rows.append((row, values))
        }
        return steps.isEmpty ? Explanation.History() : history
    }

    /// The values of the first column alone, where the step does not tell one from another.
    private func historyByPlace(_ columns: [Int]) -> Explanation.History {
        guard let column = columns.first else { return Explanation.History() }
        let tag = evidence.tags[column]
        var history = Explanation.History(columns: [tag.title])
        for point in tag.before.suffix(5) + [tag.at].compactMap({ $0 }) {
            history.rows.append((point.step, [Self.shown(point.facts)]))
        }
        return history
    }

    private func historyColumns() -> [Int] {
        var columns: [Int] = []
        func take(_ matches: (TagEvidence) -> Bool) {
            let found = evidence.tags.indices.first { index in
                let tag = evidence.tags[index]
                return !tag.before.isEmpty && !tag.countsOtherSteps
                    && tag.meaning.statistic != .nonFiniteCount
                    && matches(tag)
                    && !columns.contains(where: { evidence.tags[$0].title == tag.title })
            }
            if let found { columns.append(found) }
        }
        take { $0.name == tag.name }
        take { $0.meaning.role == .loss && $0.meaning.statistic == .values }
        take { $0.meaning.role == .gradient && $0.isAggregate && $0.isScalar }
        take { $0.meaning.role == .lossScale }
        take { $0.meaning.role == .learningRate }
        return Array(columns.prefix(4))
    }

    /// The number of a scalar; the largest magnitude of a tensor, or NaN if it contains one.
    private static func shown(_ facts: TensorFacts) -> Double? {
        if let number = facts.number { return number }
        if facts.nan > 0 { return .nan }
        return facts.isBad ? .infinity : facts.magnitude
    }

    func advice(for causes: [Cause]) -> [String] {
        let framework = LoggingFramework(evidence.signs, tags: evidence.tags.lazy.map(\.name))
        var advice: [String] = []
        if !causes.contains(where: { $0.strength == .shown }) {
            advice.append(LoggingFramework.detector(of: framework))
        }
        if !evidence.tags.contains(where: { $0.meaning.role == .parameter }) {
            advice.append(
                analysis.advice(
                    toLog: "the parameters",
                    .parameter,
                    purpose: "to know which checkpoint is safe"
                )
            )
        }
        let isHidden = [.input, .output].contains(where: evidence.hiddenRoles.contains)
        if !isHidden, causes.allSatisfy({ $0.strength == .possible }),
            !evidence.tags.contains(where: { $0.isTensor && $0.meaning.role.isForward })
        {
            advice.append(
                framework?.hook.map { "log each layer: \($0)" }
                    ?? "log whole tensors where it breaks: exact zeros, ones and ranges show the reason"
            )
        }
        if let before = value.before, case let last = before.step, hole == nil,
            value.first.step.subtractingClamped(last) > 1
        {
            advice.append(
                "log every step from \(NumberText.grouped(last)) on: it broke somewhere in (\(NumberText.grouped(last)), \(NumberText.grouped(step))]"
            )
        }
        return advice
    }

    func notes(_ wording: Wording) -> [String] {
        var notes = harmless.map { "step \(NumberText.grouped($0.step)): \($0.why)" } + facts
        if kind == .undefined, let line = allowance(wording) { notes.append(line) }
        return notes
    }
}
