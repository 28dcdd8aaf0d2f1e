/// The number of elements of each kind, and the first of each.
struct KindCounts {
    var nan = KindCount()
    var positiveInfinity = KindCount()
    var negativeInfinity = KindCount()

    /// Whether everything was finite.
    var isEmpty: Bool {
        nan.count == 0 && positiveInfinity.count == 0 && negativeInfinity.count == 0
    }

    /// Counts one element, the `index`th, with these bits.
    mutating func add(_ kind: NonFiniteKind, index: Int, bits: UInt64) {
        switch kind {
        case .nan: nan.add(index: index, bits: bits)
        case .positiveInfinity: positiveInfinity.add(index: index, bits: bits)
        case .negativeInfinity: negativeInfinity.add(index: index, bits: bits)
        case .unknown: preconditionFailure("an element that was looked at has a known kind")
        }
    }

    /// The kinds that occur.
    var found: [(kind: NonFiniteKind, count: KindCount)] {
        [(.nan, nan), (.positiveInfinity, positiveInfinity), (.negativeInfinity, negativeInfinity)]
            .filter { $0.1.count > 0 }
    }
}

/// The elements of one kind.
struct KindCount {
    var count = 0
    /// The flat index of the first element; meaningless if there is none.
    var firstIndex = 0
    /// The first element's bits, as in the file.
    var firstBits: UInt64 = 0

    mutating func add(index: Int, bits: UInt64) {
        if count == 0 {
            firstIndex = index
            firstBits = bits
        }
        count += 1
    }
}
