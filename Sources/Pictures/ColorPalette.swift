/// A few colors that stand for all of a picture's.
struct ColorPalette {
    /// The colors, as 0xRRGGBB.
    let colors: [UInt32]
    private let counts: ColorCounts
    private let indexOfEntry: [UInt8]

    /// The colors of pictures, if they have no more than `limit`.
    init?(exactly pictures: some Sequence<[UInt32]>, limit: Int) {
        var counts = ColorCounts(limit: limit)
        for picture in pictures {
            guard counts.add(picture) else { return nil }
        }
        self.init(counts, limit: limit)
    }

    /// At most `limit` colors for a picture.
    init(of picture: [UInt32], limit: Int) {
        // Exact where there is room, else as exact as there is.
        for droppedBits: UInt32 in 0..<3 {
            var counts = ColorCounts(limit: Self.countedColorLimit, droppedBits: droppedBits)
            guard counts.add(picture) else { continue }
            self.init(counts, limit: limit)
            return
        }
        // Fifteen bits are as many colors.
        var counts = ColorCounts(limit: Self.countedColorLimit, droppedBits: 3)
        _ = counts.add(picture)
        self.init(counts, limit: limit)
    }

    private init(_ counts: ColorCounts, limit: Int) {
        let groups = MedianCut(counts.entries, limit: limit)
        colors = groups.means.map { mean in
            let rounded = SIMD3<UInt32>(mean.rounded(.toNearestOrAwayFromZero))
            return rounded.x << 16 | rounded.y << 8 | rounded.z
        }
        indexOfEntry = groups.groupOfEntry
        self.counts = counts
    }

    /// The index of a color of the picture.
    func index(of color: UInt32) -> UInt8 {
        let entry = counts.index(of: color)
        return entry < indexOfEntry.count ? indexOfEntry[entry] : 0
    }

    private static let countedColorLimit = 1 << 15
}
