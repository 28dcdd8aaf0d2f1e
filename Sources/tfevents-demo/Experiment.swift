/// A data set, a network, a loss and an optimizer that belong together.
struct Experiment {
    var data: Spirals
    var layers: [any Layer]
    var loss: any Loss = NegativeLogLikelihood()
    var optimizer: any Optimizer = Adam(learningRate: 0.01)
    /// An action before each step, if any.
    var beforeStep: ((_ step: Int, _ batch: Batch) -> Void)?

    /// The parameters, in the order of the layers.
    var parameters: [Parameter] { layers.flatMap(\.parameters) }

    /// The network's output for a batch.
    func predict(_ input: Matrix) -> Matrix {
        layers.reduce(input) { $1.forward($0) }
    }

    /// The experiment that works, or one that breaks.
    static func make(_ breakage: Breakage?, seed: UInt64) -> Experiment {
        var numbers = RandomNumbers(seed: seed &+ 1)
        var data = Spirals(seed: seed)
        let prepared: [any Layer] = [Center(), Standardize(epsilon: 1e-5)]
        var hidden: [any Layer] {
            [
                Linear("fc1", Spirals.features, 16, &numbers), Pointwise.tanh("tanh1"),
                Linear("fc2", 16, 16, &numbers), Pointwise.tanh("tanh2"),
            ]
        }
        func raw(by scale: Float) -> [any Layer] {
            [
                Pointwise.scale("centimetres", by: scale),
                Linear("fc1", Spirals.features, 16, &numbers), Pointwise.relu("relu1"),
            ]
        }
        let arms = Spirals.arms

        switch breakage {
        case nil:
            let head: [any Layer] = [Linear("fc3", 16, arms, &numbers), LogSoftmax()]
            return Experiment(data: data, layers: prepared + hidden + head)
        case .logZero:
            let head: [any Layer] = [
                Linear("fc2", 16, arms, &numbers), Softmax(isStable: true), Pointwise.log,
            ]
            let optimizer = GradientDescent(learningRate: 8e-3, momentum: 0.9)
            return Experiment(data: data, layers: raw(by: 50) + head, optimizer: optimizer)
        case .sqrtZero:
            let distances = SquaredDistances(classes: arms, columns: 4, &numbers)
            let head: [any Layer] = [
                Linear("embedding", 16, 4, &numbers), distances, Pointwise.sqrt,
                Pointwise.scale("closeness", by: -1), LogSoftmax(),
            ]
            var experiment = Experiment(data: data, layers: prepared + hidden + head)
            let network = experiment
            experiment.beforeStep = { step, batch in
                guard step > 0, step % 60 == 0 else { return }
                _ = network.predict(batch.inputs)
                distances.moveToExamples(distances.input, labels: batch.labels)
            }
            return experiment
        case .arccosOne:
            let head: [any Layer] = [
                Linear("embedding", 16, 2, &numbers), Cosine(classes: arms), Pointwise.clamp,
                Pointwise.acos,
            ]
            return Experiment(data: data, layers: prepared + hidden + head, loss: MeanAngle())
        case .divideByZero:
            let silent = Int.random(in: 300..<400, using: &numbers)
            data = Spirals(silentFrom: silent, seed: seed)
            let head: [any Layer] = [Linear("fc3", 16, arms, &numbers), LogSoftmax()]
            let prepared: [any Layer] = [Center(), Standardize(epsilon: 0)]
            return Experiment(data: data, layers: prepared + hidden + head)
        case .learningRate:
            return Experiment(
                data: data,
                layers: prepared + hidden + [Linear("fc3", 16, arms, &numbers)],
                loss: SquaredError(),
                optimizer: GradientDescent(learningRate: 0.6)
            )
        case .halfOverflow:
            let layers: [any Layer] = [
                Linear("fc1", Spirals.features, 16, &numbers, isHalf: true),
                Pointwise.relu("relu1"), Linear("fc2", 16, 16, &numbers, isHalf: true),
                Pointwise.relu("relu2"), Linear("distance", 16, 1, &numbers, isHalf: true),
            ]
            return Experiment(
                data: data,
                layers: layers,
                loss: AbsoluteError(),
                optimizer: Adam(learningRate: 0.3)
            )
        case .badData:
            data.all.inputs[data.all.labels.count * 2 / 3, 1] = .nan
            let head: [any Layer] = [Linear("fc3", 16, arms, &numbers), LogSoftmax()]
            return Experiment(data: data, layers: hidden + head)
        case .softmaxOverflow:
            let head: [any Layer] = [Linear("fc2", 16, arms, &numbers), Softmax(isStable: false)]
            return Experiment(
                data: data,
                layers: raw(by: 55) + head,
                loss: GuardedLogLoss(),
                optimizer: Adam(learningRate: 0.1)
            )
        case .optimizer:
            return Experiment(
                data: Spirals(batchSize: 8, seed: seed),
                layers: hidden + [Linear("fc3", 16, arms, &numbers)],
                loss: Hinge(margin: 0.2),
                optimizer: NormalizedDescent(learningRate: 0.1)
            )
        }
    }
}
