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
    /// The history of each tag.
    public var tags: [Int: TagAttempt]
}

/// A writer of a run: a chain of files, each of which continues another one or starts over.
///
/// Attempts, passes and breaks are counted within a writer, never across writers.
public struct Writer: Sendable, Hashable {
    /// Its files, in order.
    public var files: [Int]
    /// Its attempts, in order: the first two, the last thirteen, and the first that broke.
    public var attempts: [Attempt]
    /// The number of attempts.
    public var attemptCount: Int
    /// Its relation to the writers before it.
    public var relations: [WriterRelation]
    /// The units in which its tags count their steps.
    public var axes: StepAxes
    /// Whether three or more tags were written one after another, as converters do.
    public var isTagByTag: Bool
    /// The files whose wall times give an order: they differ, are plausible, and at most a tenth of
    /// them fall.
    public var filesWithClock: Set<Int>

    /// The index of the attempt that a place of a file belongs to; nil for another writer's file.
    public func attempt(of file: Int, place: Int) -> Int? {
        guard files.contains(file) else { return nil }
        return attempts.lastIndex { attempt in
            guard let first = attempt.files.first, attempt.files.contains(file) else {
                return false
            }
            return file != first || place >= attempt.place
        } ?? attempts.firstIndex { $0.files.contains(file) }
    }

    /// Whether later attempts logged a step of an attempt again, so that its values are superseded.
    ///
    /// - Parameters:
    ///   - step: The step.
    ///   - tag: A tag, for the axis that the step is on.
    ///   - attempt: The index of the attempt in ``attempts``.
    /// - Returns: Whether the range of a later attempt's steps on that axis contains the step.
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
