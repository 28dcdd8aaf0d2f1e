internal import ClampedArithmetic
internal import Logdirs
internal import TFRecord
internal import TextOutput

/// A merger of partial reports into the report that a single scan would have produced.
///
/// A report is what ``JSONLinesFormat`` prints; several may follow each other in one file. The
/// order of shards does not matter. Reports on different paths are joined in the order in which
/// they are read, like the paths of one scan.
///
/// ```swift
/// var merger = ReportMerger()
/// for (name, bytes) in parts {
///     try merger.read(bytes, named: name)
/// }
/// let report = try merger.report()
/// print(JSONFormat().text(of: report))
/// ```
public struct ReportMerger {
    private var inputs: [ScanReport.Input] = []
    private var inputPositions: [ExactName: Int] = [:]
    private var runs: [RunKey: PartialReport.RunPart] = [:]
    private var foreign: [ScanReport.File] = []
    private var totals = ScanReport.Totals()
    private var unlisted = 0
    /// What the selections of all reports so far had in common that matched nothing.
    private var unmatched: [SelectionGap]?
    /// The same of what was to be left out or allowed.
    private var unused: [SelectionGap]?
    private var isSelective: Bool?
    private var failureRule: FailureRule?
    private var shards: [Int: ScanReport.Part] = [:]
    private var hasWhole = false
    private let wording: Wording

    // The report that is being read.
    private var partial = PartialReport()
    private var rest: [UInt8] = []
    private var name = ""
    private var lineNumber = 0

    /// Creates a merger that has read nothing.
    ///
    /// - Parameter wording: The words for what messages suggest to use.
    public init(wording: Wording = Wording()) {
        self.wording = wording
    }

    /// Reads a file of reports in memory.
    public mutating func read(_ bytes: [UInt8], named name: String) throws(MergeError) {
        begin(name)
        try read(bytes[...])
        try end()
    }

    /// Starts a file of reports, named for errors; the bytes follow.
    public mutating func begin(_ name: String) {
        self.name = name
        lineNumber = 0
        partial = PartialReport()
        rest = []
    }

    /// Reads the next bytes of the file, which may end within a line.
    public mutating func read(_ bytes: ArraySlice<UInt8>) throws(MergeError) {
        var bytes = bytes
        while let newline = bytes.firstIndex(of: UInt8(ascii: "\n")) {
            if rest.isEmpty {
                try checkLength(of: bytes[..<newline])
                try readLine(bytes[..<newline])
            } else {
                try takeRest(bytes[..<newline])
                try readLine(rest[...])
                rest.removeAll(keepingCapacity: true)
            }
            bytes = bytes[(newline + 1)...]
        }
        try takeRest(bytes)
    }

    /// Adds more of a line, unless that makes it too long.
    private mutating func takeRest(_ bytes: ArraySlice<UInt8>) throws(MergeError) {
        rest += bytes.prefix(Self.lineLimit + 1 - rest.count)
        try checkLength(of: rest[...])
    }

    private func checkLength(of line: ArraySlice<UInt8>) throws(MergeError) {
        guard line.count > Self.lineLimit else { return }
        throw MergeError(
            .damaged,
            file: name,
            line: lineNumber + 1,
            column: Self.lineLimit + 1,
            "is longer than any line of a report; it begins with "
                + EscapedText.excerpt(line)
        )
    }

    /// Ends the file.
    ///
    /// - Throws: ``MergeError`` when a report is truncated.
    public mutating func end() throws(MergeError) {
        if !rest.isEmpty {
            // Not every program ends its last line.
            try readLine(rest[...])
            rest = []
        }
        guard !partial.hasBegun else {
            throw MergeError(
                .damaged,
                file: name,
                line: lineNumber,
                "the report ends without its summary: the scan did not come to its end; run it anew"
            )
        }
    }

    /// The report on everything that was read.
    ///
    /// - Throws: ``MergeError`` when shards are missing, or nothing was scanned at all.
    public func report() throws(MergeError) -> ScanReport {
        guard let isSelective, isSelective || !runs.isEmpty else {
            throw MergeError(
                .empty,
                "no event file and no dataset was scanned by any of the reports"
            )
        }
        try checkShards()
        var report = ScanReport()
        report.inputs = inputs
        report.isSelective = isSelective
        report.failureRule = failureRule ?? .nonfinite
        let order = runs.keys.sorted { left, right in
            let (first, second) = (
                inputPositions[ExactName(left.logdir)] ?? 0,
                inputPositions[ExactName(right.logdir)] ?? 0
            )
            return first == second
                ? left.run.utf8.lexicographicallyPrecedes(right.run.utf8) : first < second
        }
        for key in order {
            guard let part = runs[key] else { continue }
            report.runs.append(part.run)
            report.findings += part.findings
            report.origin += part.origin
            report.files += part.files
        }
        report.files += foreign.sorted { left, right in
            let (first, second) = (
                inputPositions[ExactName(left.logdir)] ?? 0,
                inputPositions[ExactName(right.logdir)] ?? 0
            )
            guard first == second else { return first < second }
            return left.run.utf8.elementsEqual(right.run.utf8)
                ? left.path.utf8.lexicographicallyPrecedes(right.path.utf8)
                : left.run.utf8.lexicographicallyPrecedes(right.run.utf8)
        }
        report.totals = totals
        report.unlisted = unlisted
        report.unmatched = unmatched ?? []
        report.unused = unused ?? []
        report.relateSiblings()
        report.takeNotes(wording)
        return report
    }

