internal import TensorBoardEvents

/// The states of the tags that a writer logs, found by the tags' bytes without allocating.
///
/// A loop logs its tags in the same order at every step, so the tag that followed last time is
/// tried first. A scan has a table of its own, `TagHistoryTable`, because the names that it reads
/// may be hostile; see there.
struct LoggedTags {
    private var states: UnsafeMutablePointer<TagState>
    private var capacity = 32
    private(set) var count = 0

    // Open addressing: a slot holds the index of a tag, or -1.
    private var slots: UnsafeMutablePointer<Int32>
    private var slotCount = 128
    private var previous = 0

    init() {
        states = .allocate(capacity: capacity)
        slots = .allocate(capacity: slotCount)
        slots.initialize(repeating: -1, count: slotCount)
    }

    func deallocate() {
        for index in 0..<count { states[index].template.deallocate() }
        states.deallocate()
        slots.deallocate()
    }

    /// The state of a tag, created at its first use; valid until the next call.
    @inline(__always)
    mutating func state(of tag: UnsafeRawBufferPointer) -> UnsafeMutablePointer<TagState> {
        if count > 0 {
            let guess = Int(states[previous].follower)
            if states[guess].isNamed(tag) {
                previous = guess
                return states + guess
            }
        }
        return find(tag)
    }

    /// Whether a tag has a value.
    func hasValue(of tag: UnsafeRawBufferPointer) -> Bool {
        index(of: tag).map { states[$0].plugin != 0 } ?? false
    }

    /// Forgets that a file holds the tags' metadata.
    func forgetMetadata() {
        for index in 0..<count { states[index].hasMetadata = false }
    }

    @inline(never)
    private mutating func find(_ tag: UnsafeRawBufferPointer) -> UnsafeMutablePointer<TagState> {
        let index = index(of: tag) ?? insert(tag)
        if previous < count { states[previous].follower = Int32(truncatingIfNeeded: index) }
        previous = index
        return states + index
    }

    private func index(of tag: UnsafeRawBufferPointer) -> Int? {
        var slot = Self.hash(tag) & (slotCount - 1)
        while slots[slot] >= 0 {
            if states[Int(slots[slot])].isNamed(tag) { return Int(slots[slot]) }
            slot = (slot + 1) & (slotCount - 1)
        }
        return nil
    }

    private mutating func insert(_ tag: UnsafeRawBufferPointer) -> Int {
        if count == capacity { grow() }
        (states + count).initialize(to: TagState(tag: tag))
        count += 1
        if count * 2 > slotCount { growSlots() } else { place(count - 1) }
        return count - 1
    }

    private func place(_ index: Int) {
        var slot = Self.hash(states[index].tag) & (slotCount - 1)
        while slots[slot] >= 0 { slot = (slot + 1) & (slotCount - 1) }
        slots[slot] = Int32(truncatingIfNeeded: index)
    }

    private mutating func grow() {
        let grown = UnsafeMutablePointer<TagState>.allocate(capacity: capacity * 2)
        grown.moveInitialize(from: states, count: count)
        states.deallocate()
        states = grown
        capacity *= 2
    }

    private mutating func growSlots() {
        slots.deallocate()
        slotCount *= 2
        slots = .allocate(capacity: slotCount)
        slots.initialize(repeating: -1, count: slotCount)
        for index in 0..<count { place(index) }
    }

    /// A hash of eight bytes at a time: threads that log at the same time need it for each value.
    private static func hash(_ tag: UnsafeRawBufferPointer) -> Int {
        var hash = UInt64(truncatingIfNeeded: tag.count)
        var offset = 0
        while offset + 8 <= tag.count {
            hash = mixed(hash, tag.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            offset += 8
        }
        var rest: UInt64 = 0
        while offset < tag.count {
            rest = rest << 8 | UInt64(tag[offset])
            offset += 1
        }
        return Int(truncatingIfNeeded: mixed(hash, rest))
    }

    private static func mixed(_ hash: UInt64, _ word: UInt64) -> UInt64 {
        // Multiplication carries upwards only. The factor is the golden ratio's.
        let product = (hash ^ word) &* 0x9e37_79b9_7f4a_7c15
        return product ^ product >> 32
    }
}

/// The state of one tag of a file.
///
/// It holds the bytes that every scalar of the tag repeats, as they are on the wire.
struct TagState {
    /// Field 1 of `Summary.Value`, the tag, then the tensor around a scalar's four bytes.
    let template: UnsafeMutableRawBufferPointer
    private let tagOffset: Int
    /// Bytes of field 1 alone.
    let tagFieldByteCount: Int
    /// The step of the last value.
    var lastStep = Int64.min
    /// The tag that followed last time.
    var follower: Int32 = 0
    /// The plugin of the first value, hashed; 0 before there is one.
    var plugin: UInt32 = 0
    /// Whether the file holds the tag's metadata.
    var hasMetadata = false
    /// Whether one of the tag's numbers was not finite.
    var hadNonFinite = false
    /// The warnings given so far, as bits.
    var warnings: UInt16 = 0

    init(tag: UnsafeRawBufferPointer) {
        var field = WireWriter()
        field.delimited(FieldNumber.Value.tag, tag)
        template = .allocate(byteCount: field.bytes.count + Self.scalarPrefix.count, alignment: 8)
        template.copyBytes(from: field.bytes + Self.scalarPrefix)
        tagFieldByteCount = field.bytes.count
        tagOffset = field.bytes.count - tag.count
    }

    var tag: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: template[tagOffset..<tagFieldByteCount])
    }

    @inline(__always)
    func isNamed(_ name: UnsafeRawBufferPointer) -> Bool {
        guard name.count == tagFieldByteCount - tagOffset, let known = template.baseAddress else {
            return false
        }
        return Self.areEqual(known + tagOffset, name)
    }

    @inline(__always)
    private static func areEqual(
        _ known: UnsafeMutableRawPointer,
        _ name: UnsafeRawBufferPointer
    ) -> Bool {
        var offset = 0
        while offset + 8 <= name.count {
            guard
                known.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                    == name.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            else { return false }
            offset += 8
        }
        while offset < name.count {
            guard known.load(fromByteOffset: offset, as: UInt8.self) == name[offset] else {
                return false
            }
            offset += 1
        }
        return true
    }

    /// A `DT_FLOAT` tensor of rank 0 up to the number: dtype, an empty shape, one
    /// packed `float_val`.
    private static let scalarPrefix: [UInt8] = [0x42, 10, 0x08, 1, 0x12, 0, 0x2a, 4]
}
