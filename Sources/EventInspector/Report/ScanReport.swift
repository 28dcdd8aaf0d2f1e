public import Logdirs
public import Timelines

/// What a scan found: version 1 of the report that other programs rely on.
public struct ScanReport: Hashable, Sendable {
    /// The version of the report's shape.
    public static let version = 1

    /// One kind of non-finite number at one place of one tag.
    public struct Finding: Hashable, Sendable {
        /// The PATH argument that the run was found under.
        public var logdir: String
        /// The event file's directory relative to that, `.` for itself; of a dataset, the file.
        public var run: String
        /// The tag, or a feature's name; empty for what belongs to the event and not to a value.
        public var tag: String
        /// What kind of number it is.
        public var kind: NonFiniteKind
        /// Where in the event it stands.
        public var place: Place
        /// The plugin that the tag's metadata names.
        public var plugin: String?
        /// The element type, as TensorFlow spells it.
        public var dtype: String?
        /// The shape of the tensor it was first seen in.
        public var shape: [Int64]?
        /// How many values hold one.
        public var occurrences: Int
        /// How many elements of all those values are one.
        public var count: Int
        /// Whether the count is exact; an upper bound otherwise.
        public var countIsExact: Bool
        /// The first value that holds one: the earliest by segment, step and order in the files.
        public var first: First
        /// The last value that holds one.
        public var last: Moment
        /// The tag's last finite value before the first.
        public var lastFinite: Moment?
        /// In how many stretches they come, with finite values of the tag in between.
        public var stretches = 1
        /// Whether no finite value of the tag came after the last.
        public var isTerminal: Bool
        /// Whether a restart logged all these steps anew.
        public var isSuperseded: Bool
        /// Whether the caller said that these are to be expected.
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
        /// How many of the value's elements are of the kind, or an upper bound.
        public var count: Int
        /// The row-major position of the first of them.
        public var index: [Int]?
        /// The same position as one number.
        public var flatIndex: Int?
        /// The part of the message that shows it, where that is not an element.
        public var field: String?
        /// The bits of the number, in hexadecimal.
        public var bits: String?
        /// The file, as its entry in ``ScanReport/files`` names it.
        public var file: String
        /// Where the record starts in it.
        public var offset: Int
        /// Whether the record's checksum held.
        public var checksumIsValid: Bool
        /// How often the tag's steps had gone back before; 0 unless training was restarted.
        public var segment: Int
    }

    /// Which tensor of a run broke first.
    public struct Origin: Hashable, Sendable {
        /// The PATH argument that the run was found under.
        public var logdir: String
        /// The run.
        public var run: String
        /// The tag that broke first.
        public var tag: String
        /// The step at which it was first not finite.
        public var step: Int64
        /// The part of a training step.
        public var direction: OriginDirection
        /// What in the data says so.
        public var why: String
        /// The layer that broke, where that is known.
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
        /// The same as ``why``, one line for each piece of evidence.
        public var evidence: [String] = []
        /// Whether it is no failure, such as a step that mixed precision skipped.
        public var isHarmless = false
    }

    /// One file.
    public struct File: Hashable, Sendable {
        /// The PATH argument that it was found under.
        public var logdir: String
        /// Its path relative to that.
        public var path: String
        /// The run it belongs to.
        public var run: String
        /// Bytes read, decompressed where it is compressed.
        public var bytes: Int
        /// Records read.
        public var records: Int
        /// Values looked at; in a dataset, features.
        public var values: Int
        /// Records that are a `tf.train.Example` or `SequenceExample`.
        public var examples = 0
        /// What could not be read as it should; the first thousand.
        public var issues: [FileIssue]
        /// How many there are in all.
        public var issueCount: Int
        /// Records that carry no checksum of their payload.
        public var unverifiableRecords: Int
        /// Facts about the file that are no issues.
        public var notes: [String]
        /// What the operating system said, when it would not open or read the file.
        public var error: String?
    }

