public import Logdirs
internal import SystemPackage
internal import TFRecord
internal import TextOutput

/// A follower that watches logdirs and reads what is added.
///
/// Each look reads only what is new: after the last whole record of every file, and new files. A
/// file that was replaced or has shrunk, or whose damaged parts have changed, as when a network
/// file system fills its holes, is read again.
///
/// ```swift
/// var follower = LogdirFollower(["runs"], options: ScanOptions(jobs: 1))
/// while true {
///     for finding in try follower.look() { print(finding.run, finding.tag) }
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
    private var reportedKeys: Set<FindingKey> = []
    private var hasLooked = false

    /// One finding is reported once, however often its file is read.
    private struct FindingKey: Hashable {
        let logdir: ExactName
        let run: ExactName
        let tag: ExactName
        let place: Place
        let kind: NonFiniteKind
    }

    /// Creates a follower; nothing is read yet.
    public init(_ paths: [String], options: ScanOptions) {
        self.paths = paths
        self.options = options
    }

    /// Reads what was added since the last look.
    ///
    /// - Parameter isStopped: Called between files, so that a long first look can be stopped.
    /// - Returns: New findings, by run and in order.
    /// - Throws: ``ScanError`` when a path does not exist at the first look. A logdir may still be
    ///   empty, and whatever disappears later is not an error.
    public mutating func look(
        isStopped: () -> Bool = { false }
    ) throws(ScanError) -> [ScanReport.Finding] {
        plan = try RunPlan(paths, allowsEmpty: true, allowsMissing: hasLooked)
        hasLooked = true
        plan.select(options.selection)
        keepDeletedFiles()
        var found: [ScanReport.Finding] = []
        for run in plan.runs {
            for file in run.files where !isStopped() {
                let scan = look(at: file)
                let single = RunPlan.Run(logdir: run.logdir, name: run.name, files: [file])
                for finding in scan.history.orderedFindings {
                    let finding = finding.allowed(by: options.allowances)
                    let shown = ScanReport.Finding(finding, of: single)
                    if isNew(shown) { found.append(shown) }
                }
            }
        }
        return found
    }

    /// The report on everything read so far, including deleted files.
    public mutating func report() -> ScanReport {
        let results = plan.runs.map { run in
            let join = RunJoin(run)
            for (position, file) in run.files.enumerated() {
                let state = followed[file.key]
                _ = join.add(
                    FileOutcome(
                        file: file,
                        scan: state?.scan ?? newScan(of: file),
                        failure: state?.failure
                    ),
                    at: position
                )
            }
            var result = join.finish()
            let key = ExactName(run.logdir + "\0" + run.name)
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
        return ScanReport(
            results,
            inputs: plan.inputs.map(ScanReport.Input.init),
            isSelective: !options.selection.isEverything,
            failureRule: options.failureRule,
            wording: options.wording
        )
    }

    private mutating func isNew(_ finding: ScanReport.Finding) -> Bool {
        let key = FindingKey(
            logdir: ExactName(finding.logdir),
            run: ExactName(finding.run),
            tag: ExactName(finding.tag),
            place: finding.place,
            kind: finding.kind
        )
        return reportedKeys.insert(key).inserted
    }

    /// Keeps deleted files in the plan: what was read of them still counts.
    private mutating func keepDeletedFiles() {
        let present = Set(plan.runs.flatMap { $0.files.map(\.key) })
        for (key, state) in followed where !present.contains(key) {
            followed[key]?.isGone = true
            plan.add(state.file)
        }
    }

    private mutating func look(at file: LogdirFile) -> FileScan {
        let status = file.path.flatMap { FileStatus(of: $0) }
        var state = followed[file.key] ?? FollowedFile(file: file, scan: newScan(of: file))
        if state.isGone, status == nil { return state.scan }
        if state.mustBeReadAnew(now: status) {
            state = FollowedFile(file: file, scan: newScan(of: file))
        }
        if state.status == nil || state.byteCount != status?.byteCount || state.failure != nil {
            state.failure = read(file, with: state.scan)
            state.status = status
            state.remember()
        }
        followed[file.key] = state
        return state.scan
    }

    private func newScan(of file: LogdirFile) -> FileScan {
        FileScan(content: file.content, options: options)
    }

    private func read(_ file: LogdirFile, with scan: FileScan) -> RecordError? {
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
            reader.isLive = true
            scan.run(&reader)
            return nil
        } catch {
            return error
        }
    }
}

extension LogdirFile {
    /// Identifies a file across looks.
    fileprivate var key: ExactName { ExactName(logdir + "\0" + relativePath) }
}
