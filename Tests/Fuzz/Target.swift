import Platform

/// What is fuzzed; `TFEVENTS_FUZZ_TARGET` names it, and `run.sh` sets that.
enum Target: String, CaseIterable {
    /// The framing, the walk, the inspector and the cold decode.
    case files
    /// `explain`: a run that the input holds.
    case explain
    /// `merge-reports`: lines of a report.
    case merge = "merge-reports"
    /// `--rules`: a file of rules, and tags.
    case rules
    /// The patterns of tags and runs, and those of a probe.
    case globs

    static let current =
        getenv("TFEVENTS_FUZZ_TARGET")
        .flatMap { Target(rawValue: String(cString: $0)) } ?? .files

    /// Runs one input.
    func run(_ input: [UInt8]) {
        switch self {
        case .files: checkFile(input)
        case .explain: ExplainCheck(input).run(Turn(of: input))
        case .merge: MergeCheck(input).run()
        case .rules: RulesCheck(input).run()
        case .globs: GlobCheck(input).run()
        }
    }
}
