public import Logdirs
internal import NonFiniteNumbers
internal import TextOutput
public import Timelines

/// The result of a scan: version 1 of the report that other programs rely on.
public struct ScanReport: Hashable, Sendable {
    /// The version of the report's shape.
    public static let version = 1

    /// One kind of non-finite number at one place of one tag.
    public struct Finding: Hashable, Sendable {
        /// The PATH argument under which the run was found.
        public var logdir: String
        /// The event file's directory relative to that, `.` for itself; for a dataset, the file.
        public var run: String
        /// The tag, or a feature's name; empty if the number belongs to the event and not to a
        /// value.
        public var tag: String
        /// The kind of number.
        public var kind: NonFiniteKind
        /// Its place in the event.
        public var place: Place
        /// The plugin that the tag's metadata names.
        public var plugin: String?
        /// The element type, as TensorFlow spells it.
        public var dtype: String?
        /// The shape of the first tensor that contains one.
        public var shape: [Int64]?
        /// The number of values that contain one.
        public var occurrences: Int
        /// The number of such elements in all those values.
        public var count: Int
        /// Whether the count is exact; an upper bound otherwise.
        public var countIsExact: Bool
        /// The first value that contains one: the earliest by segment, step and order in the files.
        public var first: First
        /// The last value that contains one.
        public var last: Moment
        /// The tag's last finite value before the first.
        public var lastFinite: Moment?
        /// In how many stretches they come, with finite values of the tag in between.
        public var stretches = 1
        /// Whether no finite value of the tag came after the last; false where nothing was read
        /// after it.
        public var isTerminal: Bool
        /// Whether the files were read on after the finding.
        public var isReadOn = true
        /// Whether a restart logged all these steps again.
        public var isSuperseded: Bool
        /// Whether an allowance covers these.
        public var isAllowed = false
    }

    /// A step and the time at which it was logged.
    public struct Moment: Hashable, Sendable {
        /// The step; in a dataset, the number of the record in its file, counted from 0.
        public var step: Int64
        /// Seconds since 1970.
        public var wallTime: Double
    }

    /// The first value in which something was found.
    public struct First: Hashable, Sendable {
        /// The step; in a dataset, the number of the record in its file, counted from 0.
        public var step: Int64
        /// Seconds since 1970.
        public var wallTime: Double
        /// The number of the value's elements of the kind, or an upper bound.
        public var count: Int
        /// The row-major position of the first of them.
        public var index: [Int]?
        /// The same position as one number.
        public var flatIndex: Int?
        /// The part of the message that shows it, if that is not an element.
        public var field: String?
        /// The bits of the number, in hexadecimal.
        public var bits: String?
        /// The file's path, as in its entry in ``ScanReport/files``.
        public var file: String
        /// The offset of the record in it.
        public var offset: Int
        /// Whether the record's checksum is valid.
        public var checksumIsValid: Bool
        /// How often the tag's steps had gone back before; 0 unless training was restarted.
        public var segment: Int
    }

    /// The tensor of a run that broke first.
    public struct Origin: Hashable, Sendable {
        /// The PATH argument under which the run was found.
        public var logdir: String
        /// The run.
        public var run: String
        /// The tag that broke first.
        public var tag: String
        /// The step at which it was first not finite.
        public var step: Int64
        /// The part of a training step.
        public var direction: OriginDirection
        /// The evidence.
        public var why: String
        /// The layer that broke, if known.
        public var layer: String?
        /// The last step at which the tag was known to be finite.
        public var lastFiniteStep: Int64?
        /// The number of attempts before.
        public var segment = 0
        /// The outcome as far as this break is concerned; of a run, that of its first entry.
        public var outcome: Outcome? = .unknown
        /// The number of the attempt, from 1.
        public var attempt: Int?
        /// The file of the writer, where the run has several.
        public var writer: String?
        /// What relates the run to others that broke together; nil where there is nothing.
        var sibling: SiblingMark?
        /// The same as ``why``, one line for each piece of evidence.
        public var evidence: [String] = []
        /// Whether it is not a failure, such as a step that mixed precision skipped.
        public var isHarmless = false
        /// How many other tags broke at that step, of which any may have been the first.
        public var tieCount = 0
        /// The course of the loss, in the attempt that broke; nil where none was logged.
        public var loss: LossCurve?
    }

    /// One file.
    public struct File: Hashable, Sendable {
        /// The PATH argument under which it was found.
        public var logdir: String
        /// Its path relative to that.
        public var path: String
        /// The run to which it belongs.
        public var run: String
        /// The number of bytes read, after decompression.
        public var bytes = 0
        /// The number of records read.
        public var records = 0
        /// The number of values scanned; in a dataset, of features.
        public var values = 0
        /// The number of records that are a `tf.train.Example` or `SequenceExample`.
        public var examples = 0
        /// The parts of the file that could not be read correctly; the first thousand.
        public var issues: [FileIssue] = []
        /// The number of all issues.
        public var issueCount = 0
        /// The number of records without a checksum of their payload.
        public var unverifiableRecords = 0
        /// Notes about the file that do not affect its integrity.
        public var notes: [String] = []
        /// Its features, if their ranges were checked and it holds examples.
        public var features: [DatasetFeature]?
        /// What the file is, if that is neither an event file nor a dataset; nothing was read then.
        public var kind: ForeignFile.Kind?
        /// The size of the file that a pointer stands for, if it states one.
        public var statedBytes: Int?
        /// Whether the path of a file of another kind was given itself.
        public var isNamed = false
        /// The operating system's error if it could not open or read the file.
        public var error: String?
    }

