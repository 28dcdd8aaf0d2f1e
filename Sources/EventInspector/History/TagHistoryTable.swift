/// The histories of the tags that a scan reads, found by the tags' bytes.
///
/// Names are those that ``LongName`` keeps; only the first guess compares a name as it is in the
/// file.
///
/// Histories are in blocks that never move, so that memory grows by what is needed; nothing is
/// allocated when a tag is found again. Training logs its tags in the same order at every step, so
/// the tag that followed last time is tried first.
///
/// The writer has a table of its own, `LoggedTags`, since nothing here suits it: a file may be
/// made to collide or to exhaust memory, so that this table has a secret seed, limits and shortened
/// names, and it must be able to refuse a tag. The writer's tags are the program's own, and each is
/// kept as the bytes that a scalar's record repeats. Shared code would be generic over what is
/// stored, compared, hashed and refused, and on both sides it is the hottest there is.
final class TagHistoryTable {
    @exclusivity(unchecked) private var blocks:
        UnsafeMutablePointer<UnsafeMutablePointer<TagHistory>>
    private var blockCount = 0
    private var blockCapacity = 8
    private(set) var count = 0

    private var names = NameArena()

    // Open addressing: a slot holds the index of a tag, or -1.
    @exclusivity(unchecked) private var slots: UnsafeMutablePointer<Int32>
    @exclusivity(unchecked) private var slotCount: Int
    @exclusivity(unchecked) private var previous = -1

    // A file made to collide cannot know the seed; no output depends on it.
    private static let processSeed = UInt64.random(in: .min ... .max)
    private let seed = TagHistoryTable.processSeed

    /// The most memory for tags of finite values; further ones have no history.
    static let softLimit = 20 * 1024 * 1024
    /// The most memory for all tags.
    static let hardLimit = 24 * 1024 * 1024

    init() {
        blocks = .allocate(capacity: blockCapacity)
        slotCount = 32
        slots = .allocate(capacity: slotCount)
        slots.initialize(repeating: -1, count: slotCount)
    }

    deinit {
        for index in 0..<blockCount { blocks[index].deallocate() }
        blocks.deallocate()
        slots.deallocate()
        names.deallocate()
    }

    /// Memory in use.
    var byteCount: Int {
        names.byteCount + blockCount * Self.blockSize * MemoryLayout<TagHistory>.stride
            + slotCount * 4
    }

    /// The memory that counts towards the limits.
    var insertedByteCount: Int { names.byteCount + count * Self.costPerTag }

    /// The history of the tag at `index`.
    subscript(index: Int) -> TagHistory {
        unsafeAddress { UnsafePointer(address(of: index)) }
        unsafeMutableAddress { address(of: index) }
    }

    /// The name kept of the tag at `index`.
    func name(of index: Int) -> UnsafeRawBufferPointer { self[index].name }

    @inline(__always)
    private func address(of index: Int) -> UnsafeMutablePointer<TagHistory> {
        blocks[index / Self.blockSize] + index % Self.blockSize
    }

    /// The index of a tag, given its name in a file; `nil` when it is new.
    @inline(__always)
    func find(_ name: UnsafeRawBufferPointer) -> Int? {
        if previous >= 0 {
            let guess = Int(self[previous].follower)
            if guess >= 0, self[guess].name.holdsSameBytes(as: name, upTo: LongName.limit) {
                previous = guess
                return guess
            }
        }
        return search(name)
    }

    private func search(_ name: UnsafeRawBufferPointer) -> Int? {
        LongName.withKept(name) { searchSlots($0) }
    }

    /// The index of a tag, given the name that is kept of it.
    func find(kept name: UnsafeRawBufferPointer) -> Int? {
        if previous >= 0 {
            let guess = Int(self[previous].follower)
            if guess >= 0, matches(guess, name) {
                previous = guess
                return guess
            }
        }
        return searchSlots(name)
    }

    private func searchSlots(_ name: UnsafeRawBufferPointer) -> Int? {
        var slot = Int(truncatingIfNeeded: hash(name)) & (slotCount - 1)
        while slots[slot] >= 0 {
            let index = Int(slots[slot])
            if matches(index, name) {
                follow(with: index)
                return index
            }
            slot = (slot + 1) & (slotCount - 1)
        }
        return nil
    }

    /// Adds a tag that ``find(kept:)`` did not find, given the name that is kept of it.
    ///
    /// - Returns: Its index; `nil` when `limit` bytes are already in use.
    func insert(kept name: UnsafeRawBufferPointer, limit: Int) -> Int? {
        guard insertedByteCount + name.count < limit, count < Int32.max else { return nil }
        if count == blockCount * Self.blockSize { addBlock() }
        if (count + 1) * 2 > slotCount { growSlots() }
        address(of: count).initialize(to: TagHistory(name: names.copy(name)))
        place(count, hash: hash(name))
        follow(with: count)
        count += 1
        return count - 1
    }

    private func follow(with index: Int) {
        if previous >= 0 { self[previous].follower = Int32(index) }
        previous = index
    }

    @inline(__always)
    private func matches(_ index: Int, _ name: UnsafeRawBufferPointer) -> Bool {
        self[index].name.holdsSameBytes(as: name)
    }

    private func hash(_ name: UnsafeRawBufferPointer) -> UInt64 {
        var state = seed ^ UInt64(truncatingIfNeeded: name.count)
        var offset = 0
        while offset + 8 <= name.count {
            state = Self.mix(state ^ name.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            offset += 8
        }
        var tail: UInt64 = 0
        while offset < name.count {
            tail = tail << 8 | UInt64(name[offset])
            offset += 1
        }
        return Self.mix(state ^ tail)
    }

    /// A full 128-bit product folded to 64 bits: every input bit reaches every output bit.
    private static func mix(_ value: UInt64) -> UInt64 {
        let product = value.multipliedFullWidth(by: 0x9e37_79b9_7f4a_7c15)
        return product.high ^ product.low
    }

    private func place(_ index: Int, hash: UInt64) {
        var slot = Int(truncatingIfNeeded: hash) & (slotCount - 1)
        while slots[slot] >= 0 { slot = (slot + 1) & (slotCount - 1) }
        slots[slot] = Int32(index)
    }

    private func addBlock() {
        if blockCount == blockCapacity {
            let grown = UnsafeMutablePointer<UnsafeMutablePointer<TagHistory>>
                .allocate(capacity: blockCapacity * 2)
            grown.moveInitialize(from: blocks, count: blockCount)
            blocks.deallocate()
            blocks = grown
            blockCapacity *= 2
        }
        (blocks + blockCount).initialize(to: .allocate(capacity: Self.blockSize))
        blockCount += 1
    }

    private func growSlots() {
        slots.deallocate()
        slotCount *= 2
        slots = .allocate(capacity: slotCount)
        slots.initialize(repeating: -1, count: slotCount)
        for index in 0..<count { place(index, hash: hash(name(of: index))) }
    }

    static let costPerTag = MemoryLayout<TagHistory>.stride + 8
    private static let blockSize = 128
}
