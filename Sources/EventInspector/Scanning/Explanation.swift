public import Logdirs
public import Timelines

/// An explanation of what broke in the runs under a path, with a story for each.
///
/// ```swift
/// let explanation = try RunExplainer(options: ScanOptions(jobs: 2)).explain("runs/mnist")
/// for story in explanation.stories {
///     print(story.title, story.step, story.direction, story.causes.first?.title ?? "unknown")
/// }
/// ```
public struct Explanation: Sendable {
    /// What broke first in one attempt of a run.
    public struct Story: Sendable {
        /// The PATH under which the run was found.
        public var logdir: String
        /// The run.
        public var run: String
        /// The number of attempts before.
        public var segment: Int
        /// The outcome as far as this break is concerned.
        public var outcome: Outcome
        /// The number of the attempt, from 1.
        public var attempt: Int
        /// The file of the writer, where the run has several.
        public var writer: String?
        /// Whether the run's first story has been told, and this one is only a note to it.
        public var isNote: Bool
        /// What became of the run, in a few words.
        public var headline: String
        /// The steps between which it broke.
        public var window: String
        /// The tag that broke first.
        public var tag: String
        /// The tensor's name if the writer recorded one, otherwise the tag.
        public var title: String
        /// How many other tags broke at that step, of which any may have been the first.
        public var tieCount = 0
        /// The step at which it was first not finite.
        public var step: Int64
        /// Seconds since 1970.
        public var wallTime: Double
        /// The last step at which it was known to be finite.
        public var lastFiniteStep: Int64?
        /// The part of a training step.
        public var direction: OriginDirection
        /// The layer that broke, if known.
        public var layer: String?
        /// The course of the loss, in the attempt that broke; nil where none was logged.
        public var loss: LossCurve?
        /// The evidence, the origin itself first.
        public var evidence: [String]
        /// The reason why it is not a failure, if it is not.
        public var harmless: String?
        /// The causes that the numbers show, the most certain first.
        public var causes: [Cause]
        /// How it spread from the step on.
        public var spread: [String]
        /// The last values before the break.
        public var before: History
        /// The last step after whose update all parameters that were logged are known to be finite.
        public var lastFiniteParameters: Int64?
        /// Suggestions for logging, so that the next failure shows more.
        public var advice: [String]
        /// Facts to keep in mind.
        public var notes: [String]
    }

    /// A few quantities over the last steps.
    public struct History: Sendable {
        /// The tags, or the tensors' names.
        public var columns: [String] = []
        /// A step and the value of each column there; `nil` if none was logged.
        public var rows: [(step: Int64, values: [Double?])] = []
    }

    /// Findings of a run that no story is about.
    public struct Unexplained: Sendable {
        /// The PATH under which the run was found.
        public var logdir: String
        /// The run.
        public var run: String
        /// The scan's findings, in order.
        public var findings: [ScanReport.Finding]
        /// The number of non-finite values beyond the run's findings, which are limited.
        public var unlistedValueCount: Int
        /// The part of a training step, if the findings alone show it.
        public var direction: OriginDirection
        /// The reasons why nothing more can be said, and what is known nevertheless.
        public var reasons: [String]
    }

    /// One for each break that is told, the most important of each run first.
    public var stories: [Story]
    /// One for each run with findings that no story covers.
    public var unexplained: [Unexplained]
    /// The scan on which the stories rest.
    public var report: ScanReport
}

/// An explainer of what broke in a run: which tensor first, in which pass, and why.
///
/// It reads the run twice: the scan finds the step that broke, the second reading everything around
/// it.
public struct RunExplainer: Sendable {
    private let options: ScanOptions

    /// Creates an explainer.
    public init(options: ScanOptions) {
        self.options = options
    }

    /// Explains the runs under a path, or of standard input for `-`.
    ///
    /// - Throws: `ScanError` when the path does not exist or nothing is there to read.
    public func explain(_ path: String) throws(ScanError) -> Explanation {
        try explain([path])
    }

