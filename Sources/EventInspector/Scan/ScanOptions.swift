/// How to scan.
public struct ScanOptions: Sendable {
    /// Which values to look at.
    public var selection = ScanSelection()
    /// Findings that are to be expected; they are reported and do not fail the scan.
    public var allowances: [Allowance] = []
    /// What tags mean where their names do not tell.
    public var rules = TagRules()
    /// Whether to stop reading a run at its first finding.
    public var firstOnly = false
    /// Whether to stop everything at the first finding; enough for the exit code.
    public var exitCodeOnly = false
    /// How many files, or parts of a large one, to read at the same time.
    public var jobs: Int
    /// How large files are cut among the jobs.
    package var cutting = FileCutting()
    /// The part of the runs to look at; all by default.
    public var shard: Shard?
    /// Whether the scan is one of many whose reports are to be joined: it may have nothing to read.
    public var isPart = false
    /// Is told how far the scan has come.
    public var progress: (any ScanProgress)?

    /// The defaults: everything, on all cores.
    public init(jobs: Int) {
        self.jobs = jobs
    }
}

/// Findings that are to be expected, such as `mask/*=-inf`.
public struct Allowance: Hashable, Sendable {
    /// The tags.
    public var tag: Glob
    /// The kinds that are allowed there.
    public var kinds: Set<NonFiniteKind>

    /// Reads `GLOB=nan`, `GLOB=inf`, `GLOB=+inf`, `GLOB=-inf` or `GLOB=any`; nil for anything else.
    public init?(_ text: String) {
        guard let equals = text.lastIndex(of: "="), equals > text.startIndex else { return nil }
        tag = Glob(String(text[..<equals]))
        switch text[text.index(after: equals)...] {
        case "nan": kinds = [.nan]
        case "inf": kinds = [.positiveInfinity, .negativeInfinity]
        case "+inf": kinds = [.positiveInfinity]
        case "-inf": kinds = [.negativeInfinity]
        case "any": kinds = Set(NonFiniteKind.allCases)
        default: return nil
        }
    }

    func covers(tag name: String, kind: NonFiniteKind) -> Bool {
        kinds.contains(kind) && tag.matches(name)
    }
}

/// Why a scan could not begin.
public enum ScanError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A path that does not exist.
    case noSuchPath(String)
    /// A path of a ``FileList`` that does not begin with the list's logdir.
    case notBelow(path: String, logdir: String)
    /// Paths that hold no event file and no dataset at all.
    case noEventFiles([String])
    /// A stream that has to be read twice, of which no copy could be kept for that.
    case notSpooled(path: String, copy: String, reason: String)

    /// What is missing, and what to do about it.
    public var description: String {
        switch self {
        case .noSuchPath(let path):
            "\(EscapedText.terminal(path)): no such file or directory"
        case .notBelow(let path, let logdir):
            "\(EscapedText.terminal(path)): not below \(EscapedText.terminal(logdir)); the paths of a "
                + "list must begin as the logdir does that they belong to"
        case .noEventFiles(let paths):
            paths.map(EscapedText.terminal).joined(separator: ", ")
                + ": no event file (a name that contains 'tfevents') and no "
                + "dataset (a name such as 'train.tfrecord-00000-of-00010') below; "
                + "name a file itself to read it whatever its name"
        case .notSpooled(let path, let copy, let reason):
            "\(path == "-" ? "standard input" : EscapedText.terminal(path)) can be read once only, and "
                + "a copy to read again cannot be kept in \(EscapedText.terminal(copy)): \(reason); "
                + "or write it to a file, and name that"
        }
    }
}
