internal import ClampedArithmetic
internal import NonFiniteNumbers
internal import TFRecord
internal import TensorBoardEvents

/// The history of one kind of non-finite number at one place of one tag.
struct FindingHistory {
    let tag: Int32
    let kind: NonFiniteKind
    let place: Place
    /// The next finding of the same tag; -1 for none.
    var nextOfTag: Int32
    /// About how much memory it needed when it was new; joining does not change it.
    let byteCount: Int

    /// The number of values in which it occurred.
    private(set) var occurrences = 0
    /// The number of elements in all of them.
    private(set) var count = 0
    private(set) var countIsExact = true
    var first: First
    private(set) var last: (step: Int64, wallTime: Double) = (0, 0)
    /// The position of the last value among the tag's points.
    private(set) var lastOrdinal = 0
    private var lastSegment = 0
    /// The tag's last finite value before the first non-finite one.
    var lastFinite: (step: Int64, wallTime: Double)?
    /// The smallest step at which it occurred and was not overwritten; `nil` if all were.
    private(set) var minimumLiveStep: Int64?
    /// The number of stretches without a finite value of the tag in between.
    private(set) var stretchCount = 0
    /// The first value of the last stretch.
    private(set) var lastStart = StretchStart()

    /// The first value of a stretch of non-finite values.
    struct StretchStart {
        var step: Int64 = 0
        var wallTime = 0.0
        var offset = 0
        /// The number of times that the tag's steps had gone back before.
        var segment = 0
        /// The position of the file among the run's files.
        var file = 0
    }

    /// The first value in which it occurred.
    struct First {
        var observation: Observation
        var point: ValuePoint
        /// How often the tag's steps had gone back before.
        var segment: Int
        /// The position of the file among the run's files.
        var file = 0
    }

    init(tag: Int32, first: First, nextOfTag: Int32, byteCount: Int) {
        self.tag = tag
        self.kind = first.observation.kind
        self.place = first.observation.place
        self.first = first
        self.nextOfTag = nextOfTag
        self.byteCount = byteCount
    }

    /// Adds the next value in which it occurs.
    mutating func add(
        _ observation: Observation,
        at point: ValuePoint,
        ordinal: Int,
        lastFiniteOrdinal: Int,
        segment: Int
    ) {
        if occurrences == 0 || lastOrdinal <= lastFiniteOrdinal {
            stretchCount += 1
            lastStart = StretchStart(
                step: point.step,
                wallTime: point.wallTime,
                offset: point.offset,
                segment: segment
            )
        }
        if occurrences > 0, segment == first.segment, point.step < first.point.step {
            first.observation = observation
            first.point = point
        }
        occurrences += 1
        count.addClamped(observation.count)
        countIsExact = countIsExact && observation.countIsExact
        if segment != lastSegment || point.step >= last.step || occurrences == 1 {
            last = (point.step, point.wallTime)
        }
        lastSegment = segment
        lastOrdinal = ordinal
        minimumLiveStep = min(minimumLiveStep ?? point.step, point.step)
    }

    /// Marks the values at or beyond `step` as overwritten.
    mutating func overwrite(from step: Int64) {
        if let live = minimumLiveStep, live >= step { minimumLiveStep = nil }
    }

    /// Counts the values as coming after those of a file that was written at the same time.
    mutating func moveBehind(_ ordinals: Int) { lastOrdinal += ordinals }

    /// Whether all its values were overwritten by a restart.
    var isSuperseded: Bool { minimumLiveStep == nil }

    /// Joins the same finding of a later part of the run, or of a file written at the same time.
    ///
    /// - Parameters:
    ///   - next: The finding of the later part.
    ///   - isConcurrent: Whether that was written at the same time.
    ///   - continues: Whether the tag had no finite value between the last of this part and
    ///     the first of the next.
    mutating func append(_ next: FindingHistory, isConcurrent: Bool, continues: Bool) {
        stretchCount.addClamped(next.stretchCount - (continues ? 1 : 0))
        if !continues || next.stretchCount > 1 { lastStart = next.lastStart }
        occurrences.addClamped(next.occurrences)
        count.addClamped(next.count)
        countIsExact = countIsExact && next.countIsExact
        if next.first.segment == first.segment, next.first.point.step < first.point.step {
            first = next.first
            if isConcurrent { lastFinite = next.lastFinite }
        }
        if next.lastSegment != lastSegment || next.last.step >= last.step { last = next.last }
        lastSegment = next.lastSegment
        lastOrdinal = max(lastOrdinal, next.lastOrdinal)
        if let live = next.minimumLiveStep {
            minimumLiveStep = min(minimumLiveStep ?? live, live)
        }
    }

    /// The finding, counted from the start of the run instead of its stretch.
    func moved(
        toTag tag: Int32,
        nextOfTag: Int32,
        segmentsBefore: Int,
        ordinalsBefore: Int,
        filesBefore: Int
    ) -> FindingHistory {
        var moved = FindingHistory(
            tag: tag,
            first: first,
            nextOfTag: nextOfTag,
            byteCount: byteCount
        )
        moved.occurrences = occurrences
        moved.count = count
        moved.countIsExact = countIsExact
        moved.last = last
        moved.lastOrdinal = lastOrdinal + ordinalsBefore
        moved.lastSegment = lastSegment + segmentsBefore
        moved.lastFinite = lastFinite
        moved.minimumLiveStep = minimumLiveStep
        moved.stretchCount = stretchCount
        moved.lastStart = lastStart
        moved.lastStart.segment += segmentsBefore
        moved.lastStart.file += filesBefore
        moved.first.segment += segmentsBefore
        moved.first.file += filesBefore
        return moved
    }
}
