internal import ClampedArithmetic
internal import NonFiniteNumbers
internal import TFRecord
internal import TensorBoardEvents
internal import TextOutput

/// The facts that one logged value shows about its tensor.
///
/// A whole tensor shows everything, a histogram its extremes, a scalar one number.
struct TensorFacts {
    /// The number of elements; 0 if not known.
    var elementCount = 0
    var nan = 0
    var positiveInfinity = 0
    var negativeInfinity = 0
    /// Whether the counts above are more than a sign that there are some.
    var countsAreExact = true
    /// The smallest and largest finite element; `nil` if there is none or it is not known.
    var minimum: Double?
    var maximum: Double?
    /// The smallest magnitude that is not zero.
    var smallestMagnitude: Double?
    /// The number of elements that are exactly zero; `nil` if not known.
    var zeros: Int?
    /// The number of elements of magnitude exactly 1; `nil` if not known.
    var ones: Int?
    /// The row-major position of the first non-finite element.
    var firstBadIndex: Int?
    /// The row-major position of the first element that is exactly zero.
    var firstZeroIndex: Int?
    var shape: [Int64]?
    var dtype = DataType.invalid
    /// The number of a scalar.
    var number: Double?
    /// The properties of a matrix's rows; empty if not known.
    var rows = TensorRows()

    /// Whether the tensor has non-finite elements.
    var isBad: Bool { nan > 0 || holdsInfinity }

    var holdsInfinity: Bool { positiveInfinity > 0 || negativeInfinity > 0 }

    /// A hash of the values, by which copies of a file are found.
    var mark: UInt64 {
        if let number { return number.bitPattern }
        var mark = UInt64(truncatingIfNeeded: elementCount)
        for part: Double in [minimum ?? 0, maximum ?? 0, smallestMagnitude ?? 0] {
            mark = (mark ^ part.bitPattern) &* 0x9e37_79b9_7f4a_7c15
        }
        return mark ^ UInt64(truncatingIfNeeded: badCount)
    }

    /// Whether anything is known of the finite elements.
    var isKnown: Bool { minimum != nil || maximum != nil }

    var badCount: Int { nan.addingClamped(positiveInfinity).addingClamped(negativeInfinity) }

    /// The largest finite magnitude.
    var magnitude: Double? {
        guard let minimum, let maximum else { return nil }
        return max(abs(minimum), abs(maximum))
    }

    /// Whether some element is exactly zero.
    ///
    /// A tensor attains its extremes, so an extreme of zero is at least one element.
    var holdsZero: Bool { zeros.map { $0 > 0 } ?? (minimum == 0 || maximum == 0) }

    /// Whether some element is exactly 1 or -1.
    var holdsOne: Bool {
        ones.map { $0 > 0 } ?? [minimum, maximum].contains { $0.map { abs($0) == 1 } ?? false }
    }

    /// Adds one element.
    @inline(__always)
    mutating func add(_ value: Double) {
        let index = elementCount
        elementCount += 1
        guard value.isFinite else {
            if firstBadIndex == nil { firstBadIndex = index }
            if value.isNaN {
                nan += 1
            } else if value > 0 {
                positiveInfinity += 1
            } else {
                negativeInfinity += 1
            }
            return
        }
        minimum = min(minimum ?? value, value)
        maximum = max(maximum ?? value, value)
        let magnitude = abs(value)
        if magnitude == 0 {
            zeros = (zeros ?? 0) + 1
            if firstZeroIndex == nil { firstZeroIndex = index }
        } else {
            smallestMagnitude = min(smallestMagnitude ?? magnitude, magnitude)
            if magnitude == 1 { ones = (ones ?? 0) + 1 }
        }
    }

    mutating func add(_ kind: NonFiniteKind, count: Int) {
        switch kind {
        case .nan, .unknown: nan.addClamped(count)
        case .positiveInfinity: positiveInfinity.addClamped(count)
        case .negativeInfinity: negativeInfinity.addClamped(count)
        }
        if kind == .unknown { countsAreExact = false }
    }

    /// The kinds in words, such as `3 NaN, 1 +Inf`.
    var kindsText: String {
        let counts = [(nan, "NaN"), (positiveInfinity, "+Inf"), (negativeInfinity, "-Inf")]
        return counts.filter { $0.0 > 0 }.map { count, name in
            countsAreExact && elementCount > 1 ? "\(NumberText.grouped(count)) \(name)" : name
        }.joined(separator: ", ")
    }

    /// Where in the tensor the first bad element is, such as `[3, 0]`.
    var firstBadText: String? {
        guard let firstBadIndex, elementCount > 1 else { return nil }
        if let index = shape.flatMap({ TensorShape($0).index(of: firstBadIndex) }) {
            return "[" + index.map(String.init).joined(separator: ", ") + "]"
        }
        return "[\(firstBadIndex)]"
    }
}

extension ValueText {
    /// The range of a tensor's elements, such as `0 to 0.982, 3 exact zeros`.
    static func range(of facts: TensorFacts) -> String {
        if let number = facts.number, facts.elementCount <= 1 { return short(number) }
        guard let low = facts.minimum, let high = facts.maximum else {
            if let low = facts.minimum { return "\(short(low)) or more" }
            return facts.maximum.map { "up to \(short($0))" } ?? "no finite element"
        }
        var text = low == high ? short(low) : "\(short(low)) to \(short(high))"
        if let zeros = facts.zeros, zeros > 0 {
            text += ", \(NumberText.count(zeros, "exact zero"))"
        }
        return text
    }
}
