internal import TFRecord

/// What a table of tags holds of each tag.
@usableFromInline
package protocol TagTableEntry {
    /// The tag's bytes, in the table's memory.
    var name: UnsafeRawBufferPointer { get }
    /// The index of the tag that came after this one last time; -1 before there is one.
    var follower: Int32 { get set }

    /// Creates what is known of a new tag.
    init(name: UnsafeRawBufferPointer)
}

/// The tags that are read, found by their bytes, with what is known of each.
///
/// Names are those that ``LongName`` keeps; only the first guess compares a name as it is in the
/// file.
///
/// Entries are in blocks that never move, so that memory grows by what is needed; nothing is
/// allocated when a tag is found again. Training logs its tags in the same order at every step, so
/// the tag that followed last time is tried first.
///
/// The writer has a table of its own, `LoggedTags`, since nothing here suits it: a file may be
/// made to collide or to exhaust memory, so that this table has a secret seed, limits and shortened
/// names, and it must be able to refuse a tag. The writer's tags are the program's own, and each is
/// kept as the bytes that a scalar's record repeats.
@usableFromInline
package final class TagTable<Entry: TagTableEntry> {
    @exclusivity(unchecked) @usableFromInline var blocks:
        UnsafeMutablePointer<UnsafeMutablePointer<Entry>>
    @usableFromInline var blockCount = 0
    @usableFromInline var blockCapacity = 8
    @usableFromInline package internal(set) var count = 0

    @usableFromInline var names = NameArena()

    // Open addressing: a slot holds the index of a tag, or -1.
    @exclusivity(unchecked) @usableFromInline var slots: UnsafeMutablePointer<Int32>
    @exclusivity(unchecked) @usableFromInline var slotCount: Int
    @exclusivity(unchecked) @usableFromInline var previous = -1
    @usableFromInline let seed = TagTableLimits.processSeed

    @inlinable
    package init() {
        blocks = .allocate(capacity: blockCapacity)
        slotCount = 32
        slots = .allocate(capacity: slotCount)
        slots.initialize(repeating: -1, count: slotCount)
    }

    @inlinable
    deinit {
        for index in 0..<blockCount { blocks[index].deallocate() }
        blocks.deallocate()
        slots.deallocate()
        names.deallocate()
    }

    /// Memory in use.
    @inlinable
    package var byteCount: Int {
        names.byteCount + blockCount * Self.blockSize * MemoryLayout<Entry>.stride
            + slotCount * 4
    }

    /// The memory that counts towards the limits.
    @inlinable
    package var insertedByteCount: Int { names.byteCount + count * Self.costPerTag }

    /// What is known of the tag at `index`.
    @inlinable
    package subscript(index: Int) -> Entry {
        unsafeAddress { UnsafePointer(address(of: index)) }
        unsafeMutableAddress { address(of: index) }
    }

    /// The name kept of the tag at `index`.
    @inlinable
    package func name(of index: Int) -> UnsafeRawBufferPointer { self[index].name }

    @inlinable @inline(__always)
    func address(of index: Int) -> UnsafeMutablePointer<Entry> {
        blocks[index / Self.blockSize] + index % Self.blockSize
    }

    /// The index of a tag, given its name in a file; `nil` when it is new.
    @inlinable @inline(__always)
    package func find(_ name: UnsafeRawBufferPointer) -> Int? {
        if previous >= 0 {
            let guess = Int(self[previous].follower)  // in range: 32 bits
            if guess >= 0, self[guess].name.holdsSameBytes(as: name, upTo: LongName.limit) {
                previous = guess
                return guess
            }
        }
        return search(name)
    }

    @inlinable
    func search(_ name: UnsafeRawBufferPointer) -> Int? {
        LongName.withKept(name) { searchSlots($0) }
    }

    /// The index of a tag, given the name that is kept of it.
    @inlinable
    package func find(kept name: UnsafeRawBufferPointer) -> Int? {
        if previous >= 0 {
            let guess = Int(self[previous].follower)  // in range: 32 bits
            if guess >= 0, matches(guess, name) {
                previous = guess
                return guess
            }
        }
        return searchSlots(name)
    }

    @inlinable
    func searchSlots(_ name: UnsafeRawBufferPointer) -> Int? {
        var slot = Int(truncatingIfNeeded: hash(name)) & (slotCount - 1)
        while slots[slot] >= 0 {
            let index = Int(slots[slot])  // in range: 32 bits
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
    @inlinable
    package func insert(kept name: UnsafeRawBufferPointer, limit: Int) -> Int? {
        guard insertedByteCount + name.count < limit, count < Int32.max else { return nil }
        if count == blockCount * Self.blockSize { addBlock() }
        if (count + 1) * 2 > slotCount { growSlots() }
        address(of: count).initialize(to: Entry(name: names.copy(name)))
        place(count, hash: hash(name))
        follow(with: count)
        count += 1
        return count - 1
    }

    @inlinable
    func follow(with index: Int) {
        guard previous >= 0 else {
            previous = index
            return
        }
        self[previous].follower = Int32(index)  // in range: see insert(kept:limit:)
        previous = index
    }

    @inlinable @inline(__always)
    func matches(_ index: Int, _ name: UnsafeRawBufferPointer) -> Bool {
        self[index].name.holdsSameBytes(as: name)
    }

    @inlinable
    func hash(_ name: UnsafeRawBufferPointer) -> UInt64 {
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
    @inlinable
    static func mix(_ value: UInt64) -> UInt64 {
        let product = value.multipliedFullWidth(by: 0x9e37_79b9_7f4a_7c15)
        return product.high ^ product.low
    }

    @inlinable
    func place(_ index: Int, hash: UInt64) {
        var slot = Int(truncatingIfNeeded: hash) & (slotCount - 1)
        while slots[slot] >= 0 { slot = (slot + 1) & (slotCount - 1) }
        slots[slot] = Int32(index)  // in range: see insert(kept:limit:)
    }

    @inlinable
    func addBlock() {
        if blockCount == blockCapacity {
            let grown = UnsafeMutablePointer<UnsafeMutablePointer<Entry>>
                .allocate(capacity: blockCapacity * 2)
            grown.moveInitialize(from: blocks, count: blockCount)
            blocks.deallocate()
            blocks = grown
            blockCapacity *= 2
        }
        (blocks + blockCount).initialize(to: .allocate(capacity: Self.blockSize))
        blockCount += 1
    }

    @inlinable
    func growSlots() {
        slots.deallocate()
        slotCount *= 2
        slots = .allocate(capacity: slotCount)
        slots.initialize(repeating: -1, count: slotCount)
        for index in 0..<count { place(index, hash: hash(name(of: index))) }
    }

    /// The memory of a tag, without its name.
    @inlinable
    package static var costPerTag: Int { MemoryLayout<Entry>.stride + 8 }
    @inlinable
    static var blockSize: Int { 128 }
}

/// The memory that tables of tags may take.
package enum TagTableLimits {
    /// The most memory for tags of finite values; further ones have no history.
    package static let soft = 20 * 1024 * 1024
    /// The most memory for all tags.
    package static let hard = 24 * 1024 * 1024

    // A file made to collide cannot know the seed; no output depends on it.
    @usableFromInline static let processSeed = UInt64.random(in: .min ... .max)
}
