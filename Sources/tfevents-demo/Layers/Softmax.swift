/// Logits to probabilities.
final class Softmax: Layer {
    let name = "softmax"
    let operation = "softmax"
    private let isStable: Bool
    private var output = Matrix(0, 0) { _, _ in 0 }

    /// - Parameter isStable: Whether the largest logit is subtracted first, so that no exponential
    ///   overflows.
    init(isStable: Bool) {
        self.isStable = isStable
    }

    func forward(_ input: Matrix) -> Matrix {
        output = input
        for row in 0..<input.rows {
            let largest = isStable ? input.row(row).max() ?? 0 : 0
            let powers = input.row(row).map { Mathematics.exp($0 - largest) }
            let sum = powers.reduce(0, +)
            for (column, power) in powers.enumerated() { output[row, column] = power / sum }
        }
        return output
    }

    func backward(_ gradient: Matrix) -> Matrix {
        let products = gradient.combined(output) { $0 * $1 }
        let sums = (0..<gradient.rows).map { products.row($0).reduce(0, +) }
        return Matrix(gradient.rows, gradient.columns) {
            output[$0, $1] * (gradient[$0, $1] - sums[$0])
        }
    }
}

/// The softmax and its logarithm in one, which stays finite for all finite logits.
final class LogSoftmax: Layer {
    let name = "log_softmax"
    let operation = "log_softmax"
    private var output = Matrix(0, 0) { _, _ in 0 }

    func forward(_ input: Matrix) -> Matrix {
        output = input
        for row in 0..<input.rows {
            let largest = input.row(row).max() ?? 0
            let sum = input.row(row).reduce(0) { $0 + Mathematics.exp($1 - largest) }
            let logarithm = Mathematics.log(sum) + largest
            for column in 0..<input.columns { output[row, column] -= logarithm }
        }
        return output
    }

    func backward(_ gradient: Matrix) -> Matrix {
        let sums = (0..<gradient.rows).map { gradient.row($0).reduce(0, +) }
        return Matrix(gradient.rows, gradient.columns) {
            gradient[$0, $1] - Mathematics.exp(output[$0, $1]) * sums[$0]
        }
    }
}
