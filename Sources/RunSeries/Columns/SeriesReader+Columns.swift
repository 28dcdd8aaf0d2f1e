public import Logdirs
internal import TextOutput

extension SeriesReader {
    /// Reads all scalars of the paths into memory, and the places of all other values.
    ///
    /// Each scalar takes 24 bytes. The files are read twice: their timeline shows which attempts there
    /// are. A stream cannot be read twice: all of it counts as one attempt.
    ///
    /// - Parameter paths: Logdirs, runs, event files, or `-` for standard input.
    /// - Returns: The runs, in the order of the paths and then of their names.
    /// - Throws: ``ScanError`` when there is nothing to read.
    public func runs(of paths: [String]) throws(ScanError) -> [LoggedRun] {
        try runsAndRemarks(of: paths).runs
    }

    /// Reads the same, and says what is worth saying of the input.
    ///
    /// - Throws: ``ScanError`` when there is nothing to read.
    public func runsAndRemarks(
        of paths: [String]
    ) throws(ScanError) -> (runs: [LoggedRun], remarks: ReadingRemarks) {
        var plan = try RunPlan(paths, excluding: excludedFiles, jobs: jobs)
        let names = plan.runs.map(\.name)
        plan.select(selection)
        progress?.expect(byteCount: 2 * plan.byteCount)
        let columns = attempts(of: plan).map(RunColumns.init)
        var notes = RunNotes()
        var seen = SeenTags()
        var pass = LogdirPass<ColumnVisitor>(
            selection: selection,
            jobs: jobs,
            cutting: cutting,
            progress: progress
        ) { _ in
            ColumnVisitor()
        }
        pass.drain = { visitor, part in
            columns[part.run].append(visitor.takeColumns(), file: part.index)
        }
        pass.run(plan) { file in
            notes.add(file)
            note(file.walk, in: &seen)
            return true
        }
        let runs = zip(plan.runs, columns).compactMap { run, columns -> LoggedRun? in
            let run = LoggedRun(
                logdir: run.logdir,
                name: run.name,
                path: columns.rows.path,
                scalars: columns.sortedScalars(),
                others: columns.sortedOthers(),
                writerCount: columns.rows.attempts.writerCount,
                files: run.files.map { $0.spooledPath ?? $0.path }
            )
            return run.scalars.isEmpty && run.others.isEmpty ? nil : run
        }
        if runs.isEmpty, let error = notes.error(of: plan) { throw error }
        let gaps = gaps(runs: names, seen: seen, count: runs.count)
        return (runs, notes.remarks(on: plan, gaps: gaps))
    }
}
