/// An attempt of a writer: a stretch of training without a restart.
public struct Attempt: Sendable, Hashable {
    /// How it begins.
    public var beginning: AttemptBeginning
    /// Whether a `SessionLog.START` opens it.
    public var hasStart: Bool
    /// Its number among the writer's attempts, from 1.
    public var number: Int
    /// Its files, in order.
    public var files: [Int]
    /// The place of its first value in the first of its files.
    public var place: Int
    /// What each tag did.
    public var tags: [Int: TagHistory]
}

/// A writer of a run: a chain of files, each going on where another ended, or beginning again.
///
/// Attempts, passes and breaks are counted within a writer, never across writers.
public struct Writer: Sendable, Hashable {
    /// Its files, in order.
    public var files: [Int]
    /// Its attempts, in order: the first two, the last thirteen, and the first that broke.
    public var attempts: [Attempt]
    /// How many attempts there are.
    public var attemptCount: Int
    /// How it stands to the writers before it.
    public var relations: [WriterRelation]
    /// In which units its tags count their steps.
    public var axes: StepAxes
    /// Whether three or more tags were written one after the other, as converters do.
    public var isTagByTag: Bool
    /// The files whose wall times tell an order: they differ, can be wall times, and at most a
    /// tenth of them fall.
    public var filesWithClock: Set<Int>

    /// Whether later attempts logged a step again that an attempt had logged: such values are of
    /// the past.
    ///
    /// - Parameters:
    ///   - step: the step.
    ///   - tag: a tag, for the axis in which the step counts.
    ///   - attempt: the index of the attempt in ``attempts``.
    /// - Returns: whether a later attempt's steps of that axis, from its first to its last, hold
    ///   the step.
    public func isSuperseded(step: Int64, of tag: Int, in attempt: Int) -> Bool {
        guard let axis = axes.axis(of: tag) else { return false }
        return attempts.dropFirst(attempt + 1).contains {
            Self.steps(of: axes.axes[axis], in: $0)?.contains(step) == true
        }
    }

    private static func steps(of tags: [Int], in attempt: Attempt) -> ClosedRange<Int64>? {
        var range: ClosedRange<Int64>?
        for tag in tags {
            guard let steps = attempt.tags[tag]?.steps else { continue }
            range =
                range.map {
                    min($0.lowerBound, steps.lowerBound)...max($0.upperBound, steps.upperBound)
                } ?? steps
        }
        return range
    }
}
