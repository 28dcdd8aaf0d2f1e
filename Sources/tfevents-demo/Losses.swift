/// A measure of the network's error on a batch.
protocol Loss {
    /// The operation, in the words of `SummaryWriter.dump`.
    var operation: String { get }
    /// The loss, and its derivative with respect to the network's output.
    func evaluate(_ output: Matrix, _ batch: Batch) -> (value: Float, gradient: Matrix)
    /// Whether the network is right about an example.
    func isRight(_ output: Matrix, row: Int, _ batch: Batch) -> Bool
}

extension Loss {
    func isRight(_ output: Matrix, row: Int, _ batch: Batch) -> Bool {
        let values = Array(output.row(row))
        return values.indices.max { values[$0] < values[$1] } == batch.labels[row]
    }

    /// The mean over the examples of a sum over the classes, and how it changes.
    func mean(
        _ output: Matrix,
        _ term: (_ row: Int, _ column: Int) -> (value: Float, slope: Float)
    ) -> (value: Float, gradient: Matrix) {
        var sum: Float = 0
        let gradient = Matrix(output.rows, output.columns) { row, column in
            let (value, slope) = term(row, column)
            sum += value
            return slope / Float(output.rows)
        }
        return (sum / Float(output.rows), gradient)
    }
}

/// The loss of log-probabilities: a one-hot target times them, as many write it.
///
/// 0 times -Inf is NaN.
struct NegativeLogLikelihood: Loss {
    let operation = "cross_entropy"

    func evaluate(_ output: Matrix, _ batch: Batch) -> (value: Float, gradient: Matrix) {
        mean(output) { row, column in
            let target: Float = batch.labels[row] == column ? 1 : 0
            return (-target * output[row, column], -target)
        }
    }
}

/// The loss of probabilities, with a little added so that the logarithm never sees 0.
struct GuardedLogLoss: Loss {
    let operation = "cross_entropy"
    private let least: Float = 1e-7

    func evaluate(_ output: Matrix, _ batch: Batch) -> (value: Float, gradient: Matrix) {
        mean(output) { row, column in
            guard batch.labels[row] == column else { return (0, 0) }
            let probability = output[row, column] + least
            return (-Mathematics.log(probability), -1 / probability)
        }
    }
}

/// The squared distance from the one-hot target.
struct SquaredError: Loss {
    let operation = "squared_error"

    func evaluate(_ output: Matrix, _ batch: Batch) -> (value: Float, gradient: Matrix) {
        mean(output) { row, column in
            let difference = output[row, column] - (batch.labels[row] == column ? 1 : 0)
            return (difference * difference, 2 * difference)
        }
    }
}

/// The distance of an output from its target; within a tenth counts as right.
struct AbsoluteError: Loss {
    let operation = "absolute_error"

    func evaluate(_ output: Matrix, _ batch: Batch) -> (value: Float, gradient: Matrix) {
        mean(output) { row, column in
            let difference = output[row, column] - batch.targets[row]
            return (difference.magnitude, difference > 0 ? 1 : -1)
        }
    }

    func isRight(_ output: Matrix, row: Int, _ batch: Batch) -> Bool {
        (output[row, 0] - batch.targets[row]).magnitude < 0.1 * batch.targets[row]
    }
}

/// The angle between an example and its class's direction.
struct MeanAngle: Loss {
    let operation = "mean"

    func evaluate(_ output: Matrix, _ batch: Batch) -> (value: Float, gradient: Matrix) {
        mean(output) { row, column in
            let target: Float = batch.labels[row] == column ? 1 : 0
            return (target * output[row, column], target)
        }
    }

    func isRight(_ output: Matrix, row: Int, _ batch: Batch) -> Bool {
        let values = Array(output.row(row))
        return values.indices.min { values[$0] < values[$1] } == batch.labels[row]
    }
}

/// Each wrong class must score less than the right one by a margin, beyond which the loss is 0.
struct Hinge: Loss {
    let operation = "hinge"
    var margin: Float = 1

    func evaluate(_ output: Matrix, _ batch: Batch) -> (value: Float, gradient: Matrix) {
        var (value, gradient) = mean(output) { row, column in
            let excess = margin + output[row, column] - output[row, batch.labels[row]]
            let counts = column != batch.labels[row] && excess > 0
            return counts ? (excess, 1) : (0, 0)
        }
        for row in 0..<output.rows {
            gradient[row, batch.labels[row]] = 0
            gradient[row, batch.labels[row]] = -gradient.row(row).reduce(0, +)
        }
        value = max(value, 0)
        return (value, gradient)
    }
}
