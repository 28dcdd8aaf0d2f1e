internal import TextOutput

/// The report for people: what broke, when, what came first, and whether to trust the answer.
public struct TextFormat: ReportFormat {
    /// Whether to list everything, however long.
    public var showsAll: Bool
    let style: TextStyle
    private let wording: Wording
    let now: Double

    /// Creates the format.
    ///
    /// - Parameters:
    ///   - now: Seconds since 1970, for saying how long ago something was.
    ///   - isColored: Whether to use a terminal's colors.
    ///   - showsAll: Whether to list everything, however long.
    ///   - wording: The words for what the text suggests to use.
    public init(
        now: Double,
        isColored: Bool = false,
        showsAll: Bool = false,
        wording: Wording = Wording()
    ) {
        self.now = now
        self.showsAll = showsAll
        self.wording = wording
        style = TextStyle(isColored: isColored)
    }

    /// The report: a line for each run, the findings of each, then totals and integrity.
    public func text(of report: ScanReport) -> String {
        var sections = [runLines(report)]
        let groups = findingsByRun(report)
        for group in groups.prefix(showsAll ? groups.count : Self.runLimit) {
            sections.append(findingLines(group, report))
        }
        let ranges = rangeLines(report)
        if !ranges.isEmpty { sections.append(ranges) }
        sections.append(totalLines(report))
        let issues = issueLines(report)
        if !issues.isEmpty { sections.append(issues) }
        return sections.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    /// The name of a run: the path that leads to it.
    static func name(logdir: String, run: String) -> String {
        let path =
            if run == "." {
                logdir
            } else {
                logdir.hasSuffix("/") ? logdir + run : logdir + "/" + run
            }
        return path == "-" ? "standard input" : EscapedText.terminal(path)
    }

    func findingsByRun(_ report: ScanReport) -> [ArraySlice<ScanReport.Finding>] {
        var groups: [ArraySlice<ScanReport.Finding>] = []
        var start = 0
        for index in report.findings.indices {
            let next = index + 1
            if next == report.findings.count
                || !report.findings[next].run.isExactly(report.findings[start].run)
                || !report.findings[next].logdir.isExactly(report.findings[start].logdir)
            {
                groups.append(report.findings[start..<next])
                start = next
            }
        }
        return groups
    }

    /// The most items of any list unless all are requested.
    static let runLimit = 30
    static let findingLimit = 12
    static let issueLimit = 10
    static let noteLimit = 10
    private static let nameLimit = 400

    /// A name, shortened if long; its two ends say more than its middle.
    func shown(_ name: String) -> String {
        guard !showsAll, name.utf8.count > Self.nameLimit else { return name }
        let half = Self.nameLimit / 2
        let count = NumberText.bytes(name.utf8.count)
        return "\(name.prefix(half))… (\(count) in all) …\(name.suffix(half))"
    }

    func more(_ count: Int, _ noun: String) -> String {
        let nouns = count == 1 ? noun : noun + "s"
        let advice = wording.all.map { "; \($0) shows all" } ?? ""
        return style.faint("… and \(NumberText.grouped(count)) more \(nouns)\(advice)")
    }
}
