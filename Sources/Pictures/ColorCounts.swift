/// The distinct colors of a picture, and how often each occurs.
///
/// A color is 0xRRGGBB. With dropped bits, colors that differ in those alone count as one.
struct ColorCounts {
    /// One color, or several that count as one.
    struct Entry {
        var count = 0
        /// The sum of red, green and blue over all pixels.
        var sum = SIMD3<Int>()

        var mean: SIMD3<Double> { SIMD3(sum) / Double(count) }
    }

    private(set) var entries: [Entry] = []
    private var keys: [UInt32] = []
    // Open addressing: a slot holds the index of a color, or -1.
    private var slots: [Int32]
    private let mask: UInt32
    private let limit: Int

    /// - Parameters:
    ///   - limit: The most colors to tell apart.
    ///   - droppedBits: The number of low bits of each channel that make no difference.
    init(limit: Int, droppedBits: UInt32 = 0) {
        self.limit = limit
        mask = (0xff << droppedBits & 0xff) * 0x01_0101
        var slotCount = 64
        while slotCount < 2 * limit { slotCount *= 2 }
        slots = [Int32](repeating: -1, count: slotCount)
    }

    /// Counts the pixels of a picture.
    ///
    /// - Returns: Whether there was room for all colors.
    mutating func add(_ colors: [UInt32]) -> Bool {
        // Neighbors are often equal.
        var previous = GIFFrame.transparent
        var index = -1
        for color in colors where color != GIFFrame.transparent {
            if color != previous {
                guard let found = insert(color & mask) else { return false }
                (previous, index) = (color, found)
            }
            entries[index].count += 1
            entries[index].sum &+= SIMD3(
                Int(color >> 16),
                Int(color >> 8 & 0xff),
                Int(color & 0xff)
            )
        }
        return true
    }

    /// The index of a color's entry; the color was counted.
    func index(of color: UInt32) -> Int {
        max(0, Int(slots[slot(of: color & mask)]))
    }

    private mutating func insert(_ key: UInt32) -> Int? {
        let slot = slot(of: key)
        if slots[slot] >= 0 { return Int(slots[slot]) }
        guard keys.count < limit else { return nil }
        slots[slot] = Int32(truncatingIfNeeded: keys.count)
        keys.append(key)
        entries.append(Entry())
        return keys.count - 1
    }

    /// The slot that holds a color, or the empty one in which it belongs.
    private func slot(of key: UInt32) -> Int {
        // Multiplication carries upwards only.
        let hash = key &* 2_654_435_761
        var slot = Int(hash ^ hash >> 15) & (slots.count - 1)
        while slots[slot] >= 0, keys[Int(slots[slot])] != key {
            slot = (slot + 1) & (slots.count - 1)
        }
        return slot
    }
}
