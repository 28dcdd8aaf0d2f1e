public import Logdirs

/// What is worth saying of a reading, besides what was read.
public struct ReadingRemarks: Hashable, Sendable {
    /// A path that was given, and why nothing of it could be read.
    public struct FailedPath: Hashable, Sendable {
        /// The path as given.
        public var path: String
        /// The reason, and what to do about it.
        public var reason: String
        /// Whether it leads to a file that is neither an event file nor a dataset.
        public var isForeign = false
    }

    /// Parts of files that could not be read; a file that a live writer has not finished is not among
    /// them.
    public var damage: [FileDamage] = []
    /// Facts about the paths, such as files that are something else.
    public var notes: [String] = []
    /// Paths of which nothing could be read.
    public var failedPaths: [FailedPath] = []
    /// Parts of the selection that matched nothing.
    public var unmatched: [SelectionGap] = []
}

/// A file of which a part could not be read.
public struct FileDamage: Hashable, Sendable {
    /// The path that led to it, as given.
    public var logdir: String
    /// The file's path relative to that.
    public var file: String
    /// What is wrong, where, and what it means.
    public var reason: String
}
