internal import SystemPackage
internal import TFRecord
internal import TensorBoardEvents

/// Finds what broke first in a run, from its findings and a second look at the files.
struct OriginFinder {
    let run: ScanPlan.Run
    let selection: ScanSelection
    let grammar: TagGrammar
    /// Whether to read as much as an explanation needs.
    let isThorough: Bool
    /// The tags with findings, and the step at which each was first not finite.
    private var badTags: [String: Int64] = [:]

    /// One story for each segment of the run that has findings which are not to be expected.
    mutating func stories(of findings: [ScanReport.Finding]) -> [OriginStory] {
        var nameByteCount = 0
        for finding in findings.prefix(Self.badTagLimit) {
            // Those that broke first come first, whatever the rest are called.
            nameByteCount.addClamped(finding.tag.utf8.count)
            guard nameByteCount <= Self.badNameByteCount else { break }
            badTags[finding.tag] = min(badTags[finding.tag] ?? .max, finding.first.step)
        }
        let counted = findings.filter {
            !$0.isAllowed && $0.place != .wallTime && !$0.place.isInDataset
        }
        var stories: [OriginStory] = []
        for segment in Set(counted.map(\.first.segment)).sorted().prefix(Self.segmentLimit) {
            let own = counted.filter { $0.first.segment == segment }
            if let story = story(of: own, segment: segment) { stories.append(story) }
        }
        return stories
    }

    /// The story of a run without findings whose counters say that there was something.
    func storyOfCounters() -> OriginStory? {
        let nowhere = OriginTarget(step: .max, file: -1, offset: -1, segment: 0)
        let first = read(nowhere)
        guard let sign = first.earlierSign else { return nil }
        return story(at: sign)
    }

    private func story(of findings: [ScanReport.Finding], segment: Int) -> OriginStory? {
        var harmless: [(step: Int64, why: String)] = []
        var last: OriginStory?
        for target in targets(of: findings) {
            guard var story = story(at: target) else { continue }
            story.harmless = harmless
            guard let why = story.verdict.harmless else { return story }
            if last == nil { last = story }
            harmless.append((story.step, why))
        }
        return last
    }

    private func story(at target: OriginTarget) -> OriginStory? {
        let evidence = read(target)
        for earlier in [evidence.earlierSign, evidence.precedingStep].compactMap(\.self) {
            let analysis = OriginAnalysis(read(earlier))
            if let verdict = analysis.verdict(), verdict.harmless == nil {
                return OriginStory(segment: target.segment, analysis: analysis, verdict: verdict)
            }
        }
        let analysis = OriginAnalysis(evidence)
        return analysis.verdict().map {
            OriginStory(segment: target.segment, analysis: analysis, verdict: $0)
        }
    }

    private func read(_ target: OriginTarget) -> RunEvidence {
        RunReading(
            run,
            target: target,
            grammar: grammar,
            selection: selection,
            extent: isThorough ? .wide(badTags: badTags) : .near(target, badTags: badTags)
        ).read()
    }

    /// The first few steps at which something broke for the first time, in order.
    private func targets(of findings: [ScanReport.Finding]) -> [OriginTarget] {
        var targets: [OriginTarget] = []
        for finding in findings where !targets.contains(where: { $0.step == finding.first.step }) {
            if targets.count == Self.targetLimit { break }
            targets.append(
                OriginTarget(
                    step: finding.first.step,
                    file: run.files.firstIndex { $0.relativePath == finding.first.file } ?? -1,
                    offset: finding.first.offset,
                    segment: finding.first.segment,
                    lastFiniteStep: finding.lastFinite?.step
                )
            )
        }
        return targets
    }

    private static let badTagLimit = 4_000
    /// Enough for that many names of ordinary length.
    private static let badNameByteCount = 512 << 10
    private static let segmentLimit = 8
    private static let targetLimit = 6
}

extension OriginFinder {
    init(_ run: ScanPlan.Run, options: ScanOptions, isThorough: Bool = false) {
        self.run = run
        selection = options.selection
        grammar = TagGrammar(rules: options.rules)
        self.isThorough = isThorough
    }
}

extension ScanReport.Origin {
    init(_ story: OriginStory, of run: ScanReport.Run) {
        let tag = story.tag
        self.init(
            logdir: run.logdir,
            run: run.name,
            tag: tag.name,
            step: story.step,
            direction: story.verdict.direction.rawValue,
            why: story.verdict.evidence.joined(separator: "; "),
            layer: story.verdict.layer.isEmpty ? nil : story.verdict.layer,
            lastFiniteStep: story.lastFiniteStep,
            segment: story.segment,
            evidence: story.verdict.evidence,
            isHarmless: story.verdict.harmless != nil
        )
    }
}
