internal import Logdirs
internal import SystemPackage
internal import TFRecord
internal import TextOutput

/// A follower that watches logdirs and reads what is added.
///
/// Each look reads only what is new: after the last whole record of every file, and new files. A
/// file that was replaced or has shrunk, or whose damaged parts have changed, as when a network
/// file system fills its holes, is read again.
///
/// Once a run has findings, its timeline is kept as well. A tag that is finite again and breaks
/// again is a new break; what a restart overwrote is not announced.
///
/// ```swift
/// var follower = LogdirFollower(["runs"], options: ScanOptions(jobs: 1))
/// while true {
///     for finding in follower.look() { print(finding.run, finding.tag) }
///     sleep(1)
/// }
/// ```
public struct LogdirFollower {
    private let paths: [String]
    private let options: ScanOptions
    private let buffer = ReadBuffer()
    private var plan = RunPlan()
    private var followed: [ExactName: FollowedFile] = [:]
    /// What broke first in each run, as long as its findings stay the same.
    private var conclusions: [ExactName: (findings: [ScanReport.Finding], concluded: RunResult)] =
        [:]
    private var runs: [ExactName: FollowedRun] = [:]
    /// The paths that led to a file at some look.
    private var appeared: Set<ExactName> = []
    private var lookCount = 0
    private var lines: [FollowedRun.Line] = []

    /// Creates a follower; nothing is read yet.
    public init(_ paths: [String], options: ScanOptions) {
        self.paths = paths
        self.options = options
    }

    /// Reads what was added since the last look.
    ///
    /// A break is announced when a tag turns non-finite in an attempt in which it was finite, or not
    /// logged; where steps are counted again in one file, after three values, or after ten looks
    /// that find nothing new. A tag is announced at most three times in an attempt: see
    /// ``isLastLine(_:)``. Values that a restart has overwritten are not announced.
    ///
    /// A path need not exist yet, a logdir may be empty, and what disappears later is no error.
    ///
    /// - Parameter isStopped: Called between files, so that a long first look can be stopped.
    /// - Returns: New breaks, by run and in the order of the files; each kind of number at each
    ///   place of a tag is one at first.
    /// - Throws: `ScanError` when a path that was given leads to a file of another kind.
    public mutating func look(
        isStopped: () -> Bool = { false }
    ) throws(ScanError) -> [ScanReport.Finding] {
        plan = RunPlan(watching: paths, excluding: options.excludedFiles)
        lookCount += 1  // in range: one a second
        for run in plan.runs where !run.files.isEmpty { appeared.insert(ExactName(run.logdir)) }
        plan.select(options.selection)
        keepDeletedFiles()
        lines = []
        for run in plan.runs {
            for file in run.files where !isStopped() { look(at: file) }
            let files = run.files.compactMap { followed[$0.key] }.filter { $0.foreign == nil }
            lines += runs[run.key, default: FollowedRun()].lines(
                of: files,
                options: options,
                look: lookCount,
                buffer: buffer
            )
        }
        if lookCount == 1 { try checkInputs() }
        dropTimelines()
        return lines.map(\.finding)
    }

    /// Whether a finding of the last look is the last of its tag in its attempt to be announced, so
    /// that further ones are only counted in the report.
    public func isLastLine(_ finding: ScanReport.Finding) -> Bool {
        lines.contains { $0.isLast && $0.finding == finding }
    }

    /// The finding of the last look that is a failure by the options' ``ScanOptions/failureRule``.
    ///
    /// Only what is not expected and happened in a writer's last attempt counts. With
    /// ``FailureRule/broken`` a run fails when its outcome is `Outcome.broken`, which may be a
    /// look later than the break was announced.
    public mutating func failure() -> ScanReport.Finding? {
        switch options.failureRule {
        case .nonfinite:
            let failures = lines.filter { $0.isCurrent && !$0.finding.isAllowed }.map(\.finding)
            guard let first = failures.first, failures.count > 1 else { return failures.first }
            // Of several the one that the report names.
            let origin = report().origin.first {
                $0.logdir.isExactly(first.logdir) && $0.run.isExactly(first.run) && !$0.isHarmless
            }
            return failures.first {
                $0.logdir.isExactly(first.logdir) && $0.run.isExactly(first.run)
                    && origin?.tag.isExactly($0.tag) == true && origin?.step == $0.first.step
            } ?? first
        case .broken:
            guard runs.values.contains(where: \.isBroken) else { return nil }
            let report = report()
            guard let origin = report.firstBroken else { return nil }
            var finding = report.findings.first {
                $0.logdir.isExactly(origin.logdir) && $0.run.isExactly(origin.run)
                    && $0.tag.isExactly(origin.tag) && !$0.isAllowed
            }
            finding?.first.step = origin.step
            return finding
        }
    }

    /// What was read so far.
    public var progress: FollowProgress {
        var progress = FollowProgress()
        for file in followed.values {
            progress.fileCount += 1
            let history = file.scan.history
            progress.valueCount += history.totals.values
            if let step = history.lastStep {
                progress.lastStep = max(progress.lastStep ?? step, step)
            }
            let totals = history.totals
            if totals.nan > 0 || totals.positiveInfinity > 0 || totals.negativeInfinity > 0
                || totals.unknown > 0
            {
                progress.isFinite = false
            }
        }
        return progress
    }

