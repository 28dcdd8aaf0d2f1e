internal import Logdirs
internal import NonFiniteNumbers

/// The tags of a scan, with their histories.
typealias TagHistoryTable = TagTable<TagHistory>

/// The history of one tag: a constant amount, however often it was logged.
struct TagHistory: TagTableEntry {
    /// The tag's bytes, in the table's memory.
    let name: UnsafeRawBufferPointer
    /// The tag that came after this one last time.
    var follower: Int32 = -1
    /// The index of the tag's latest finding, -1 for none; `nextOfTag` leads to the others.
    var findings: Int32 = -1
    /// The index of the plugin that the tag's first metadata names; -1 before any.
    var plugin: Int32 = -1
    /// Whether the tag's plugin gives its tensors a meaning beyond their elements.
    private(set) var pluginRole = PluginRole.none
    /// Whether that was known when the first value was read.
    private(set) var hadRoleFromStart = false
    /// Whether the options select this tag.
    var isSelected = true

    /// The number of values with at least one number.
    private(set) var pointCount = 0
    private(set) var firstStep: Int64 = 0
    private(set) var firstWallTime = 0.0
    private(set) var lastStep: Int64 = 0
    private(set) var lastWallTime = 0.0
    private(set) var lastIsFinite = false
    private var olderFinite = FinitePoint()

    /// How often the steps went back.
    private(set) var segment = 0
    /// The smallest step to which they went back; `nil` if they never did.
    private(set) var minimumResetStep: Int64?
    // Session starts in the file before the first and before the last point.
    private(set) var startsBeforeFirst = 0
    private(set) var startsBeforeLast = 0

    /// A finite value of the tag.
    struct FinitePoint {
        /// The position among the tag's points, counted from 1; 0 for none.
        var ordinal = 0
        var step: Int64 = 0
        var wallTime = 0.0
    }

    init(name: UnsafeRawBufferPointer) {
        self.name = name
    }

    /// Applies the tag's first metadata.
    mutating func setPlugin(_ index: Int32, role: PluginRole) {
        plugin = index
        pluginRole = role
        hadRoleFromStart = pointCount == 0
    }

    /// The latest finite value.
    var lastFinite: FinitePoint {
        lastIsFinite
            ? FinitePoint(ordinal: pointCount, step: lastStep, wallTime: lastWallTime)
            : olderFinite
    }

    /// The finite value to report as the last before `step`, or the very last if that is `nil`.
    ///
    /// For files written at the same time only the ends are kept: if the last finite value is
    /// beyond the step, the tag's first value is returned, if all were finite.
    func finite(before step: Int64?) -> (step: Int64, wallTime: Double)? {
        let last = lastFinite
        guard last.ordinal > 0 else { return nil }
        guard let step, last.step >= step else { return (last.step, last.wallTime) }
        return findings < 0 && firstStep < step ? (firstStep, firstWallTime) : nil
    }

    /// Adds the next value, in file order.
    ///
    /// `sessionStarts` is the number of `SessionLog.START` events in the file so far.
    ///
    /// - Returns: Whether the step went back, so that earlier values at or beyond it are
    ///   overwritten.
    @inline(__always)
    mutating func add(
        step: Int64,
        wallTime: Double,
        isFinite: Bool,
        sessionStarts: Int
    ) -> Bool {
        var isReset = false
        if pointCount == 0 {
            firstStep = step
            firstWallTime = wallTime
            startsBeforeFirst = sessionStarts
        } else {
            if step <= lastStep {
                isReset = Self.isReset(
                    from: (lastStep, lastWallTime),
                    to: (step, wallTime),
                    behindStart: sessionStarts != startsBeforeLast
                )
                if isReset {
                    segment += 1
                    minimumResetStep = min(minimumResetStep ?? step, step)
                }
            }
            if lastIsFinite, !isFinite { olderFinite = lastFinite }
        }
        pointCount += 1
        lastStep = step
        lastWallTime = wallTime
        lastIsFinite = isFinite
        startsBeforeLast = sessionStarts
        return isReset
    }

    /// Whether a step after another one begins a new segment.
    ///
    /// Asynchronous writers log steps out of order, but then the wall time goes back, too. After a
    /// session start or in a later file, even the same step counts as logged again.
    static func isReset(
        from last: (step: Int64, wallTime: Double),
        to next: (step: Int64, wallTime: Double),
        behindStart: Bool
    ) -> Bool {
        guard next.step < last.step || (behindStart && next.step == last.step) else {
            return false
        }
        return !(next.wallTime < last.wallTime)
    }

    /// Joins the tag's later history in the same run.
    mutating func append(
        _ next: TagHistory,
        isReset: Bool,
        startsBefore: Int,
        endsFirst: Bool
    ) {
        let (earlier, later) = endsFirst ? (next, self) : (self, next)
        olderFinite = later.lastFinite
        if olderFinite.ordinal > 0 {
            olderFinite.ordinal += earlier.pointCount
        } else {
            olderFinite = earlier.lastFinite
        }
        if isReset {
            segment += 1
            minimumResetStep = min(minimumResetStep ?? next.firstStep, next.firstStep)
        }
        if pointCount == 0 {
            firstStep = next.firstStep
            firstWallTime = next.firstWallTime
            startsBeforeFirst = startsBefore + next.startsBeforeFirst
        }
        segment += next.segment
        if let step = next.minimumResetStep {
            minimumResetStep = min(minimumResetStep ?? step, step)
        }
        pointCount += next.pointCount
        if !endsFirst {
            lastStep = next.lastStep
            lastWallTime = next.lastWallTime
            lastIsFinite = next.lastIsFinite
            startsBeforeLast = startsBefore + next.startsBeforeLast
        }
        if plugin < 0 {
            plugin = next.plugin
            pluginRole = next.pluginRole
        }
    }
}
