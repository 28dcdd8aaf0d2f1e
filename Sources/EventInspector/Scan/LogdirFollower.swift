internal import SystemPackage
internal import TFRecord

/// Watches logdirs that are being written, and reads what comes.
///
/// Each look reads only what is new: behind the last whole record of every file, and the files
/// that have appeared. A file that was replaced, has shrunk, or whose holes were filled is read
/// anew.
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
    private var plan: ScanPlan
    private var followed: [String: FollowedFile] = [:]
    private var reportedKeys: Set<FindingKey> = []

    private struct FollowedFile {
        var scan: FileScan
        var identity: FileStatus.Identity?
        var byteCount = -1
        var failure: RecordError?
    }

    /// One finding is reported once, however often its file is read.
    private struct FindingKey: Hashable {
        let logdir: String
        let run: String
        let tag: String
        let place: Place
        let kind: NonFiniteKind
    }

    /// Starts to watch; nothing is read yet.
    public init(_ paths: [String], options: ScanOptions) {
        self.paths = paths
        self.options = options
        plan = ScanPlan()
    }

    /// Reads what has come since the last look.
    ///
    /// - Parameter isStopped: Asked between files, so that a long first look can be ended.
    /// - Returns: Findings that were not there before, by run and in the order in which they came.
    /// - Throws: ``ScanError`` when a path does not exist. A logdir may still be empty.
    public mutating func look(
        isStopped: () -> Bool = { false }
    ) throws(ScanError) -> [ScanReport.Finding] {
        plan = try ScanPlan(paths, allowsEmpty: true)
        plan.select(options.selection)
        var found: [ScanReport.Finding] = []
        for run in plan.runs {
            for file in run.files where !isStopped() {
                let scan = look(at: file)
                let single = ScanPlan.Run(logdir: run.logdir, name: run.name, files: [file])
                for finding in scan.history.findings(of: single) {
                    let key = FindingKey(
                        logdir: finding.logdir,
                        run: finding.run,
                        tag: finding.tag,
                        place: finding.place,
                        kind: finding.kind
                    )
                    guard reportedKeys.insert(key).inserted else { continue }
                    found.append(finding.allowed(by: options.allowances))
                }
            }
        }
        return found
    }

    /// The report on everything read so far.
    public func report() -> ScanReport {
        let results = plan.runs.map { run in
            let join = RunJoin(run)
            for (position, file) in run.files.enumerated() {
                let followed = followed[file.key]
                let outcome = FileOutcome(
                    file: file,
                    scan: followed?.scan ?? newScan(of: file),
                    failure: followed?.failure
                )
                _ = join.add(outcome, at: position)
            }
            return join.finish()
        }
        return ScanReport(results, notes: plan.notes, allowances: options.allowances)
    }

    private mutating func look(at file: EventFile) -> FileScan {
        let status = file.path.flatMap { FileStatus(of: $0) }
        var state = followed[file.key] ?? FollowedFile(scan: newScan(of: file))
        let isReplaced = state.identity != nil && state.identity != status?.identity
        let size = status?.byteCount ?? 0
        if isReplaced || size < state.scan.resumeOffset || isFilled(state.scan, of: file)
            || (state.scan.isCompressed && size != state.byteCount)
        {
            state = FollowedFile(scan: newScan(of: file))
        }
        if size != state.byteCount || state.failure != nil {
            state.failure = read(file, with: state.scan)
            state.identity = status?.identity
            state.byteCount = size
        }
        followed[file.key] = state
        return state.scan
    }

    private func newScan(of file: EventFile) -> FileScan {
        FileScan(
            content: file.content,
            selection: options.selection,
            stopsAtFirstFinding: options.firstOnly
        )
    }

    private func read(_ file: EventFile, with scan: FileScan) -> RecordError? {
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
            scan.note(error)
            return error
        }
    }

    /// Whether something was written where zeros stood at the last look.
    private func isFilled(_ scan: FileScan, of file: EventFile) -> Bool {
        guard !scan.holes.isEmpty, let path = file.path,
            let source = try? FileSource(opening: path)
        else { return false }
        let header = UnsafeMutableRawBufferPointer.allocate(
            byteCount: RecordFormat.headerByteCount,
            alignment: 8
        )
        defer { header.deallocate() }
        return scan.holes.contains { hole in
            guard let count = try? source.read(at: hole.offset, into: header) else { return false }
            return header.prefix(count).contains { $0 != 0 }
        }
    }
}

extension EventFile {
    /// Tells files apart across looks.
    fileprivate var key: String { logdir + "\0" + relativePath }
}
