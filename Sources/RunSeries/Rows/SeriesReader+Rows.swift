public import Logdirs
internal import SystemPackage
internal import TFRecord
internal import TextOutput
internal import Timelines

extension SeriesReader {
    /// Reads the scalars of the paths, lot by lot, in the order of the runs, files and records.
    ///
    /// The files are read twice: their timeline shows which attempts there are. The memory is bounded,
    /// whatever their size. A stream cannot be read twice: all of it counts as one attempt.
    ///
    /// - Parameters:
    ///   - paths: Logdirs, runs, event files, or `-` for standard input.
    ///   - stride: Only steps that are multiples of it are read; all for 1.
    ///   - leavesOutSuperseded: Whether to leave out values that a later attempt logged again.
    ///   - convert: Converts a lot of rows; on several threads at the same time.
    ///   - take: Takes what was converted, in order; returns whether to go on.
    /// - Returns: What is worth saying of the input.
    /// - Throws: ``ScanError`` when there is nothing to read.
    public func readScalars<Lot>(
        of paths: [String],
        stride: Int64 = 1,
        leavingOutSuperseded leavesOutSuperseded: Bool = false,
        convert: @escaping @Sendable (ScalarRows) -> Lot,
        take: (Lot) -> Bool
    ) throws(ScanError) -> ReadingRemarks {
        var plan = try RunPlan(paths, excluding: excludedFiles, jobs: jobs)
        let names = plan.runs.map(\.name)
        plan.select(selection)
        progress?.expect(byteCount: 2 * plan.byteCount)
        let runs = attempts(of: plan)
        let filter = RowFilter(stride: max(1, stride), leavesOutSuperseded: leavesOutSuperseded)
        var notes = RunNotes()
        var seen = SeenTags()
        var rowCount = 0
        var goesOn = true
        withoutActuallyEscaping(take) { take in
            func takeAll(_ lots: [Lot]) {
                for lot in lots where goesOn {
                    rowCount += 1
                    goesOn = take(lot)
                }
            }
            var pass = LogdirPass<RowVisitor<Lot>>(
                selection: selection,
                jobs: jobs,
                cutting: cutting,
                progress: progress
            ) { run in
                RowVisitor(runs[run], filter: filter, convert: convert)
            }
            pass.makeDirectVisitor = { run in
                RowVisitor(runs[run], filter: filter, convert: convert) { takeAll([$0]) }
            }
            pass.drain = { visitor, _ in takeAll(visitor.takeLots()) }
            pass.run(plan) { file in
                notes.add(file)
                note(file.walk, in: &seen)
                return goesOn
            }
        }
        if rowCount == 0, let error = notes.error(of: plan) { throw error }
        let gaps = gaps(runs: names, seen: seen, count: rowCount)
        return notes.remarks(on: plan, gaps: gaps)
    }

    /// Notes the tags for what the selection asks for.
    func note<Visitor>(_ walk: RecordWalk<Visitor>, in seen: inout SeenTags) {
        guard !selection.isEverything else { return }
        for index in 0..<walk.tags.count {
            seen.add(
                walk.tags.name(of: index),
                isSelected: walk.tags[index].isSelected,
                selection
            )
        }
    }

    /// The attempts of each run of a plan.
    func attempts(of plan: RunPlan) -> [RunRows] {
        let drafts = plan.runs.map { _ in AttemptDraft() }
        var readable = plan
        // What can be read only once is read later.
        readable.changeFiles { file in
            if file.isStream { file.foreign = ForeignFile(.noRecords) }
        }
        let pass = LogdirPass(
            selection: ScanSelection(runs: selection.runs),
            jobs: jobs,
            cutting: cutting,
            progress: progress
        ) { _ in
            OrderVisitor()
        }
        pass.run(readable) { file in
            if file.foreign == nil { drafts[file.run].add(file.walk) }
            return true
        }
        let isOnlyPath = plan.inputs.count == 1
        var runs = plan.runs.map { RunRows($0, isOnlyPath: isOnlyPath) }
        for index in drafts.indices {
            runs[index].counts = drafts[index].counts
            guard drafts[index].mayHaveAttempts else { continue }
            addTimeline(to: &runs[index], plan.runs[index])
        }
        return runs
    }

    private func addTimeline(to rows: inout RunRows, _ run: RunPlan.Run) {
        var single = RunPlan()
        for file in run.files { single.add(file) }
        let draft = RecordWalk(TimelineVisitor(), file: 0, selection: ScanSelection())
        for (index, file) in run.files.enumerated() {
            draft.visitor.addFile(index, named: file.relativePath)
        }
        let pass = LogdirPass(
            selection: ScanSelection(),
            jobs: jobs,
            cutting: cutting
        ) { _ in
            TimelineVisitor()
        }
        pass.run(single) { file in
            guard file.foreign == nil else { return true }
            draft.join(file.walk)
            for damage in file.walk.damage.stretches where damage.kind != .truncatedTail {
                let end = damage.offset.addingReportingOverflow(damage.byteCount)
                draft.visitor.addUnread(
                    UnreadStretch(
                        file: file.index,
                        places: damage.offset..<(end.overflow ? .max : end.partialValue),
                        reason: .damage
                    )
                )
            }
            return true
        }
        rows.attempts = RunAttempts(draft.visitor.builder.timeline())
        for index in 0..<draft.tags.count {
            let name = ExactName(EscapedText.text(draft.tags.name(of: index)))
            rows.numbers[name] = index
        }
    }
}
