public import Logdirs
internal import Platform
public import TagRoles
public import TensorBoardEvents

/// Options of a scan.
public struct ScanOptions: Sendable {
    /// The values to scan.
    public var selection = ScanSelection()
    /// Whether a part of the selection may match nothing, and a stream may be empty; otherwise it is
    /// told, since a misspelt name must not look like a clean bill of health.
    public var allowsEmptySelection = false
    /// Files below a logdir that are passed over: a glob matches the path relative to the logdir,
    /// or the file's name alone.
    public var excludedFiles: [Glob] = []
    /// Findings that are expected; they are reported and do not fail the scan.
    public var allowances: [Allowance] = []
    /// The meaning of tags whose names do not show it.
    public var rules = TagRules()
    /// Whether to stop reading a run at its first finding.
    public var firstOnly = false
    /// Whether to stop the whole scan at the first finding, which is enough for the exit code.
    public var exitCodeOnly = false
    /// What the exit code is 1 for.
    public var failureRule = FailureRule.nonfinite
    /// Whether to report features of examples with floats outside of 0…1, and those that are empty
    /// or missing in some examples of a file only.
    public var checksRange = false
    /// How many files, or parts of a large one, to read at the same time.
    public var jobs: Int
    /// The most bytes of a stream to keep in a temporary file while it is read, so that what broke
    /// can be looked for in them; a gigabyte by default.
    ///
    /// Of a longer stream only the non-finite values are told.
    public var largestCopy = 1_000_000_000
    /// How large files are cut among the jobs.
    package var cutting = FileCutting()
    /// The part of the runs to scan; all by default.
    public var shard: Shard?
    /// Whether the scan is one of several whose reports will be joined, so that it may have nothing
    /// to read.
    public var isPart = false
    /// The words for what messages suggest to use.
    public var wording = Wording()
    /// Receives the progress of the scan.
    public var progress: (any ScanProgress)?

    /// Creates the default options: scan everything, on all processors.
    ///
    /// - Parameter jobs: The number of files, or parts of a large one, to read at the same time.
    public init(jobs: Int = ScanOptions.processorCount) {
        self.jobs = jobs
    }

    /// The processors that are in use.
    public static var processorCount: Int {
        // in range: the number is the C library's own
        max(1, Int(clamping: sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    }
}