    /// The report on everything read so far, including deleted files.
    public mutating func report() -> ScanReport {
        let results = plan.runs.map { run in
            let join = RunJoin(run, selection: options.selection)
            for (position, file) in run.files.enumerated() {
                let state = followed[file.key]
                _ = join.add(
                    FileOutcome(
                        file: file,
                        scan: state?.scan ?? newScan(of: file),
                        failure: state?.failure,
                        foreign: state?.foreign
                    ),
                    at: position
                )
            }
            var result = join.finish()
            let key = run.key
            let findings = result.findings.map { ScanReport.Finding($0, of: run) }
            if let known = conclusions[key], known.findings == findings {
                // Including files that were deleted since.
                result.findings = known.concluded.findings
                result.stories = known.concluded.stories
            } else {
                result.conclude(options)
                conclusions[key] = (findings, result)
            }
            return result
        }
        if !options.allowsEmptySelection {
            for input in plan.inputs where !appeared.contains(ExactName(input.logdir)) {
                plan.refuse(input.logdir, .neverAppeared(input.logdir))
            }
        }
        var report = ScanReport(
            results,
            inputs: plan.inputs.map(ScanReport.Input.init),
            isSelective: !options.selection.isEverything,
            failureRule: options.failureRule,
            wording: options.wording
        )
        report.restore(plan.runs.flatMap { runs[$0.key]?.lost ?? [] })
        return report
    }

    /// Frees the timelines that were not needed for the longest time.
    private mutating func dropTimelines() {
        let kept = runs.filter { $0.value.timeline != nil }.sorted {
            $0.value.lastLook > $1.value.lastLook
        }
        for (key, _) in kept.dropFirst(Self.timelineLimit) { runs[key]?.dropTimeline() }
    }

    /// Keeps deleted files in the plan: what was read of them still counts.
    private mutating func keepDeletedFiles() {
        let present = Set(plan.runs.flatMap { $0.files.map(\.key) })
        for (key, state) in followed where !present.contains(key) {
            followed[key]?.isGone = true
            plan.add(state.file)
        }
    }

    private mutating func look(at file: LogdirFile) {
        let status = file.path.flatMap { FileStatus(of: $0) }
        var state = followed[file.key] ?? FollowedFile(file: file, scan: newScan(of: file))
        if state.isGone, status == nil { return }
        if state.mustBeReadAnew(now: status) {
            runs[file.runKey]?.keepFindings(
                state.scan.history.orderedFindings.map { $0.allowed(by: options.allowances) },
                of: file
            )
            state = FollowedFile(file: file, scan: newScan(of: file))
        }
        if state.status == nil || state.byteCount != status?.byteCount || state.failure != nil {
            (state.failure, state.foreign) = read(file, with: state.scan)
            state.status = status
            state.remember()
        }
        followed[file.key] = state
    }

    private func newScan(of file: LogdirFile) -> FileScan {
        FileScan(content: file.content, options: options)
    }

    /// Reads what is new in a file, unless it is something else.
    private func read(
        _ file: LogdirFile,
        with scan: FileScan
    ) -> (failure: RecordError?, foreign: ForeignFile?) {
        if let foreign = file.foreign { return (nil, foreign) }
        do throws(RecordError) {
            guard let path = file.path, file.failure == nil else {
                throw RecordError(code: .open, path: file.path ?? "-", errno: file.failure)
            }
            let source = try FileSource(opening: path, at: scan.resumeOffset)
            var reader = try RecordReader(
                source,
                path: path,
                buffer: buffer,
                at: scan.resumeOffset
            )
            if let foreign = try file.foreignFile(&reader) { return (nil, foreign) }
            reader.isLive = true
            scan.run(&reader)
            return (nil, nil)
        } catch {
            return (error, nil)
        }
    }

    /// Refuses paths of files that are something else, if nothing else is watched.
    private func checkInputs() throws(ScanError) {
        let files = plan.runs.flatMap(\.files)
        let inputs = files.filter(\.isNamed).compactMap { file in
            followed[file.key]?.foreign.map {
                ScanError.ForeignInput(path: file.logdir, file: $0)
            }
        }
        guard !inputs.isEmpty, inputs.count == files.count else { return }
        throw .notEventFiles(inputs)
    }

    /// The most timelines kept; one takes as much as ten megabytes.
    private static let timelineLimit = 16
}

extension LogdirFile {
    /// Identifies a file across looks.
    fileprivate var key: ExactName { ExactName(logdir + "\0" + relativePath) }

    /// Identifies its run.
    fileprivate var runKey: ExactName { ExactName(logdir + "\0" + run) }
}

extension RunPlan.Run {
    /// Identifies a run across looks.
    fileprivate var key: ExactName { ExactName(logdir + "\0" + name) }
}

/// What a follower has read so far.
public struct FollowProgress: Hashable, Sendable {
    /// The number of files, those that were deleted since included.
    public var fileCount = 0
    /// The number of values.
    public var valueCount = 0
    /// The largest step.
    public var lastStep: Int64?
    /// Whether every number was finite, those that are allowed not to be included.
    public var isFinite = true
}