    /// Explains the runs under the paths, and of standard input for `-`.
    ///
    /// A stream is copied to a temporary file, which is removed at the end, since it is read twice.
    ///
    /// - Parameters:
    ///   - paths: Logdirs, event files, datasets or `-`.
    ///   - list: Files of one more logdir, which is not searched itself; none by default.
    /// - Returns: A story for each run that broke, and the findings without one.
    /// - Throws: `ScanError` when nothing is there to read.
    public func explain(
        _ paths: [String],
        list: FileList? = nil
    ) throws(ScanError) -> Explanation {
        var plan = try RunPlan(
            paths,
            list: list,
            excluding: options.excludedFiles,
            jobs: options.jobs
        )
        let names = plan.runs.map(\.name)
        plan.select(options.selection)
        var copies: [SpooledStream] = []
        try plan.changeFiles { file throws(ScanError) in
            guard let copy = try SpooledStream(of: file) else { return }
            file.spooledPath = copy.path
            copies.append(copy)
        }
        defer { withExtendedLifetime(copies) {} }
        return try explain(plan, names: names)
    }

    private func explain(
        _ plan: RunPlan,
        names: [String]
    ) throws(ScanError) -> Explanation {
        var plan = plan
        options.progress?.expect(byteCount: plan.byteCount)
        var results = LogdirScanner(options: options).run(plan)
        if let error = ScanError(ofForeign: results, inputs: plan.inputs) { throw error }
        try plan.refuseEmptyStreams(results, options)
        var stories: [Explanation.Story] = []
        var unexplained: [Explanation.Unexplained] = []
        for index in results.indices {
            results[index].applyAllowances(options)
            let finder = OriginFinder(
                results[index].plan,
                options: options,
                tagNames: results[index].seen.names,
                isThorough: true
            )
            if !results[index].run.isDataset {
                results[index].stories = finder.stories(of: results[index].findings)
            }
            if let rest = Explanation.Unexplained(results[index]) { unexplained.append(rest) }
        }
        var firsts = results.map { Explanation.FirstStory($0) }
        let siblings = SiblingRuns(&firsts)
        for index in siblings.order(of: results.indices) {
            if siblings.leaders[index] != nil, let story = firsts[index].story {
                results[index].stories[0] = story
            }
            stories += results[index].stories.map {
                Explanation.Story(
                    $0,
                    of: results[index].run,
                    findings: results[index].findings,
                    wording: options.wording
                )
            }
            if let story = Explanation.Story(ofDebugger: results[index]) { stories.append(story) }
        }
        var report = ScanReport(
            results,
            inputs: plan.inputs.map(ScanReport.Input.init),
            isSelective: !options.selection.isEverything,
            failureRule: options.failureRule,
            wording: options.wording
        )
        report.findGaps(options, runs: names, results, excluding: plan.matchedExclusions)
        report.relateSiblings()
        report.takeNotes(options.wording)
        return Explanation(stories: stories, unexplained: unexplained, report: report)
    }
}

extension Explanation {
    /// The first story of a run, among those of its siblings.
    struct FirstStory: SiblingTold {
        let logdir: String
        let run: String
        var story: OriginStory?

        init(_ result: RunResult) {
            logdir = result.plan.logdir
            run = result.plan.name
            story = result.stories.first
        }

        var title: String { story?.tag.title ?? "" }
        var step: Int64 { story?.step ?? 0 }
        var sibling: SiblingMark? { story.flatMap { SiblingMark($0) } }

        mutating func follow(_ reason: String) {
            guard var story else { return }
            if story.verdict.direction != .data { story.verdict.direction = .unknown }
            story.verdict.layer = ""
            story.verdict.evidence.insert(reason, at: min(1, story.verdict.evidence.count))
            self.story = story
        }
    }
}
