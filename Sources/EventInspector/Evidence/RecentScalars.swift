internal import TensorBoardEvents

/// The last scalars of each tag before the target, kept in passing in the form in which they came:
/// nearly all are pushed out by later ones before anyone asks for them.
final class RecentScalars {
    /// What becomes of a tag's finite scalars.
    enum Treatment: UInt8 {
        /// They are kept here.
        case kept
        /// Nobody asks for them.
        case ignored
        /// They mean more than their number.
        case walked
    }

    /// One scalar.
    struct Entry {
        var step: Int64
        var wallTime: Double
        var order: Int
        var bits: UInt32
        var isTensor: Bool
    }

    private struct Ring {
        let treatment: Treatment
        var count = 0
        /// Where the next one goes.
        var next = 0
        /// Whether enough was seen of the tag after the target.
        var isFollowed = false
        var entries: UnsafeMutablePointer<Entry>?
    }

    private let limit: Int
    // Not an array: each change of one that a class holds is checked for overlaps while it runs.
    private var rings: UnsafeMutablePointer<Ring>
    private var capacity = 64
    private var tagCount = 0
    /// The tags of which something is kept or was seen.
    private var touched: [Int] = []

    /// Keeps so many of each tag.
    init(limit: Int) {
        self.limit = limit
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

    /// What becomes of a tag's finite scalars.
    @inline(__always)
    func treatment(of tag: Int) -> Treatment { rings[tag].treatment }

    /// Whether nobody asks for more of the tag after the target.
    @inline(__always)
    func isFollowed(_ tag: Int) -> Bool { rings[tag].isFollowed }

    /// Notes that enough was seen of the tag after the target.
    func markFollowed(_ tag: Int) {
        rings[tag].isFollowed = true
        touched.append(tag)
    }

    /// Adds a tag's next scalar.
    @inline(__always)
    func add(_ entry: Entry, tag: Int) {
        let ring = rings + tag
        let entries = ring.pointee.entries ?? allocate(tag)
        if ring.pointee.count == 0 { touched.append(tag) }
        (entries + ring.pointee.next).initialize(to: entry)
        ring.pointee.next = ring.pointee.next + 1 == limit ? 0 : ring.pointee.next + 1
        ring.pointee.count = min(ring.pointee.count + 1, limit)
    }

    private func allocate(_ tag: Int) -> UnsafeMutablePointer<Entry> {
        let entries = UnsafeMutablePointer<Entry>.allocate(capacity: limit)
        rings[tag].entries = entries
        return entries
    }

    /// The last scalars of a tag, the latest last; they are no longer kept here.
    func take(_ tag: Int) -> [TagPoint] {
        guard let entries = rings[tag].entries, rings[tag].count > 0 else { return [] }
        let first = rings[tag].next + limit - rings[tag].count
        let indices = first..<first + rings[tag].count
        rings[tag].count = 0
        return indices.map { Self.point(entries[$0 % limit]) }
    }

    /// A scalar as the evidence has it.
    static func point(_ entry: Entry) -> TagPoint {
        let number = Float(bitPattern: entry.bits)
        return TagPoint(
            step: entry.step,
            wallTime: entry.wallTime,
            order: entry.order,
            facts: entry.isTensor
                ? TensorFacts(scalarTensor: number) : TensorFacts(number: Double(number), .float)
        )
    }

    /// Forgets the scalars of all tags, and what was seen of them.
    func removeAll() {
        for tag in touched {
            rings[tag].count = 0
            rings[tag].isFollowed = false
        }
        touched.removeAll(keepingCapacity: true)
    }
}
