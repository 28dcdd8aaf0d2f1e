/// Changes to a message that a broken disk, a broken program or an enemy might make.
extension [UInt8] {
    /// The same bytes with one to four changes.
    func mutated(by generator: inout some RandomNumberGenerator, with donor: [UInt8]) -> [UInt8] {
        var bytes = self
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
            bytes.mutate(by: &generator, with: donor)
        }
        return bytes
    }

    private mutating func mutate(
        by generator: inout some RandomNumberGenerator,
        with donor: [UInt8]
    ) {
        let index = Int.random(in: 0...count, using: &generator)
        let range = index..<Swift.min(count, index + Int.random(in: 0...12, using: &generator))
        switch Int.random(in: 0..<8, using: &generator) {
        case 0 where index < count: self[index] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        case 1 where index < count: self[index] = .random(in: .min ... .max, using: &generator)
        case 2 where index < count:
            self[index] = [0, 1, 0x7f, 0x80, 0xff].randomElement(using: &generator) ?? 0
        case 3 where index < count:
            // The wire type, where this is a key.
            self[index] = self[index] & ~7 | UInt8.random(in: 0..<8, using: &generator)
        case 4: removeSubrange(range)
        case 5: insert(contentsOf: self[range], at: index)
        case 6:
            let start = Int.random(in: 0...donor.count, using: &generator)
            insert(contentsOf: donor[start...].prefix(range.count), at: index)
        case 7: removeSubrange(index...)
        default: append(.random(in: .min ... .max, using: &generator))
        }
    }
}
