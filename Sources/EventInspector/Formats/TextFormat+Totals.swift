internal import ClampedArithmetic
internal import NonFiniteNumbers
internal import TextOutput
internal import Timelines

extension TextFormat {
    /// The totals of what was found and read, and what to do next.
    func totalLines(_ report: ScanReport, _ blocks: [Block]) -> [String] {
        let totals = report.totals
        let numbers = NumberText.count(totals.elements, "number")
        var lines: [String] = []
        if report.files.isEmpty {
            lines.append(style.doubtful("nothing was read"))
        } else if report.findings.isEmpty, totals.elements == 0, report.isSelective {
            lines.append(style.doubtful("no number was selected"))
        } else if report.findings.isEmpty {
            lines.append(
                report.hasDamage
                    ? style.doubtful("no finding in what could be read: \(numbers)")
                    : style.good("all finite: \(numbers)")
            )
        } else {
            lines += wrapped(foundLine(report, blocks), indent: "")
        }
        if !report.files.isEmpty {
            lines += wrapped(
                "read \(Self.readFiles(report)), \(NumberText.bytes(totals.bytes)), "
                    + "\(NumberText.count(totals.records, "record")), "
                    + NumberText.count(totals.values, "value") + integrity(report),
                indent: ""
            )
        }
        let limit = showsAll ? report.notes.count : Self.noteLimit
        for note in report.notes.prefix(limit) {
            let text = EscapedText.terminal(note)
            lines += wrapped("note: \(width == nil ? shown(text) : text)", indent: "")
        }
        if report.notes.count > limit { lines.append(more(report.notes.count - limit, "note")) }
        if let explain = wording.explanation, let block = Self.mostTelling(blocks) {
            // A command to paste is not broken into lines.
            lines.append(style.faint("next: ") + "\(explain) \(ShellText.quoted(block.path))")
        }
        return lines
    }

    /// How many files were read, and of how many.
    private static func readFiles(_ report: ScanReport) -> String {
        let unread = report.files.reduce(0) { $0 + ($1.isUnread ? 1 : 0) }  // in range: in memory
        let files = NumberText.count(report.totals.files, "file")
        return unread == 0
            ? files : "\(NumberText.grouped(report.totals.files - unread)) of \(files)"
    }

    /// The run to explain next: one that broke and whose break has a direction, else one that broke.
    ///
    /// Of runs that broke together only the first has a direction.
    private static func mostTelling(_ blocks: [Block]) -> Block? {
        let explained = blocks.filter(isExplained)
        let broken = explained.filter { $0.origin?.outcome == .broken }
        return broken.first { $0.origin?.direction != .unknown } ?? broken.first ?? explained.first
    }

    private static func isExplained(_ block: Block) -> Bool {
        guard let first = block.findings.first, !first.place.isInDataset else { return false }
        return block.path != "-" && block.findings.contains { !$0.isAllowed }
            && !block.path.unicodeScalars.contains(where: EscapedText.isUnsafe)
    }

    private func foundLine(_ report: ScanReport, _ blocks: [Block]) -> String {
        let totals = report.totals
        // Of a dumped tensor its digest counts the same elements once more.
        var counts: [NonFiniteKind: Int] = [
            .nan: totals.nan, .positiveInfinity: totals.positiveInfinity,
            .negativeInfinity: totals.negativeInfinity, .unknown: totals.unknown,
        ]
        var findingCount = report.findings.count
        for run in RunSlices(report.findings) {
            let told = findingsWithoutDigests(run)
            guard told.count < run.count else { continue }
            findingCount -= run.count - told.count
            for (kind, total) in counts {
                let all = run.reduce(0) { $0.addingClamped($1.kind == kind ? $1.count : 0) }
                let rest = told.reduce(0) { $0.addingClamped($1.kind == kind ? $1.count : 0) }
                counts[kind] = max(0, total.subtractingClamped(all.subtractingClamped(rest)))
            }
        }
        let texts = counts.sorted { $0.key < $1.key }.filter { $0.value > 0 }
            .map { "\(NumberText.grouped($0.value)) \($0.key.longName)" }
        let badRuns = blocks.reduce(0) { $0 + 1 + $1.others.count }
        return "\(NumberText.count(findingCount, "finding")) in \(NumberText.grouped(badRuns)) of "
            + "\(NumberText.count(totals.runs, runNoun(report))): "
            + "\(texts.joined(separator: ", ")) among \(NumberText.count(totals.elements, "number"))"
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
                lines += wrapped("\(path): \(EscapedText.terminal(note))", indent: "")
            }
            for issue in file.issues {
                count += 1
                guard showsAll || count <= Self.issueLimit else { continue }
                let sentence = Self.sentence(on: issue, of: file)
                // The operating system's error names the path.
                let isNamed = issue.kind == .unreadable && sentence.contains(path)
                let painted =
                    file.isDamage(issue)
                    ? paintedWord(of: issue.kind, in: sentence) : style.faint(sentence)
                lines += wrapped(isNamed ? painted : "\(path): " + painted, indent: "")
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
        // A directory that cannot be listed is named by itself.
        if file.path == "." || (file.run == "." && file.logdir.hasSuffix(file.path)) {
            return file.logdir
        }
        return file.logdir.hasSuffix("/")
            ? file.logdir + file.path : file.logdir + "/" + file.path
    }

