/// The values that a run logged around one target, tag by tag.
///
/// Which attempt, pass or unit of steps a value belongs to shows only when the whole run was read.
/// So the window keeps, in file order, the last values of lower steps, those at the step, and the
/// first of higher steps; ``RunLook`` chooses among them.
final class EvidenceWindow {
    /// The values of one tag.
    struct Values {
        /// The last values of lower steps.
        var before: [TagPoint] = []
        /// Values at the target's step.
        var at: [TagPoint] = []
        /// The first values of higher steps.
        var after: [TagPoint] = []
        /// Whether no more values are wanted: enough came after the target, or the tag's steps fell,
        /// so that what follows is another attempt or pass.
        var isClosed = false
    }

    let target: OriginTarget
    private(set) var tags: [Values] = []
    /// Whether the reading is past the target's record.
    private(set) var isPast = false

    init(target: OriginTarget) { self.target = target }

    /// Notes that a record is being read.
    func begin(file: Int, place: Int) {
        isPast = (file, place) > (target.file, target.offset)
    }

    func addTag() { tags.append(Values()) }

    /// Whether no more values of a tag are wanted.
    func isClosed(_ tag: Int) -> Bool { tags[tag].isClosed }

    /// Adds a value.
    ///
    /// - Returns: The change of the memory taken, in bytes.
    func add(_ point: TagPoint, tag: Int, history: Int) -> Int {
        guard !tags[tag].isClosed else { return 0 }
        if point.step < target.step {
            return Self.append(point, to: &tags[tag].before, limit: history)
        }
        if point.step == target.step {
            let limit = Self.atCount + (isPast ? Self.atCount : 0)
            if isPast, tags[tag].at.count >= limit { return 0 }
            return Self.append(point, to: &tags[tag].at, limit: limit)
        }
        guard tags[tag].after.count < Self.afterCount else { return 0 }
        tags[tag].after.append(point)
        if isPast, tags[tag].after.count == Self.afterCount { tags[tag].isClosed = true }
        return point.byteCount
    }

    private static func append(_ point: TagPoint, to points: inout [TagPoint], limit: Int) -> Int {
        var change = point.byteCount
        if points.count >= limit { change -= points.removeFirst().byteCount }
        points.append(point)
        return change
    }

    /// Notes that a tag's step is below its last one.
    ///
    /// - Returns: The change of the memory taken, in bytes.
    func noteFall(of tag: Int) -> Int {
        guard !tags[tag].isClosed else { return 0 }
        if isPast {
            tags[tag].isClosed = true
            return 0
        }
        let freed = tags[tag].after.reduce(0) { $0 + $1.byteCount }
        tags[tag].after.removeAll()
        return -freed
    }

    /// A window around an earlier step, from the values kept so far.
    func forked(at target: OriginTarget, history: Int) -> EvidenceWindow {
        let window = EvidenceWindow(target: target)
        for (tag, values) in tags.enumerated() {
            window.addTag()
            for point in values.before { _ = window.add(point, tag: tag, history: history) }
        }
        return window
    }

    static let afterCount = 4
    private static let atCount = 4
}
