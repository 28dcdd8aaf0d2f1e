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
