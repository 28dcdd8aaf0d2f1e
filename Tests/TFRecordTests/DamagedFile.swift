import TestSupport

/// A record file that something went over, which still knows where each byte came from.
struct DamagedFile {
    private(set) var bytes: [UInt8]
    /// The place in the original file of each byte that is still what it was, -1 of all others.
    private var origins: [Int32]
    /// What was done, for the message of a test that fails.
    private(set) var history: [String] = []

    init(_ original: [UInt8]) {
        bytes = original
        origins = Array(0..<Int32(original.count))
    }

    private enum Change: String, CaseIterable {
        case flip
        case overwrite
        case zero
        case delete
        case insert
        case duplicate
    }

    /// Changes one stretch, up to 300 bytes long.
    mutating func damage(using generator: inout SeededGenerator) {
        let start = Int.random(in: 0..<bytes.count, using: &generator)
        let limit = [1, 4, 20, 300].randomElement(using: &generator) ?? 1
        let range = start..<min(bytes.count, start + .random(in: 1...limit, using: &generator))
        let change = Change.allCases.randomElement(using: &generator) ?? .flip
        switch change {
        case .flip:
            let bit = UInt8.random(in: 0..<8, using: &generator)
            replace(start..<start + 1, with: [bytes[start] ^ 1 << bit])
        case .overwrite: replace(range, with: generator.bytes(range.count))
        case .zero: replace(range, with: [UInt8](repeating: 0, count: range.count))
        case .delete: replace(range, with: [])
        case .insert: replace(start..<start, with: generator.bytes(range.count))
        case .duplicate:
            let place = Int.random(in: 0...bytes.count, using: &generator)
            bytes.insert(contentsOf: Array(bytes[range]), at: place)
            origins.insert(contentsOf: Array(origins[range]), at: place)
        }
        history.append("\(change) \(range)")
    }

    private mutating func replace(_ range: Range<Int>, with new: [UInt8]) {
        let isInPlace = range.count == new.count
        let newOrigins = new.indices.map { index in
            // A byte that is written over with what it was is no damage.
            isInPlace && new[index] == bytes[range.lowerBound + index]
                ? origins[range.lowerBound + index] : -1
        }
        bytes.replaceSubrange(range, with: new)
        origins.replaceSubrange(range, with: newOrigins)
    }

    /// The same file, but that none of what stands in `ranges` is taken for whole.
    func without(_ ranges: [Range<Int>]) -> DamagedFile {
        var copy = self
        for place in ranges.joined() { copy.origins[place] = -1 }
        return copy
    }

    /// Where records of the original, which stood at `ranges`, are still whole.
    func intactRecords(of ranges: [Range<Int>]) -> [Range<Int>] {
        var intact: [Range<Int>] = []
        var place = 0
        while place < origins.count {
            let first = origins[place]
            var end = place + 1
            defer { place = end }
            guard first >= 0 else { continue }
            // The longest stretch from here that stands as in the original.
            while end < origins.count, origins[end] == first + Int32(end - place) { end += 1 }
            let shift = place - Int(first)
            let stretch = Int(first)..<Int(first) + end - place
            intact += ranges.filter { stretch.clamped(to: $0) == $0 }
                .map { $0.lowerBound + shift..<$0.upperBound + shift }
        }
        return intact
    }
}