    private mutating func readLine(_ line: ArraySlice<UInt8>) throws(MergeError) {
        lineNumber += 1
        guard !line.isEmpty else { return }
        let summary: ReportSummary
        do throws(UnreadableLine) {
            let line = try ReportLine(line)
            guard case .summary(let last) = line else {
                try partial.add(line)
                return
            }
            try partial.finish(last)
            summary = last
        } catch {
            // The first line of --format json.
            let isOneObject = lineNumber == 1 && line.elementsEqual([UInt8(ascii: "{")])
            throw MergeError(
                .damaged,
                file: name,
                line: lineNumber,
                column: error.column,
                isOneObject
                    ? "the report is one JSON object; make it as JSON Lines (\(wording.jsonLines))"
                    : error.reason
            )
        }
        try join(summary)
    }

    /// Adds a report that was read to its end.
    private mutating func join(_ summary: ReportSummary) throws(MergeError) {
        guard isSelective == nil || isSelective == summary.isSelective else {
            throw conflict("only some of the reports were made with \(wording.selection)")
        }
        isSelective = summary.isSelective
        guard failureRule == nil || failureRule == summary.failureRule else {
            throw conflict("only some of the reports were made to fail for broken runs alone")
        }
        failureRule = summary.failureRule
        try joinShard()
        let repeated = partial.runs.keys.filter { runs[$0] != nil }
        if let key = repeated.min(by: { ($0.logdir, $0.run) < ($1.logdir, $1.run) }) {
            let path = EscapedText.excerpt(TextFormat.name(logdir: key.logdir, run: key.run))
            throw conflict(
                "the run \(path) is in two of the reports, of which neither has seen all of it; "
                    + "divide the work by whole runs, as \(wording.shard) does"
            )
        }
        runs.merge(partial.runs) { first, _ in first }
        for input in partial.inputs {
            if let position = inputPositions[ExactName(input.logdir)] {
                let known = Set(inputs[position].notes)
                inputs[position].notes += input.notes.filter { !known.contains($0) }
            } else {
                inputPositions[ExactName(input.logdir)] = inputs.count
                inputs.append(input)
            }
        }
        foreign += partial.foreign
        totals.add(summary.totals)
        unlisted.addClamped(summary.unlisted)
        unmatched = Self.common(unmatched, summary.unmatched)
        unused = Self.common(unused, summary.unused)
        partial = PartialReport()
    }

    private static func common(_ gaps: [SelectionGap]?, _ more: [SelectionGap]) -> [SelectionGap] {
        gaps?.filter { gap in
            more.contains { $0.part == gap.part && $0.pattern == gap.pattern }
        } ?? more
    }

    private mutating func joinShard() throws(MergeError) {
        guard let part = partial.shard else {
            hasWhole = true
            return
        }
        if let other = shards.values.first {
            guard other.shard.count == part.shard.count, other.shard.rule == part.shard.rule else {
                throw conflict("shard \(part.shard) is not of the same division as \(other.shard)")
            }
            guard other.division == part.division else {
                throw conflict(
                    "shards \(other.shard) and \(part.shard) did not find the same files of the "
                        + "same sizes, so a run may be in none or in two; scan anew when nothing "
                        + "writes any more, or with \(wording.shardByName)"
                )
            }
        }
        guard shards.updateValue(part, forKey: part.shard.number) == nil else {
            throw conflict("shard \(part.shard) is there already")
        }
    }

    private func checkShards() throws(MergeError) {
        guard let count = shards.values.first?.shard.count else { return }
        guard !hasWhole else {
            throw MergeError(.conflicting, "some of the reports are shards, and some are not")
        }
        guard shards.count < count else { return }
        let missing = (1...count).filter { shards[$0] == nil }
        let some = missing.prefix(10).map(String.init).joined(separator: ", ")
        throw MergeError(
            .conflicting,
            "shard \(some)\(missing.count > 10 ? ", …" : "") of \(count) is missing: "
                + "\(missing.count) in all"
        )
    }

    private func conflict(_ reason: String) -> MergeError {
        MergeError(.conflicting, file: name, line: lineNumber, reason)
    }

    /// The most bytes of a line.
    ///
    /// The longest lines of a scan are those with lists, each of which is limited: the notes on a
    /// logdir (at most ``Logdir/noteLimit`` bytes), a file's thousand issues of about 70 bytes, an
    /// origin's evidence. In JSON a byte becomes up to six. A longer line is refused before it
    /// fills the memory.
    static let lineLimit = 8 << 20
}
