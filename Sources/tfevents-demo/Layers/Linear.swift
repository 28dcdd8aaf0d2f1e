/// Inputs times weights, plus a bias.
final class Linear: Layer {
    let name: String
    let operation = "linear"
    let weight: Parameter
    let bias: Parameter
    private let isHalf: Bool
    private var input = Matrix(0, 0) { _, _ in 0 }

    /// Creates a layer with random weights.
    ///
    /// - Parameters:
    ///   - name: The layer's name.
    ///   - inputs: The number of input columns.
    ///   - outputs: The number of output columns.
    ///   - numbers: The source of the random weights.
    ///   - isHalf: Whether the output is rounded to half precision.
    init(
        _ name: String,
        _ inputs: Int,
        _ outputs: Int,
        _ numbers: inout RandomNumbers,
        isHalf: Bool = false
    ) {
        let scale = 1 / Float(inputs).squareRoot()
        var weights: [Float] = []
        for _ in 0..<inputs * outputs { weights.append(scale * numbers.normal()) }
        self.name = name
        self.isHalf = isHalf
        weight = Parameter(
            name + "/weight",
            Matrix(rows: inputs, columns: outputs, elements: weights)
        )
        bias = Parameter(name + "/bias", Matrix(1, outputs) { _, _ in 0 })
    }

    var parameters: [Parameter] { [weight, bias] }

    func forward(_ input: Matrix) -> Matrix {
        self.input = input
        let product = input.times(weight.value)
        let sum = Matrix(product.rows, product.columns) {
            product[$0, $1] + bias.value[0, $1]
        }
        guard isHalf else { return sum }
        var half = sum.map { Half.rounded($0) }
        half.isHalf = true
        return half
    }

    func backward(_ gradient: Matrix) -> Matrix {
        weight.gradient = input.transposed.times(gradient)
        let means = gradient.columnMeans
        bias.gradient = Matrix(1, gradient.columns) { means[$1] * Float(gradient.rows) }
        return gradient.times(weight.value.transposed)
    }
}
