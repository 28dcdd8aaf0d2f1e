import Foundation

/// `NestedDictionary<String, MLXArray>`, with the leaves alone.
struct ModuleParameters {
    private let leaves: [(String, MLXArray)]

    init(_ leaves: [(String, MLXArray)]) {
        self.leaves = leaves
    }

    func flattened() -> [(String, MLXArray)] { leaves }
}

class Module {
    private let leaves: ModuleParameters

    init(_ leaves: ModuleParameters) {
        self.leaves = leaves
    }

    func parameters() -> ModuleParameters { leaves }
}

func valueAndGrad<Model: Module>(
    model: Model,
    _ f: @escaping (Model, MLXArray, MLXArray) -> MLXArray
) -> (Model, MLXArray, MLXArray) -> (MLXArray, ModuleParameters) {
    { model, x, y in (f(model, x, y), model.parameters()) }
}

final class Optimizer {
    init() {}

    func update(model: Module, gradients: ModuleParameters) {}
}

func eval(_ values: Any...) {}

enum LoRATrain {
    struct Parameters: Sendable {
        var batchSize: Int
        var iterations: Int
        var stepsPerReport: Int
        var stepsPerEval: Int
        var validationBatches: Int
        var saveEvery: Int
        var adapterURL: URL?
        var completedIterations: Int

        init(
            batchSize: Int = 4,
            iterations: Int = 1000,
            stepsPerReport: Int = 10,
            stepsPerEval: Int = 100,
            validationBatches: Int = 10,
            saveEvery: Int = 100,
            adapterURL: URL? = nil,
            completedIterations: Int = 0
        ) {
            self.batchSize = batchSize
            self.iterations = iterations
            self.stepsPerReport = stepsPerReport
            self.stepsPerEval = stepsPerEval
            self.validationBatches = validationBatches
            self.saveEvery = saveEvery
            self.adapterURL = adapterURL
            self.completedIterations = completedIterations
        }
    }

    enum Progress: Sendable {
        case train(
            iteration: Int,
            trainingLoss: Float,
            iterationsPerSecond: Double,
            tokensPerSecond: Double
        )
        case validation(iteration: Int, validationLoss: Float, validationTime: Double)
        case save(iteration: Int, url: URL)
    }

    enum ProgressDisposition: Sendable {
        case stop, more
    }
}
