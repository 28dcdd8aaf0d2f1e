/// Subtracts each feature's batch mean.
final class Center: Layer {
    let name = "center"
    let operation = "sub"

    func forward(_ input: Matrix) -> Matrix {
        let means = input.columnMeans
        return Matrix(input.rows, input.columns) { input[$0, $1] - means[$1] }
    }

    func backward(_ gradient: Matrix) -> Matrix {
        forward(gradient)
    }
}

/// Divides each centered feature by its standard deviation in the batch.
final class Standardize: Layer {
    let name = "standardize"
    let operation = "div"
    private let epsilon: Float
    private var output = Matrix(0, 0) { _, _ in 0 }
    private var deviations = Matrix(0, 0) { _, _ in 0 }

    /// - Parameter epsilon: A number that is added to the variance so that it is never 0.
    init(epsilon: Float) {
        self.epsilon = epsilon
    }

    var asides: [(name: String, value: Matrix)] { [("divisor", deviations)] }

    func forward(_ input: Matrix) -> Matrix {
        let variances = input.map { $0 * $0 }.columnMeans
        deviations = Matrix(1, input.columns) { (variances[$1] + epsilon).squareRoot() }
        output = Matrix(input.rows, input.columns) { input[$0, $1] / deviations[0, $1] }
        return output
    }

    func backward(_ gradient: Matrix) -> Matrix {
        let means = gradient.combined(output) { $0 * $1 }.columnMeans
        return Matrix(gradient.rows, gradient.columns) {
            (gradient[$0, $1] - output[$0, $1] * means[$1]) / deviations[0, $1]
        }
    }
}
