public import Logdirs
internal import Platform
public import TensorBoardEvents

/// A reader of the series in logdirs, runs and event files.
///
/// ```swift
/// let outline = try SeriesReader().outline(of: ["runs"])
/// for run in outline.runs {
///     for tag in run.tags where tag.kind == .scalars {
///         print(run.name, tag.tag, tag.last.value ?? .nan)
///     }
/// }
/// ```
public struct SeriesReader: Sendable {
    /// The values to read; all by default.
    public var selection = ScanSelection()
    /// Files below a logdir that are passed over: a glob matches the path relative to the logdir,
    /// or the file's name alone.
    public var excludedFiles: [Glob] = []
    /// Whether a selection may match nothing.
    public var allowsEmptySelection = false
    /// The number of files, or parts of a large file, to read at the same time.
    public var jobs: Int
    /// How large files are cut.
    package var cutting = FileCuts()
    /// Receives the progress.
    public var progress: (any ScanProgress)?

    /// Creates a reader of everything, on all processors.
    public init() {
        // in range: the number is the C library's own
        jobs = max(1, Int(clamping: sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    }

    /// Reads what the runs of the paths hold, without keeping the values themselves.
    ///
    /// The memory depends on the number of tags alone. Equal input gives an equal outline, however
    /// many jobs there are.
    ///
    /// - Parameter paths: Logdirs, runs, event files, or `-` for standard input.
    /// - Returns: The outline of each run that has a file.
    /// - Throws: ``ScanError`` when there is nothing to read.
    public func outline(of paths: [String]) throws(ScanError) -> LogdirOutline {
        var plan = try RunPlan(paths, excluding: excludedFiles, jobs: jobs)
        let names = plan.runs.map(\.name)
        plan.select(selection)
        progress?.expect(byteCount: plan.byteCount)
        let drafts = plan.runs.map(RunDraft.init)
        let pass = LogdirPass(
            selection: selection,
            jobs: jobs,
            cutting: cutting,
            progress: progress
        ) { _ in
            OutlineVisitor()
        }
        var notes = RunNotes()
        pass.run(plan) { file in
            notes.add(file)
            drafts[file.run].add(file.walk)
            return true
        }
        if drafts.allSatisfy(\.isEmpty), let error = notes.error(of: plan) { throw error }
        let runs = drafts.filter { !$0.isEmpty }.map(\.outline)
            .filter { selection.isEverything || !$0.tags.isEmpty }
        var seen = SeenTags()
        if !selection.isEverything {
            for draft in drafts { draft.note(in: &seen, selection) }
        }
        let gaps = gaps(runs: names, seen: seen, count: runs.reduce(0) { $0 + $1.tags.count })
        return LogdirOutline(runs: runs, remarks: notes.remarks(on: plan, gaps: gaps))
    }

    /// The parts of the selection that matched nothing, if that is to be told.
    ///
    /// - Parameters:
    ///   - runs: The names of all runs.
    ///   - seen: The tags of the selected runs.
    ///   - count: How much was found.
    /// - Returns: None if a selection may match nothing.
    func gaps(runs: [String], seen: SeenTags, count: Int) -> [SelectionGap] {
        guard !selection.isEverything, !allowsEmptySelection else { return [] }
        return SelectionGap.all(in: selection, runs: runs, seen: seen, elementCount: count)
    }
}
