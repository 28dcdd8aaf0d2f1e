/// The number of elements of each kind, and the first of each.
package struct KindCounts {
    package var nan = KindCount()
    package var positiveInfinity = KindCount()
    package var negativeInfinity = KindCount()

    /// Whether everything was finite.
    package var isEmpty: Bool {
        nan.count == 0 && positiveInfinity.count == 0 && negativeInfinity.count == 0
    }

    /// Counts one element, the `index`th, with these bits.
    package mutating func add(_ kind: NonFiniteKind, index: Int, bits: UInt64) {
        switch kind {
        case .nan: nan.add(index: index, bits: bits)
        case .positiveInfinity: positiveInfinity.add(index: index, bits: bits)
        case .negativeInfinity: negativeInfinity.add(index: index, bits: bits)
        case .unknown: preconditionFailure("an element that was looked at has a known kind")
        }
    }

    /// The kinds that occur.
    package var found: [(kind: NonFiniteKind, count: KindCount)] {
        [(.nan, nan), (.positiveInfinity, positiveInfinity), (.negativeInfinity, negativeInfinity)]
            .filter { $0.1.count > 0 }
    }
}

/// The elements of one kind.
package struct KindCount {
    package var count = 0
    /// The flat index of the first element; meaningless if there is none.
    package var firstIndex = 0
    /// The first element's bits, as in the file.
    package var firstBits: UInt64 = 0

    package mutating func add(index: Int, bits: UInt64) {
        if count == 0 {
            firstIndex = index
            firstBits = bits
        }
        count += 1
    }
}
