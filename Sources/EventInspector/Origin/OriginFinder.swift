internal import ClampedArithmetic
internal import Logdirs
internal import SystemPackage
internal import TFRecord
internal import TagRoles
internal import TensorBoardEvents
internal import TextOutput

/// A finder of what broke first in a run, from its findings and a second reading of the files.
struct OriginFinder {
    let run: RunPlan.Run
    let selection: ScanSelection
    let grammar: TagGrammar
    /// Whether to read as much as an explanation needs.
    let isThorough: Bool
    private let wording: Wording
    /// The tags with findings, and the step of each one's first non-finite value.
    private var badTags: [ExactName: Int64] = [:]

    /// One story for each segment of the run with unexpected findings.
    mutating func stories(of findings: [RunFinding]) -> [OriginStory] {
        var nameByteCount = 0
        for finding in findings.prefix(Self.badTagLimit) {
            // Those that broke first come first, whatever the names of the others.
            nameByteCount.addClamped(finding.tag.utf8.count)
            guard nameByteCount <= Self.badNameByteCount else { break }
            badTags[ExactName(finding.tag), default: .max] = min(
                badTags[ExactName(finding.tag)] ?? .max,
                finding.first.point.step
            )
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

    /// The story of a run without findings whose counters report non-finite values.
    func storyOfCounters() -> OriginStory? {
        let nowhere = OriginTarget(step: .max, file: -1, offset: -1, segment: 0)
        let first = read(nowhere)
        guard let sign = first.earlierSign else { return nil }
        return story(at: sign)
    }

    private func story(of findings: [RunFinding], segment: Int) -> OriginStory? {
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
            let analysis = OriginAnalysis(read(earlier), wording: wording)
            if let verdict = analysis.verdict(), verdict.harmless == nil {
                return OriginStory(segment: target.segment, analysis: analysis, verdict: verdict)
            }
        }
        let analysis = OriginAnalysis(evidence, wording: wording)
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
    private func targets(of findings: [RunFinding]) -> [OriginTarget] {
        var targets: [OriginTarget] = []
        for finding in findings.map(\.history)
        where !targets.contains(where: { $0.step == finding.first.point.step }) {
            if targets.count == Self.targetLimit { break }
            targets.append(
                OriginTarget(
                    step: finding.first.point.step,
                    file: finding.first.file,
                    offset: finding.first.point.offset,
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
    init(_ run: RunPlan.Run, options: ScanOptions, isThorough: Bool = false) {
        self.run = run
        selection = options.selection
        grammar = TagGrammar(rules: options.rules)
        self.isThorough = isThorough
        wording = options.wording
    }
}