    /// One run.
    public struct Run: Hashable, Sendable {
        /// The PATH argument that it was found under.
        public var logdir: String
        /// The run's name.
        public var name: String
        /// The largest step of any value.
        public var lastStep: Int64?
        /// The latest wall time of any value.
        public var lastWallTime: Double?
        /// Values in the run.
        public var values: Int
        /// Whether it holds examples: what it calls steps are the numbers of records.
        public var isDataset = false
    }

    /// A PATH argument.
    public struct Input: Hashable, Sendable {
        /// The argument as it was given.
        public var logdir: String
        /// Facts about it as a whole, such as symbolic links that lead in circles.
        public var notes: [String] = []
    }

    /// Which part of the runs the report is on.
    public struct Part: Hashable, Sendable {
        /// The part.
        public var shard: Shard
        /// What all parts of one division have in common, a hash in hexadecimal.
        public var division: String
    }

    /// Sums over everything.
    public struct Totals: Hashable, Sendable {
        /// Runs with at least one file.
        public var runs = 0
        /// Files looked at.
        public var files = 0
        /// Bytes read.
        public var bytes = 0
        /// Records read.
        public var records = 0
        /// Values looked at.
        public var values = 0
        /// Floating-point numbers looked at.
        public var elements = 0
        /// Of these, NaN.
        public var nan = 0
        /// Of these, positive infinity.
        public var positiveInfinity = 0
        /// Of these, negative infinity.
        public var negativeInfinity = 0
        /// Of these, not finite in a way that the encoding hides.
        public var unknown = 0
        /// Parts of files that could not be read as they should.
        public var issues = 0
    }

    /// The outcome in one word.
    public enum Status: String, Hashable, Sendable {
        /// Everything was read and is finite.
        case finite
        /// Something is not finite.
        case nonfinite
        /// Nothing was found, but part of the input could not be read.
        case incomplete
    }

    /// By run, then by what came first.
    public var findings: [Finding] = []
    /// One for each break that is told, the most important of each run first.
    public var origin: [Origin] = []
    /// In order of their paths.
    public var files: [File] = []
    /// In order of their names.
    public var runs: [Run] = []
    /// In the order in which they were given.
    public var inputs: [Input] = []
    /// Sums over everything.
    public var totals = Totals()
    /// Facts about the input as a whole, such as symbolic links that lead in circles.
    public var notes: [String] = []

    /// Values that are not finite beyond those of the findings, which are limited in number.
    public var unlisted = 0

    /// Whether only some of the tags, runs and steps were asked for.
    public var isSelective = false

    /// The part of the runs that it is on; nil for all of them.
    public var shard: Part?

    /// Makes an empty report.
    public init() {}

    /// The outcome in one word.
    public var status: Status {
        // What is not listed is not known to be expected.
        if unlisted > 0 || findings.contains(where: { !$0.isAllowed }) { return .nonfinite }
        return hasDamage ? .incomplete : .finite
    }

    /// What the exit code is 1 for.
    public enum FailureRule: String, Hashable, Sendable, CaseIterable {
        /// Any non-finite value that is not expected.
        case nonfinite
        /// Only a run whose outcome is broken.
        case broken
    }

    /// What the exit code is 1 for.
    public var failureRule = FailureRule.nonfinite

    /// The exit code of the command: 0, 1 or 2.
    public var exitCode: Int32 {
        switch status {
        case .finite: 0
        case .nonfinite where failureRule == .nonfinite || hasBrokenRun: 1
        case .nonfinite: hasDamage ? 2 : 0
        case .incomplete: 2
        }
    }

    /// Whether training broke in some run and did not recover.
    public var hasBrokenRun: Bool {
        origin.contains { $0.outcome == .broken && !$0.isHarmless }
    }

    /// Whether part of the input is uncertified.
    public var hasDamage: Bool {
        files.contains(where: \.hasDamage)
    }
}
