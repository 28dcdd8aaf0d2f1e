/// What the runs of logdirs hold, without the values themselves.
public struct LogdirOutline: Hashable, Sendable {
    /// A run.
    public struct Run: Hashable, Sendable {
        /// The path that led to it, as given.
        public var logdir: String
        /// Its directory relative to that; `.` for the path itself.
        public var name: String
        /// Its tags, sorted by their bytes.
        public var tags: [TagOutline]
        /// The number of its files.
        public var fileCount: Int
        /// The size of its files in bytes, as far as they were read.
        public var byteCount: Int
        /// The number of its graphs.
        public var graphCount: Int
        /// The number of values for whose tags there was no room.
        public var unlistedValueCount: Int
    }

    /// The runs, in the order of the paths and then of their names.
    public var runs: [Run]
    /// What is worth saying of the reading.
    public var remarks: ReadingRemarks
}
