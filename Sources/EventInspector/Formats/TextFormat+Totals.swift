internal import TextOutput

extension TextFormat {
    /// The totals of what was found and read.
    func totalLines(_ report: ScanReport) -> [String] {
        let totals = report.totals
        let numbers = NumberText.count(totals.elements, "number")
        var lines: [String] = []
        if report.findings.isEmpty {
            lines.append(
                report.hasDamage
                    ? style.doubtful("no finding in what could be read: \(numbers)")
                    : style.good("all finite: \(numbers)")
            )
        } else {
            let kinds = [
                (totals.nan, "NaN"), (totals.positiveInfinity, "+Inf"),
                (totals.negativeInfinity, "-Inf"), (totals.unknown, "NaN or Inf"),
            ]
            let counts = kinds.filter { $0.0 > 0 }.map { "\(NumberText.grouped($0.0)) \($0.1)" }
            let badRuns = findingsByRun(report).count
            lines.append(
                "\(NumberText.count(report.findings.count, "finding")) in \(badRuns) of "
                    + "\(NumberText.count(totals.runs, runNoun(report))): "
                    + "\(counts.joined(separator: ", ")) among \(numbers)"
            )
        }
        lines.append(
            "read \(NumberText.count(totals.files, "file")), \(NumberText.bytes(totals.bytes)), "
                + "\(NumberText.count(totals.records, "record")), "
                + NumberText.count(totals.values, "value") + integrity(report)
        )
        let limit = showsAll ? report.notes.count : Self.noteLimit
        for note in report.notes.prefix(limit) {
            lines.append("note: \(shown(EscapedText.terminal(note)))")
        }
        if report.notes.count > limit { lines.append(more(report.notes.count - limit, "note")) }
        return lines
    }

    private func integrity(_ report: ScanReport) -> String {
        if report.files.contains(where: { $0.unverifiableRecords > 0 }) { return "" }
        if report.totals.issues == 0 { return ", every checksum right" }
        return report.hasDamage ? "" : ", every whole record right"
    }

    /// The parts that could not be read correctly.
    func issueLines(_ report: ScanReport) -> [String] {
        var lines: [String] = []
        var count = 0
        var noteCount = 0
        for file in report.files {
            let path = shown(EscapedText.terminal(Self.path(of: file)))
            // One of the report's notes is on files of other kinds.
            let isNoted = file.kind == nil && file.notes != ["empty"]
            for note in file.notes where showsAll || isNoted {
                noteCount += 1
                guard showsAll || noteCount <= Self.noteLimit else { continue }
                lines.append("\(path): \(EscapedText.terminal(note))")
            }
            for issue in file.issues {
                count += 1
                guard showsAll || count <= Self.issueLimit else { continue }
                let paint = file.isDamage(issue) ? style.doubtful : style.faint
                lines.append("\(path): " + paint(Self.sentence(on: issue, of: file)))
            }
        }
        if !showsAll, noteCount > Self.noteLimit {
            lines.append(more(noteCount - Self.noteLimit, "note"))
        }
        let hidden = report.totals.issues - min(count, showsAll ? count : Self.issueLimit)
        if hidden > 0 { lines.append(more(hidden, "issue")) }
        return lines
    }

    private static func path(of file: ScanReport.File) -> String {
        if file.logdir == "-" { return "standard input" }
        if file.run == ".", file.logdir.hasSuffix(file.path) { return file.logdir }
        return file.logdir.hasSuffix("/")
            ? file.logdir + file.path : file.logdir + "/" + file.path
    }

    private static func sentence(on issue: FileIssue, of file: ScanReport.File) -> String {
        let position = "at byte \(NumberText.grouped(issue.offset))"
        let size = NumberText.bytes(issue.byteCount)
        switch issue.kind {
        case .lengthChecksum:
            // in range: both are of the file
            let isLast = issue.offset + issue.byteCount >= file.bytes
            return "the header of the record \(position) is damaged (\(size) to the "
                + (isLast ? "end of the file)" : "next one)")
        case .dataChecksum:
            return "the record \(position) does not match its checksum (\(size))"
        case .zeroHole:
            return "\(size) of zeros \(position) where a record should be; a network file system "
                + "may still fill them"
        case .truncatedTail:
            let reason =
                file.isDataset
                ? "the dataset was cut, and TensorFlow will stop here (DataLossError)"
                : "a live or a killed writer"
            return issue.byteCount == 0
                ? "the compressed stream ends early, \(position) of what it holds: \(reason)"
                : "ends inside a record \(position) (\(size) there): \(reason)"
        case .malformedEvent:
            return
                "record \(position) is whole but no whole \(file.examples > 0 ? "example" : "event") "
                + "(\(size)); read as far as it goes"
        case .unknownRecord:
            return
                "from byte \(NumberText.grouped(issue.offset)) on, \(size) of records are neither "
                + "events nor tf.train.Examples: not looked into"
        case .trailingGarbage:
            return "\(size) \(position), behind the last record, are no record"
        case .oversize:
            return "record \(position) claims more than any protobuf may have (\(size) of it there)"
        case .unreadable:
            return EscapedText.terminal(file.error ?? "cannot be read beyond byte \(issue.offset)")
        }
    }
}