    /// A sentence whose most telling word is painted: a color is hard to read in a whole one.
    private func paintedWord(of kind: FileIssue.Kind, in sentence: String) -> String {
        let word =
            switch kind {
            case .lengthChecksum: "damaged"
            case .dataChecksum: "does not match"
            case .zeroHole: "zeros"
            case .truncatedTail: "ends"
            case .malformedEvent: "no whole"
            case .unknownRecord: "neither"
            case .trailingGarbage: "not a record"
            case .oversize: "more than any"
            case .unreadable: sentence.contains("broken") ? "broken" : "cannot"
            }
        // The first occurrence is the sentence's own: names come before it or after it.
        guard
            let start = sentence.indices.first(where: { sentence[$0...].hasPrefix(word) })
        else { return sentence }
        let end = sentence.index(start, offsetBy: word.count)
        return sentence[..<start] + style.doubtful(word) + sentence[end...]
    }

    private static func sentence(on issue: FileIssue, of file: ScanReport.File) -> String {
        let position = "at byte \(NumberText.grouped(issue.offset))"
        let size = NumberText.bytes(issue.byteCount)
        switch issue.kind {
        case .lengthChecksum:
            // in range: both are of the file
            let isLast = issue.offset + issue.byteCount >= file.bytes
            return "the header of the record \(position) is damaged (\(size) to the "
                + (isLast
                    ? "end of the file): nothing after it could be read"
                    : "next one): what was in between is lost; reading went on after it")
        case .dataChecksum:
            return "the record \(position) does not match its checksum (\(size)): what it holds "
                + "may be wrong or left out; reading went on after it"
        case .zeroHole:
            return "\(size) of zeros \(position) where a record should be; a network file system "
                + "may still fill them: what belongs there is "
                + "not known"
        case .truncatedTail:
            let reason =
                file.isDataset
                ? "the dataset was cut, and TensorFlow will stop here (DataLossError)"
                : "a live or a killed writer, which is normal: there is nothing to do"
            return issue.byteCount == 0
                ? "the compressed stream ends early, \(position) of what it holds: \(reason)"
                : "ends inside a record \(position) (\(size) there): \(reason)"
        case .malformedEvent:
            return
                "the record \(position) is whole but no whole \(file.examples > 0 ? "example" : "event") "
                + "(\(size)); read as far as it goes"
        case .unknownRecord:
            return
                "from byte \(NumberText.grouped(issue.offset)) on, \(size) of records are neither "
                + "events nor tf.train.Examples: not looked into"
        case .trailingGarbage:
            return "\(size) \(position), after the last record, are not a record"
        case .oversize:
            return
                "the record \(position) claims more than any protobuf may have (\(size) of it there)"
        case .unreadable:
            return EscapedText.terminal(file.error ?? "cannot be read beyond byte \(issue.offset)")
        }
    }
}

/// The findings of each run, which are next to one another.
struct RunSlices: Sequence, IteratorProtocol {
    private let findings: [ScanReport.Finding]
    private var start = 0

    init(_ findings: [ScanReport.Finding]) {
        self.findings = findings
    }

    mutating func next() -> ArraySlice<ScanReport.Finding>? {
        guard start < findings.count else { return nil }
        let first = findings[start]
        var end = start + 1
        while end < findings.count, findings[end].run.isExactly(first.run),
            findings[end].logdir.isExactly(first.logdir)
        {
            end += 1
        }
        defer { start = end }
        return findings[start..<end]
    }
}

extension NonFiniteKind {
    /// The kind in a sum, where `NaN/Inf` could be read as two.
    fileprivate var longName: String { self == .unknown ? "NaN or Inf" : shownName }
}