    /// One run.
    public struct Run: Hashable, Sendable {
        /// The PATH argument under which it was found.
        public var logdir: String
        /// The run's name.
        public var name: String
        /// The largest step of any value.
        public var lastStep: Int64?
        /// The latest wall time of any value.
        public var lastWallTime: Double?
        /// The number of values in the run.
        public var values: Int
        /// Whether it holds examples, whose steps are the numbers of records.
        public var isDataset = false
        /// Whether no number in it was selected, so that nothing is known of it.
        public var isUnselected = false
        /// Whether it has findings and could be read only once, so that nobody knows whether it
        /// broke.
        public var isUnjudged = false
    }

    /// A PATH argument.
    public struct Input: Hashable, Sendable {
        /// The argument, unchanged.
        public var logdir: String
        /// Notes about it as a whole, such as circular symbolic links.
        public var notes: [String] = []
        /// Why nothing of it was read, as when it does not exist.
        public var error: String?
    }

    /// The part of the runs that the report covers.
    public struct Part: Hashable, Sendable {
        /// The part.
        public var shard: Shard
        /// A hash in hexadecimal that all parts of one division share.
        public var division: String
    }

    /// Sums over everything.
    public struct Totals: Hashable, Sendable {
        /// The number of runs with at least one file.
        public var runs = 0
        /// The number of files scanned.
        public var files = 0
        /// The number of bytes read.
        public var bytes = 0
        /// The number of records read.
        public var records = 0
        /// The number of values scanned.
        public var values = 0
        /// The number of floating-point numbers scanned.
        public var elements = 0
        /// How many of these are NaN.
        public var nan = 0
        /// How many of these are positive infinity.
        public var positiveInfinity = 0
        /// How many of these are negative infinity.
        public var negativeInfinity = 0
        /// How many of these are non-finite in a way that the encoding hides.
        public var unknown = 0
        /// The number of issues: parts of files that could not be read correctly.
        public var issues = 0
    }

    /// The outcome in one word.
    public enum Status: String, Hashable, Sendable {
        /// Everything was read and is finite.
        case finite
        /// Something is not finite.
        case nonfinite
        /// Every number is finite, but a check of ranges found features that are not as expected.
        case suspicious
        /// Nothing was found, but part of the input could not be read.
        case incomplete
    }

    /// By run, then in order.
    public var findings: [Finding] = []
    /// One for each break that is told, the most important of each run first.
    public var origin: [Origin] = []
    /// In order of their paths; those that are neither event files nor datasets at the end.
    public var files: [File] = []
    /// In order of their names.
    public var runs: [Run] = []
    /// In the order in which they were given.
    public var inputs: [Input] = []
    /// Sums over everything.
    public var totals = Totals()
    /// Notes about the input as a whole, such as circular symbolic links.
    public var notes: [String] = []

    /// The number of non-finite values beyond the findings, which are limited.
    public var unlisted = 0

    /// The parts of the selection that matched nothing; none if an empty selection is allowed.
    public var unmatched: [SelectionGap] = []

    /// The patterns of what was to be left out or allowed that matched nothing, as a misspelt one
    /// does.
    public var unused: [SelectionGap] = []

    /// Whether it is one of several that will be joined.
    var isPart = false

    /// Whether only some of the tags, runs and steps were selected.
    public var isSelective = false

    /// The part of the runs that it covers; `nil` for all of them.
    public var shard: Part?

    /// Creates an empty report.
    public init() {}

    /// The outcome in one word.
    public var status: Status {
        // Unlisted findings cannot be checked against the allowances, so they count.
        if unlisted > 0 || findings.contains(where: { !$0.isAllowed }) { return .nonfinite }
        if files.indices.contains(where: {
            files[$0].features?.contains(where: \.isSuspicious) ?? false
        }) {
            return .suspicious
        }
        return hasDamage || hasForeignInput ? .incomplete : .finite
    }

    /// What the exit code is 1 for.
    public var failureRule = FailureRule.nonfinite

    /// The exit code of the command: of those that hold, the first of 1, 66, 65, 2 and 0.
    public var exitCode: Int32 {
        if status == .suspicious { return 1 }
        if status == .nonfinite, failureRule == .nonfinite || hasBrokenRun || hasUnjudgedRun {
            return 1
        }
        // What a part does not have another part may have.
        let lacksSelected = !unmatched.isEmpty && !isPart && shard == nil
        if lacksSelected || inputs.contains(where: { $0.error != nil }) { return 66 }
        if hasForeignInput { return Self.foreignInput }
        return hasDamage ? 2 : 0
    }

    /// `EX_DATAERR` of `sysexits.h`.
    private static let foreignInput: Int32 = 65

    /// Whether training broke in some run and did not recover.
    public var hasBrokenRun: Bool { firstBroken != nil }

    /// Whether nobody knows of some run with findings whether it broke.
    private var hasUnjudgedRun: Bool {
        runs.contains { run in
            run.isUnjudged
                && findings.contains {
                    !$0.isAllowed && $0.run.isExactly(run.name)
                        && $0.logdir.isExactly(run.logdir)
                }
        }
    }

    /// The first break after which training did not recover.
    var firstBroken: Origin? { origin.first { $0.outcome == .broken && !$0.isHarmless } }

    /// Whether part of the input is uncertified.
    public var hasDamage: Bool {
        files.contains(where: \.hasDamage)
    }
}
