internal import ClampedArithmetic
internal import Logdirs
internal import TagRoles
internal import TextOutput
internal import Timelines

/// A finder of what broke first in a run, from its findings and a second reading of the files.
struct OriginFinder {
    let run: RunPlan.Run
    let options: ScanOptions
    /// Whether to read as much as an explanation needs.
    let isThorough: Bool
    private let grammar: TagGrammar
    private let tagNames: Set<String>

    /// Creates a finder.
    ///
    /// - Parameters:
    ///   - run: The run.
    ///   - options: The options of the scan.
    ///   - tagNames: The names of the run's tags, where only some are selected.
    ///   - isThorough: Whether to read as much as an explanation needs.
    init(
        _ run: RunPlan.Run,
        options: ScanOptions,
        tagNames: Set<String> = [],
        isThorough: Bool = false
    ) {
        self.run = run
        self.tagNames = tagNames
        self.options = options
        self.isThorough = isThorough
        grammar = TagGrammar(rules: options.rules)
    }

    /// The stories of a run, the most important first.
    ///
    /// A run without findings has one if its counters say that tensors were not finite.
    func stories(of findings: [RunFinding]) -> [OriginStory] {
        let counted = findings.filter {
            !$0.isAllowed && $0.place != .wallTime && !$0.place.isInDataset
        }
        guard isThorough || !counted.isEmpty else { return [] }
        let look = look(counted.prefix(Self.badTagLimit), badTags: badTags(of: findings))
        var stories: [OriginStory] = []
        // Each story keeps what was read for it: a constant amount for each tag.
        let limit = min(Self.storyLimit, max(2, Self.storyTagLimit / max(look.tags.count, 1)))
        for told in look.timeline.told.prefix(limit) {
            var story = story(of: told, in: look)
            if told.kind == .transient, let why = story.verdict.harmless, !stories.isEmpty,
                stories[0].kind == .deciding
            {
                // Such as a step that mixed precision skipped: no failure, and no story.
                if why != stories[0].verdict.harmless {
                    stories[0].harmless.append((story.step, why))
                }
                continue
            }
            story.isFirst = stories.isEmpty
            stories.append(story)
        }
        return stories
    }

    private func look(
        _ findings: ArraySlice<RunFinding>,
        badTags: [ExactName: Int64]
    ) -> RunLook {
        let targets = OriginTargets(findings, grammar: grammar).targets
        let early = Set(findings.prefix(Self.earlyTagLimit).map { ExactName($0.tag) })
        return RunReading(
            run,
            targets: targets,
            grammar: grammar,
            selection: options.selection,
            allowances: options.allowances,
            extent: isThorough
                ? .wide(badTags: badTags, earlyTags: early)
                : .near(targets, badTags: badTags, earlyTags: early)
        ).read()
    }

    /// The tags with findings, and the step at which each was first not finite.
    private func badTags(of findings: [RunFinding]) -> [ExactName: Int64] {
        var badTags: [ExactName: Int64] = [:]
        var nameByteCount = 0
        for finding in findings.prefix(Self.badTagLimit) {
            // Those that broke first come first, whatever the names of the others.
            nameByteCount.addClamped(finding.tag.utf8.count)
            guard nameByteCount <= Self.badNameByteCount else { break }
            let known = badTags[ExactName(finding.tag)] ?? .max
            badTags[ExactName(finding.tag)] = min(known, finding.first.point.step)
        }
        return badTags
    }

    private func story(of told: ToldBreak, in look: RunLook) -> OriginStory {
        var skipped: [(step: Int64, why: String)] = []
        var last: OriginStory?
        for located in candidates(for: told, in: look) {
            guard var story = story(at: located, told, in: look) else { continue }
            story.harmless = skipped
            guard let why = story.verdict.harmless else { return story }
            if last == nil {
                last = story
            } else if why == last?.verdict.harmless {
                continue
            }
            skipped.append((story.step, why))
        }
        return last ?? outline(of: told, in: look)
    }

    /// The breaks of which the story may be: the first that is a failure.
    ///
    /// A break that is not a failure, as of a mask that was never finite, must not hide a later
    /// failure.
    private func candidates(for told: ToldBreak, in look: RunLook) -> [LocatedBreak] {
        guard told.outcome == .recovered || told.kind == .deciding else { return [told.located] }
        let rest = told.group.filter {
            $0.writer == told.located.writer && $0.attempt == told.located.attempt
        }
        let ordered = rest.sorted {
            let (first, second) = ($0.value.first, $1.value.first)
            return (first.file, first.place) < (second.file, second.place)
        }
        var steps: Set<Int64> = [told.located.value.first.step]
        let others = ordered.filter { steps.insert($0.value.first.step).inserted }
        return [told.located] + others.prefix(Self.candidateLimit)
    }

    private func story(
        at located: LocatedBreak,
        _ told: ToldBreak,
        in look: RunLook
    ) -> OriginStory? {
        let undefined = Set(look.timeline.outcomes[located.writer].undefined)
        let setAside =
            told.kind == .undefined ? Set(look.tags.indices).subtracting(undefined) : undefined
        guard var evidence = look.evidence(of: located, setAside: setAside) else { return nil }
        evidence.hiddenRoles = hiddenRoles(besides: look)
        evidence.recognizeCounts()
        evidence.keepFirstOptimizer()
        let analysis = OriginAnalysis(evidence, wording: options.wording)
        guard var verdict = analysis.verdict() else { return nil }
        let tag = analysis.evidence.tags[verdict.tag]
        if !tag.countReason.isEmpty {
            verdict.evidence.insert(tag.countReason, at: min(1, verdict.evidence.count))
        }
        if tag.strength == .weak, !tag.roleReason.isEmpty {
            // A word that means something else elsewhere is no certainty.
            let guess = "\(tag.title) looks like \(tag.meaning.role.noun), \(tag.roleReason)"
            verdict.evidence.insert(guess, at: min(1, verdict.evidence.count))
        }
        return OriginStory(
            told,
            located: located,
            of: look,
            run: run,
            analysis: analysis,
            verdict: verdict
        )
    }

    /// The roles of the run's tags that were not selected, as far as their names tell.
    private func hiddenRoles(besides look: RunLook) -> Set<TagRole> {
        guard look.isSelective, !tagNames.isEmpty else { return [] }
        let known = Set(look.tags.map(\.name))
        return Set(
            tagNames.subtracting(known).map { grammar.meaning(of: $0, isScalar: true).role }
        )
    }

    /// The story of a break whose step was not looked at: what the timeline shows.
    private func outline(of told: ToldBreak, in look: RunLook) -> OriginStory {
        let first = told.located.value.first
        var evidence = RunEvidence(
            target: OriginTarget(step: first.step, file: first.file, offset: first.place)
        )
        evidence.isRead = look.isRead
        evidence.isSelective = look.isSelective
        for tag in look.tags { evidence.tags.append(tag) }
        let tag = look.tags[told.located.tag]
        let verdict = OriginVerdict(
            direction: .unknown,
            tag: told.located.tag,
            layer: "",
            evidence: ["\(tag.title) is not finite at step \(NumberText.grouped(first.step))"]
        )
        return OriginStory(
            told,
            located: told.located,
            of: look,
            run: run,
            analysis: OriginAnalysis(evidence, wording: options.wording),
            verdict: verdict
        )
    }

    private static let badTagLimit = 4_000
    private static let earlyTagLimit = 800
    /// Enough for that many names of ordinary length.
    private static let badNameByteCount = 512 << 10
    private static let storyLimit = 8
    private static let storyTagLimit = 16_000
    private static let candidateLimit = 5
}
