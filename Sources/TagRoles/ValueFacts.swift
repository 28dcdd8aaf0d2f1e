/// What a tag's values were like, as far as their role depends on it.
///
/// It is the same size for any number of values. Of a tensor or a histogram its smallest and its
/// largest element are values.
package struct ValueFacts: Hashable, Sendable {
    /// The number of values, non-finite ones included.
    package private(set) var count = 0
    /// The number of finite values.
    package private(set) var finiteCount = 0
    /// The smallest finite value; positive infinity if there is none.
    package private(set) var minimum = Double.infinity
    /// The largest finite value; negative infinity if there is none.
    package private(set) var maximum = -Double.infinity
    /// Whether a value was negative infinity.
    package private(set) var holdsNegativeInfinity = false
    /// Whether a value was NaN or positive infinity.
    package private(set) var holdsOtherNonFinite = false
    private var allWhole = true
    private var neverFalls = true
    private var last: Double?
    /// Whether two finite values in a row differed.
    package private(set) var changes = false

    /// No value yet.
    package init() {}

    /// The facts of a few values, in the order in which they were logged.
    package init(_ values: some Sequence<Double>) {
        for value in values { add(value) }
    }

    /// Adds the next value.
    package mutating func add(_ value: Double) {
        count &+= 1
        guard value.isFinite else {
            if value == -.infinity {
                holdsNegativeInfinity = true
            } else {
                holdsOtherNonFinite = true
            }
            return
        }
        finiteCount &+= 1
        minimum = min(minimum, value)
        maximum = max(maximum, value)
        if value != value.rounded() { allWhole = false }
        if let last {
            if value < last { neverFalls = false }
            if value != last { changes = true }
        }
        last = value
    }

    /// Whether there are finite values, all of them whole numbers.
    package var isWhole: Bool { finiteCount > 0 && allWhole }
    /// Whether all finite values are 0.
    package var isAlwaysZero: Bool { finiteCount > 0 && minimum == 0 && maximum == 0 }
    /// Whether all finite values are 1.
    package var isAlwaysOne: Bool { finiteCount > 0 && minimum == 1 && maximum == 1 }
    /// Whether there are several finite values, all of them the same.
    package var isAlwaysTheSame: Bool { finiteCount > 1 && !changes }
    /// Whether the finite values grow, and never fall.
    package var onlyGrows: Bool { changes && neverFalls }
    /// Whether a value is below zero.
    package var holdsNegative: Bool { minimum < 0 || holdsNegativeInfinity }
    /// Whether the values can be counts: whole numbers, none below zero.
    package var canBeCounts: Bool {
        isWhole && minimum >= 0 && !holdsNegativeInfinity && !holdsOtherNonFinite
    }
    /// Whether the values can be shares of a whole.
    package var canBeShares: Bool { finiteCount > 0 && minimum >= 0 && maximum <= 1 }
    /// Whether the values are those of a mask: 0 and 1, or 0 and negative infinity.
    package var areMaskValues: Bool {
        guard finiteCount > 0, !holdsOtherNonFinite else { return false }
        return holdsNegativeInfinity ? maximum == 0 : isWhole && minimum == 0 && maximum == 1
    }
}
