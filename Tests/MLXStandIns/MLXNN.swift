public import Foundation

/// `NestedDictionary<String, MLXArray>`, with the leaves alone.
public struct ModuleParameters {
    private let leaves: [(String, MLXArray)]

    public init(_ leaves: [(String, MLXArray)]) {
        self.leaves = leaves
    }

    public func flattened() -> [(String, MLXArray)] { leaves }
}

open class Module {
    private let leaves: ModuleParameters

    public init(_ leaves: ModuleParameters) {
        self.leaves = leaves
    }

    public func parameters() -> ModuleParameters { leaves }
}

public func valueAndGrad<Model: Module>(
    model: Model,
    _ f: @escaping (Model, MLXArray, MLXArray) -> MLXArray
) -> (Model, MLXArray, MLXArray) -> (MLXArray, ModuleParameters) {
    { model, x, y in (f(model, x, y), model.parameters()) }
}

public final class Optimizer {
    public init() {}

    public func update(model: Module, gradients: ModuleParameters) {}
}

public func eval(_ values: Any...) {}

public enum LoRATrain {
    public enum Progress: Sendable {
        case train(
            iteration: Int,
            trainingLoss: Float,
            iterationsPerSecond: Double,
            tokensPerSecond: Double
        )
        case validation(iteration: Int, validationLoss: Float, validationTime: Double)
        case save(iteration: Int, url: URL)
    }

    public enum ProgressDisposition: Sendable {
        case stop, more
    }
}
