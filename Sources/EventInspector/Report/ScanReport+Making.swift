internal import TFRecord
internal import TensorBoardEvents

extension ScanReport {
    /// Puts the runs' results together.
    init(
        _ results: [RunResult],
        inputs: [Input],
        isSelective: Bool = false,
        shard: Part? = nil
    ) {
        self.inputs = inputs
        self.isSelective = isSelective
        self.shard = shard
        for result in results where !result.files.isEmpty {
            runs.append(result.run)
            files += result.files
            let start = findings.count
            findings += result.findings
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
        takeNotes()
    }

    /// As many of the notes as go into one line of a report.
    private static func limited(_ notes: [String]) -> [String] {
        var byteCount = 0
        let kept = notes.prefix {
            byteCount += $0.utf8.count
            return byteCount <= Logdir.noteLimit
        }
        guard kept.count < notes.count else { return notes }
        return kept + [NumberText.count(notes.count - kept.count, "more note")]
    }

    /// Says what else there is to know, from what the report holds already.
    mutating func takeNotes() {
        notes = Self.limited(inputs.flatMap(\.notes))
        if unlisted > 0 {
            notes.append(
                "more findings than are listed: "
                    + NumberText.count(unlisted, "other value") + " not finite"
            )
        }
        if isSelective, totals.elements == 0 {
            // A pattern with a typing error must not look like a clean bill of health.
            notes.append(
                "nothing that was selected holds a number; check --tag, --exclude-tag, --run, --step"
            )
        }
        if let shard {
            notes.append("only shard \(shard.shard) was looked at; merge-reports joins all of them")
        }
    }
}

extension ScanReport.Finding {
    func allowed(by allowances: [Allowance]) -> ScanReport.Finding {
        var finding = self
        finding.isAllowed = allowances.contains { $0.covers(tag: tag, kind: kind) }
        return finding
    }
}

extension ScanReport.Origin {
    /// What came first in a run, and what the order of its findings says of that.
    init?(of findings: ArraySlice<ScanReport.Finding>) {
        let notAllowed = findings.filter { !$0.isAllowed }
        // A bad clock breaks no training: it counts only where nothing else does.
        let values = notAllowed.filter { $0.place != .wallTime }
        let counted = values.isEmpty ? notAllowed : values
        guard let first = counted.first else { return nil }
        if first.place.isInDataset {
            self.init(inDataset: first)
            return
        }
        if first.place == .debugHealth {
            self.init(inDebugger: first, of: counted)
            return
        }
        let rest = counted.dropFirst().filter { $0.tag != first.tag }
        let together = rest.filter {
            $0.first.step == first.first.step && $0.first.segment == first.first.segment
        }
        let why =
            if let next = rest.first, together.isEmpty {
                "not finite from step \(first.first.step) on, before any other tag; "
                    + "the next, \(EscapedText.terminal(next.tag)), at step \(next.first.step)"
            } else if !together.isEmpty {
                "written first of the \(Set(together.map(\.tag)).count + 1) tags that are not finite at step "
                    + "\(first.first.step), the earliest such step"
            } else {
                "the only tag of the run that is not finite"
            }
        self.init(
            logdir: first.logdir,
            run: first.run,
            tag: first.tag,
            step: first.first.step,
            direction: "unknown",
            why: why
        )
    }
}

extension ScanReport.File {
    init(_ outcome: FileOutcome) {
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
    }
}

extension FileScan {
    /// Facts about the file that are no issues.
    var notes: [String] {
        var notes: [String] = []
        if byteCount == 0, issueCount == 0, failure == nil { notes.append("empty") }
        if unverifiableRecordCount > 0 {
            notes.append(
                NumberText.count(unverifiableRecordCount, "record")
                    + " with SageMaker Debugger's fixed number in place of a checksum: read, but "
                    + "not to be verified"
            )
        }
        if events.unreadValueCount > 0 {
            notes.append(
                NumberText.count(events.unreadValueCount, "histogram")
                    + " of TensorFlow's first, unpublished format: not read"
            )
        }
        notes += datasetNotes
        if history.untrackedValueCount > 0 {
            notes.append(
                "too many tags: " + NumberText.count(history.untrackedValueCount, "value")
                    + " looked at without keeping the tag's history"
            )
        }
        return notes
    }
}

extension RunHistory {
    /// The findings as the report shows them, in the order in which they came.
    func findings(of plan: ScanPlan.Run) -> [ScanReport.Finding] {
        findings.sorted(by: Self.cameFirst).map { ScanReport.Finding($0, of: self, plan: plan) }
    }

    private static func cameFirst(_ left: FindingHistory, _ right: FindingHistory) -> Bool {
        let (first, second) = (left.first, right.first)
        if first.segment != second.segment { return first.segment < second.segment }
        if first.point.step != second.point.step { return first.point.step < second.point.step }
        if first.file != second.file { return first.file < second.file }
        if first.point.offset != second.point.offset {
            return first.point.offset < second.point.offset
        }
        if first.point.valueIndex != second.point.valueIndex {
            return first.point.valueIndex < second.point.valueIndex
        }
        if left.place != right.place { return left.place.rawValue < right.place.rawValue }
        return left.kind < right.kind
    }
}

extension ScanReport.Finding {
    init(_ finding: FindingHistory, of history: RunHistory, plan: ScanPlan.Run) {
        let tag = history.tags[Int(finding.tag)]
        let observation = finding.first.observation
        let point = finding.first.point
        let isElement = observation.field == nil
        self.init(
            logdir: plan.logdir,
            run: plan.name,
            tag: EscapedText.text(history.tags.name(of: Int(finding.tag))),
            kind: finding.kind,
            place: finding.place,
            plugin: tag.plugin >= 0 ? history.pluginNames[Int(tag.plugin)] : nil,
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
            isTerminal: finding.lastOrdinal > tag.lastFinite.ordinal,
            isSuperseded: finding.isSuperseded
        )
    }

    private static func hexadecimal(_ bits: UInt64, width: Int) -> String {
        let digits = String(bits, radix: 16)
        return "0x" + String(repeating: "0", count: max(0, width / 4 - digits.count)) + digits
    }
}
