internal import TensorBoardEvents

/// The last scalars of each tag before all targets, kept in passing in the form in which they came:
/// nearly all are pushed out by later ones before anyone asks for them.
final class RecentScalars {
    /// The treatment of a tag's finite scalars.
    enum Treatment: UInt8 {
        /// They are kept here.
        case kept
        /// They are not needed.
        case ignored
        /// They mean more than their number.
        case walked
    }

    /// One scalar.
    struct Entry {
        var step: Int64
        var wallTime: Double
        var order: Int
        var place: Int
        var file: Int32
        var bits: UInt32
        var isTensor: Bool
    }

    private struct Ring {
        let treatment: Treatment
        var count = 0
        var capacity = 0
        /// The place of the next one.
        var next = 0
        /// Whether enough was seen of the tag after the targets.
        var isFollowed = false
        var entries: UnsafeMutablePointer<Entry>?
    }

    private let limit: Int
    /// The number of bytes by which all rings may still grow beyond their initial size.
    private var room: Int
    // Not an array: each change of a class's array is checked for exclusive access at run time.
    private var rings: UnsafeMutablePointer<Ring>
    private var capacity = 64
    private var tagCount = 0

    /// Keeps `limit` scalars of each tag, if they need at most `byteCount` bytes together; a few of
    /// each are always kept.
    init(limit: Int, byteCount: Int) {
        self.limit = limit
        room = byteCount
        rings = .allocate(capacity: capacity)
    }

    deinit {
        for tag in 0..<tagCount { rings[tag].entries?.deallocate() }
        rings.deallocate()
    }

    /// Adds the next tag.
    func add(_ treatment: Treatment) {
        if tagCount == capacity {
            capacity *= 2
            let grown = UnsafeMutablePointer<Ring>.allocate(capacity: capacity)
            grown.moveInitialize(from: rings, count: tagCount)
            rings.deallocate()
            rings = grown
        }
        (rings + tagCount).initialize(to: Ring(treatment: treatment))
        tagCount += 1
    }

    /// The treatment of a tag's finite scalars.
    @inline(__always)
    func treatment(of tag: Int) -> Treatment { rings[tag].treatment }

    /// Whether nobody asks for more of the tag after the targets.
    @inline(__always)
    func isFollowed(_ tag: Int) -> Bool { rings[tag].isFollowed }

    /// Notes that enough was seen of the tag after the targets.
    func markFollowed(_ tag: Int) {
        rings[tag].isFollowed = true
    }

    /// Adds a tag's next scalar.
    @inline(__always)
    func add(_ entry: Entry, tag: Int) {
        let ring = rings + tag
        if ring.pointee.count == ring.pointee.capacity, ring.pointee.capacity < limit { grow(tag) }
        guard let entries = ring.pointee.entries else { return }
        let capacity = ring.pointee.capacity
        (entries + ring.pointee.next).initialize(to: entry)
        ring.pointee.next = ring.pointee.next + 1 == capacity ? 0 : ring.pointee.next + 1
        ring.pointee.count = min(ring.pointee.count + 1, capacity)
    }

    /// Makes room for more of a tag, as long as all tags together may use more.
    private func grow(_ tag: Int) {
        let old = rings[tag].capacity
        let capacity = min(limit, max(Self.smallest, 2 * old))
        let byteCount = (capacity - old) * MemoryLayout<Entry>.stride
        guard old == 0 || byteCount <= room else { return }
        if old > 0 { room -= byteCount }
        let grown = UnsafeMutablePointer<Entry>.allocate(capacity: capacity)
        if let entries = rings[tag].entries {
            // The ring is full, so the oldest is at the place of the next.
            let first = rings[tag].next
            for index in 0..<old { (grown + index).initialize(to: entries[(first + index) % old]) }
            entries.deallocate()
        }
        rings[tag].entries = grown
        rings[tag].capacity = capacity
        rings[tag].next = old
    }

    private static let smallest = 4

    /// Removes and returns the last scalars of a tag, the latest last.
    func take(_ tag: Int) -> [TagPoint] {
        guard let entries = rings[tag].entries, rings[tag].count > 0 else { return [] }
        let capacity = rings[tag].capacity
        let first = rings[tag].next + capacity - rings[tag].count
        let indices = first..<first + rings[tag].count
        rings[tag].count = 0
        return indices.map { Self.point(entries[$0 % capacity]) }
    }

    /// A scalar in the evidence's form.
    static func point(_ entry: Entry) -> TagPoint {
        TagPoint(
            step: entry.step,
            wallTime: entry.wallTime,
            order: entry.order,
            file: Int(entry.file),  // in range: a position among the run's files
            place: entry.place,
            number: Float(bitPattern: entry.bits),
            isTensor: entry.isTensor
        )
    }
}
