internal import ClampedArithmetic
internal import Logdirs
internal import TFRecord
internal import TensorBoardEvents
internal import TextOutput

extension ScanReport {
    /// Creates a report from the runs' results.
    init(
        _ results: [RunResult],
        inputs: [Input],
        isSelective: Bool = false,
        shard: Part? = nil,
        failureRule: FailureRule = .nonfinite,
        wording: Wording = Wording()
    ) {
        self.failureRule = failureRule
        self.inputs = inputs
        self.isSelective = isSelective
        self.shard = shard
        for result in results where !result.files.isEmpty {
            runs.append(result.run)
            files += result.files
            let start = findings.count
            findings += result.findings.map { Finding($0, of: result.plan) }
            if !result.stories.isEmpty {
                origin += result.stories.map { Origin($0, of: result.run) }
            } else if let origin = Origin(of: findings[start...]) {
                self.origin.append(origin)
            }
            totals.values += result.totals.values
            totals.elements.addClamped(result.totals.elements)
            totals.nan.addClamped(result.totals.nan)
            totals.positiveInfinity.addClamped(result.totals.positiveInfinity)
            totals.negativeInfinity.addClamped(result.totals.negativeInfinity)
            totals.unknown.addClamped(result.totals.unknown)
            unlisted += result.unlistedValueCount
        }
        totals.runs = runs.count
        totals.files = files.count
        for file in files {
            totals.bytes += file.bytes
            totals.records += file.records
            totals.issues += file.issueCount
        }
        for result in results { files += result.foreign }
        takeNotes(wording)
    }

    /// As many of the notes as fit into one line of a report.
    private static func limited(_ notes: [String]) -> [String] {
        var byteCount = 0
        let kept = notes.prefix {
            byteCount += $0.utf8.count  // in range: names in memory
            return byteCount <= Logdir.noteLimit
        }
        guard kept.count < notes.count else { return notes }
        return kept + [NumberText.count(notes.count - kept.count, "more note")]
    }

    /// Finds out which parts of the selection matched nothing.
    ///
    /// - Parameters:
    ///   - options: The options of the scan, with the selection.
    ///   - runs: The names of all runs, before any was selected.
    ///   - results: The results of the selected runs.
    ///   - excluding: The patterns for excluded files that matched one.
    mutating func findGaps(
        _ options: ScanOptions,
        runs: [String],
        _ results: [RunResult],
        excluding: Set<Glob>
    ) {
        guard !options.allowsEmptySelection else { return }
        var seen = SeenTags()
        for result in results { seen.formUnion(result.seen) }
        // What was not read may have a tag that matches.
        if !options.firstOnly, !options.exitCodeOnly {
            unused = SelectionGap.unused(options, seen: seen, excluding: excluding)
        }
        guard isSelective else { return }
        isPart = options.isPart
        unmatched = SelectionGap.all(
            in: options.selection,
            runs: runs,
            seen: seen,
            elementCount: totals.elements
        )
    }

    /// Takes back what findings say of the values after them, where the scan stopped at the first.
    mutating func forgetWhatFollows() {
        for index in findings.indices {
            findings[index].isTerminal = false
            findings[index].isReadOn = false
        }
    }

    /// Adds notes that follow from the report itself.
    mutating func takeNotes(_ wording: Wording) {
        notes = Self.limited(inputs.flatMap(\.notes) + foreignNotes)
        if unlisted > 0 {
            notes.append(
                "more findings than are listed: "
                    + NumberText.count(unlisted, "other value") + " not finite"
            )
        }
        if isSelective, totals.elements == 0, unmatched.isEmpty {
            notes.append(
                "nothing that was selected holds a number; check \(wording.selection)"
            )
        }
        if let shard {
            notes.append(
                "only shard \(shard.shard) was looked at; \(wording.merging) joins all of them"
            )
        }
    }
}

extension ScanReport.Input {
    init(_ input: RunPlan.Input) {
        self.init(
            logdir: input.logdir,
            notes: input.notes,
            error: input.error.map { "\($0)" }
        )
    }
}

extension ScanReport.File {
    init(_ outcome: FileOutcome) {
        if let foreign = outcome.foreign {
            self.init(foreign, outcome.file)
            return
        }
        let scan = outcome.scan
        let failure = outcome.failure ?? scan.failure
        let unreadable = failure.map {
            FileIssue(kind: .unreadable, offset: $0.offset, byteCount: 0)
        }
        self.init(
            logdir: outcome.file.logdir,
            path: outcome.file.relativePath,
            run: outcome.file.run,
            bytes: scan.byteCount,
            records: scan.recordCount,
            values: scan.history.totals.values,
            issues: scan.issues + [unreadable].compactMap(\.self),
            issueCount: scan.issueCount + (unreadable == nil ? 0 : 1),
            unverifiableRecords: scan.unverifiableRecordCount,
            notes: scan.notes,
            error: failure?.description
        )
        examples = scan.exampleCount
        if examples > 0 { features = scan.events.ranges?.features }
    }
}

extension ScanReport.Finding {
    init(_ found: RunFinding, of plan: RunPlan.Run) {
        let finding = found.history
        let observation = finding.first.observation
        let point = finding.first.point
        let isElement = observation.field == nil
        self.init(
            logdir: plan.logdir,
            run: plan.name,
            tag: found.tag,
            kind: finding.kind,
            place: finding.place,
            plugin: found.plugin,
            dtype: observation.dtype?.description,
            shape: observation.shape?.dimensions,
            occurrences: finding.occurrences,
            count: finding.count,
            countIsExact: finding.countIsExact,
            first: ScanReport.First(
                step: point.step,
                wallTime: point.wallTime,
                count: observation.count,
                index: isElement
                    ? observation.flatIndex.flatMap { observation.shape?.index(of: $0) }
                    : observation.flatIndex.map { [$0] },
                flatIndex: observation.flatIndex,
                field: observation.field,
                bits: observation.bits.map { Self.hexadecimal($0, width: observation.bitWidth) },
                file: plan.files[finding.first.file].relativePath,
                offset: point.offset,
                checksumIsValid: point.checksumIsValid,
                segment: finding.first.segment
            ),
            last: ScanReport.Moment(step: finding.last.step, wallTime: finding.last.wallTime),
            lastFinite: finding.lastFinite.map {
                ScanReport.Moment(step: $0.step, wallTime: $0.wallTime)
            },
            stretches: max(1, finding.stretchCount),
            isTerminal: found.isTerminal,
            isSuperseded: finding.isSuperseded,
            isAllowed: found.isAllowed
        )
    }

    private static func hexadecimal(_ bits: UInt64, width: Int) -> String {
        let digits = String(bits, radix: 16)
        return "0x" + String(repeating: "0", count: max(0, width / 4 - digits.count)) + digits
    }
}
