internal import TextOutput

/// The report for people: what broke, when, what came first, and whether to trust the answer.
///
/// It fits the width that is given: columns that say little are left out, names are shortened in
/// the middle, sentences are broken between words. What matters most comes last, where a terminal
/// shows it: the runs that broke, in a line each, and the totals.
public struct TextFormat: ReportFormat {
    /// Whether to list everything, however long.
    public var showsAll: Bool
    /// The number of columns of a line; nil for no limit.
    public var width: Int?
    let style: TextStyle
    let wording: Wording
    let now: Double

    /// Creates the format.
    ///
    /// - Parameters:
    ///   - now: Seconds since 1970, for saying how long ago something was.
    ///   - isColored: Whether to use a terminal's colors.
    ///   - showsAll: Whether to list everything, however long.
    ///   - width: The number of columns of a line; nil for no limit.
    ///   - wording: The words for what the text suggests to use.
    public init(
        now: Double,
        isColored: Bool = false,
        showsAll: Bool = false,
        width: Int? = nil,
        wording: Wording = Wording()
    ) {
        self.now = now
        self.showsAll = showsAll
        self.width = width.map { max($0, Self.leastWidth) }
        self.wording = wording
        style = TextStyle(isColored: isColored)
    }

    /// The report: the runs without findings, a block for each of the others, what could not be
    /// read, the broken runs in a line each, and the totals.
    public func text(of report: ScanReport) -> String {
        let blocks = blocks(of: report)
        var sections = [quietRunLines(report)]
        let shown = blocks.prefix(showsAll ? blocks.count : Self.blockLimit)
        sections += shown.map { lines(of: $0, report) }
        if shown.count < blocks.count {
            let noun = "\(runNoun(report)) with findings"
            let count = blocks.count - shown.count
            sections.append([more(count, noun, plural: "\(runNoun(report))s with findings")])
        }
        sections.append(rangeLines(report))
        sections.append(issueLines(report))
        sections.append(blocks.count > 1 ? recapLines(blocks, report) : [])
        sections.append(totalLines(report, blocks))
        return sections.filter { !$0.isEmpty }
            .map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    /// The name of a run: the path that leads to it.
    static func name(logdir: String, run: String) -> String {
        let path = path(logdir: logdir, run: run)
        return path == "-" ? "standard input" : EscapedText.terminal(path)
    }

    static func path(logdir: String, run: String) -> String {
        if run == "." { return logdir }
        return logdir.hasSuffix("/") ? logdir + run : logdir + "/" + run
    }

    /// The most items of any list unless all are requested.
    static let runLimit = 30
    static let blockLimit = 8
    static let quietRunLimit = 10
    static let findingLimit = 12
    static let issueLimit = 10
    static let noteLimit = 10
    static let nameLimit = 240
    /// Half of what a note on a name's length takes.
    private static let noteRoom = 10
    private static let leastWidth = 40

    /// A name, shortened if long; its two ends say more than its middle.
    func shown(_ name: String) -> String {
        if let width, !showsAll { return ShortenedText.middle(name, to: width - Self.margin) }
        guard !showsAll, name.utf8.count > Self.nameLimit else { return name }
        let half = Self.nameLimit / 2 - Self.noteRoom
        let count = NumberText.bytes(name.utf8.count)
        return "\(name.prefix(half))… (\(count) in all) …\(name.suffix(half))"
    }

    /// What a name leaves of a line for what is said of it.
    private static let margin = 12

    /// A line in pieces that fit, each with a margin.
    func wrapped(_ line: String, indent: String) -> [String] {
        WrappedText.lines(of: line, width: width.map { $0 - indent.count }).map { indent + $0 }
    }

    func more(
        _ count: Int,
        _ noun: String,
        _ detail: String = "",
        plural: String? = nil
    ) -> String {
        let nouns = count == 1 ? noun : plural ?? noun + "s"
        let advice = wording.all.map { "; \($0) shows all" } ?? ""
        return style.faint("… and \(NumberText.grouped(count)) more \(nouns)\(detail)\(advice)")
    }
}
