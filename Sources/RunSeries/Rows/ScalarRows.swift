public import TensorBoardEvents

/// Some scalars of a run, in the order in which they were logged: one row for each, column by column.
public struct ScalarRows: Sendable {
    /// A tag of the rows.
    public struct Tag: Hashable, Sendable {
        /// The tag, with bytes that are not UTF-8 escaped.
        public var name: String
        /// The type of its first value's elements; `nil` if that is not known.
        public var dtype: DataType?
    }

    /// The path that led to the run, as given.
    public var logdir: String
    /// The run: its directory relative to that; `.` for the path itself.
    public var run: String
    /// The run's name in a table: its directory relative to the path, or the path where that is the
    /// run itself; with the path before it where several were given.
    public var runPath: String
    /// The tags that the rows refer to.
    public internal(set) var tags: [Tag] = []
    /// The tag of each row, as an index of ``tags``.
    public internal(set) var tagNumbers: [Int32] = []
    /// The step of each row.
    public internal(set) var steps: [Int64] = []
    /// The wall time of each row, in seconds since 1970, UTC.
    public internal(set) var wallTimes: [Double] = []
    /// The number of each row; a 32-bit float is that very float.
    public internal(set) var values: [Double] = []
    /// The number of the attempt of each row among those of its writer, from 1; 0 where that is not
    /// known.
    public internal(set) var attempts: [Int32] = []
    /// Whether a later attempt logged the row's step again, or another file holds the same values.
    public internal(set) var isSuperseded: [Bool] = []
    /// The number of the writer of each row, from 1; 0 where that is not known.
    public internal(set) var writers: [Int32] = []

    /// The number of rows.
    public var count: Int { steps.count }

    init(_ run: RunRows) {
        logdir = run.logdir
        self.run = run.name
        runPath = run.path
    }

    mutating func removeRows() {
        tagNumbers.removeAll(keepingCapacity: true)
        steps.removeAll(keepingCapacity: true)
        wallTimes.removeAll(keepingCapacity: true)
        values.removeAll(keepingCapacity: true)
        attempts.removeAll(keepingCapacity: true)
        isSuperseded.removeAll(keepingCapacity: true)
        writers.removeAll(keepingCapacity: true)
    }
}
