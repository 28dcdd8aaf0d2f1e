/// Computes the update of each parameter at a step.
protocol Optimizer: AnyObject {
    /// The operation, in the words of `SummaryWriter.dump`.
    var operation: String { get }
    var learningRate: Float { get }
    /// The updates to add to the parameters, one for each.
    func updates(of parameters: [Parameter]) -> [Matrix]
}

/// Stochastic gradient descent with momentum.
final class GradientDescent: Optimizer {
    let operation = "sgd"
    let learningRate: Float
    private let momentum: Float
    private var velocities: [Matrix] = []

    init(learningRate: Float, momentum: Float = 0) {
        self.learningRate = learningRate
        self.momentum = momentum
    }

    func updates(of parameters: [Parameter]) -> [Matrix] {
        if velocities.isEmpty { velocities = parameters.map { .zeros(like: $0.value) } }
        for (index, parameter) in parameters.enumerated() {
            velocities[index] = velocities[index].combined(parameter.gradient) {
                momentum * $0 - learningRate * $1
            }
        }
        return velocities
    }
}

/// Adam (Kingma and Ba, 2015).
final class Adam: Optimizer {
    let operation = "adam"
    let learningRate: Float
    private let epsilon: Float
    private let decays: (first: Float, second: Float) = (0.9, 0.999)
    private var moments: [(first: Matrix, second: Matrix)] = []
    private var powers: (first: Float, second: Float) = (1, 1)

    init(learningRate: Float, epsilon: Float = 1e-8) {
        self.learningRate = learningRate
        self.epsilon = epsilon
    }

    func updates(of parameters: [Parameter]) -> [Matrix] {
        if moments.isEmpty {
            moments = parameters.map { (.zeros(like: $0.value), .zeros(like: $0.value)) }
        }
        powers.first *= decays.first
        powers.second *= decays.second
        return parameters.indices.map { index in
            let gradient = parameters[index].gradient
            moments[index].first = moments[index].first.combined(gradient) {
                decays.first * $0 + (1 - decays.first) * $1
            }
            moments[index].second = moments[index].second.combined(gradient) {
                decays.second * $0 + (1 - decays.second) * $1 * $1
            }
            return moments[index].first.combined(moments[index].second) { first, second in
                let spread = (second / (1 - powers.second)).squareRoot() + epsilon
                return -learningRate * first / (1 - powers.first) / spread
            }
        }
    }
}

/// Steps of one length along the gradient, which is divided by its norm; 0/0 if that is 0.
final class NormalizedDescent: Optimizer {
    let operation = "normalized_sgd"
    let learningRate: Float

    init(learningRate: Float) {
        self.learningRate = learningRate
    }

    func updates(of parameters: [Parameter]) -> [Matrix] {
        let squares = parameters.reduce(Float(0)) { $0 + $1.gradient.norm * $1.gradient.norm }
        let norm = squares.squareRoot()
        return parameters.map { parameter in
            parameter.gradient.map { -learningRate * $0 / norm }
        }
    }
}
