/// The extremes, mean and spread of the finite numbers among a tag's scalars.
///
/// Sums are taken relative to the first number, part by part, and the parts are combined as in Chan,
/// Golub and LeVeque, "Updating Formulae and a Pairwise Algorithm for Computing Sample Variances"
/// (1979).
struct NumberStatistics: Hashable, Sendable {
    private(set) var count = 0
    private(set) var minimum = Double.infinity
    private(set) var minimumStep: Int64 = 0
    private(set) var maximum = -Double.infinity
    private(set) var maximumStep: Int64 = 0
    private var mean = 0.0
    /// The sum of squared distances from the mean.
    private var squares = 0.0
    // The present part.
    private var partCount = 0
    private var shift = 0.0
    private var partSum = 0.0
    private var partSquares = 0.0

    /// Adds a finite number.
    @inline(__always)
    mutating func add(_ number: Double, step: Int64) {
        if number < minimum {
            minimum = number
            minimumStep = step
        }
        if number > maximum {
            maximum = number
            maximumStep = step
        }
        if partCount == 0 { shift = number }
        let distance = number - shift
        partCount += 1
        partSum += distance
        partSquares += distance * distance
    }

    /// Ends a part of the file.
    mutating func endPart() {
        guard partCount > 0 else { return }
        let distance = partSum / Double(partCount)
        let spread = partSquares - partSum * distance
        combine(
            count: partCount,
            mean: shift + distance,
            squares: spread.isNaN ? .infinity : max(0, spread)
        )
        (partCount, shift, partSum, partSquares) = (0, 0, 0, 0)
    }

    private mutating func combine(count other: Int, mean otherMean: Double, squares: Double) {
        let total = count + other
        let difference = otherMean - mean
        if count == 0 {
            mean = otherMean
        } else {
            mean += difference * (Double(other) / Double(total))
        }
        self.squares += squares
        if count > 0 {
            let weight = Double(count) * (Double(other) / Double(total))
            self.squares += difference * difference * weight
        }
        count = total
    }

    /// Adds those of the next part, both of which were ended.
    mutating func append(_ next: NumberStatistics) {
        guard next.count > 0 else { return }
        combine(count: next.count, mean: next.mean, squares: next.squares)
        if next.minimum < minimum {
            minimum = next.minimum
            minimumStep = next.minimumStep
        }
        if next.maximum > maximum {
            maximum = next.maximum
            maximumStep = next.maximumStep
        }
    }

    /// The mean; `nil` without numbers, or where they are too large to be added.
    var average: Double? { count > 0 && mean.isFinite ? mean : nil }

    /// The standard deviation of the numbers as a sample, with n - 1; `nil` of fewer than two.
    var standardDeviation: Double? {
        guard count > 1 else { return nil }
        let deviation = (squares / Double(count - 1)).squareRoot()
        return deviation.isFinite ? deviation : nil
    }
}
