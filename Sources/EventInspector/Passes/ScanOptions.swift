public import Logdirs
internal import Platform
public import TagRoles

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
    /// What the exit code is 1 for.
    public var failureRule = ScanReport.FailureRule.nonfinite
    /// How many files, or parts of a large one, to read at the same time.
    public var jobs: Int
    /// How large files are cut among the jobs.
    package var cutting = FileCutting()
    /// The part of the runs to look at; all by default.
    public var shard: Shard?
    /// Whether the scan is one of many whose reports are to be joined: it may have nothing to read.
    public var isPart = false
    /// What messages call the things that they advise to use.
    public var wording = Wording()
    /// Is told how far the scan has come.
    public var progress: (any ScanProgress)?

    /// The defaults: everything, on all processors.
    ///
    /// - Parameter jobs: How many files, or parts of a large one, to read at the same time.
    public init(jobs: Int = ScanOptions.processorCount) {
        self.jobs = jobs
    }

    /// The processors that are in use.
    public static var processorCount: Int {
        // in range: the number is the C library's own
        max(1, Int(clamping: sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    }
}
