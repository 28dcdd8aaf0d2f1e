import ArgumentParser
import EventDecoding
import TensorBoard
import Testing

extension Option: @retroactive Encodable where Value: Encodable {
    /// Encodes the value of the argument.
    func encode(to encoder: any Encoder) throws { try wrappedValue.encode(to: encoder) }
}

extension Flag: @retroactive Encodable where Value: Encodable {
    /// Encodes the value of the argument.
    func encode(to encoder: any Encoder) throws { try wrappedValue.encode(to: encoder) }
}

extension Argument: @retroactive Encodable where Value: Encodable {
    /// Encodes the value of the argument.
    func encode(to encoder: any Encoder) throws { try wrappedValue.encode(to: encoder) }
}

extension OptionGroup: @retroactive Encodable where Value: Encodable {
    /// Encodes the value of the argument.
    func encode(to encoder: any Encoder) throws { try wrappedValue.encode(to: encoder) }
}

struct Train: ParsableCommand, Encodable {
    enum Optimizer: String, ExpressibleByArgument, Encodable { case adam, sgd }

    struct Model: ParsableArguments, Encodable {
        @Option var layers: [Int] = [64, 32]
        @Flag(inversion: .prefixedNo) var bias = true
    }

    @Argument var dataset: String
    @Option var learningRate: Float = 3e-4
    @Option var optimizer = Optimizer.adam
    @Option var seed: Int?
    @OptionGroup var model: Model

    func run() throws {
        try SummaryWriter.withWriter(logdir: "runs/\(dataset)") { writer in
            writer.addHParams(self)
            writer.addScalar("loss", 0.5, step: 1)
        }
    }
}

/// The code of "Hyperparameters from the command line".
@Suite struct ArgumentsTests {
    @Test func aCommandIsItsOwnHyperparameters() throws {
        let command = try Train.parse(["mnist", "--learning-rate", "0.01", "--no-bias"])
        try inScratchDirectory {
            try command.run()
            let start = try #require(try values(below: "runs/mnist").first)
            let content = try #require(start.metadata?.pluginContent)
            guard
                case .sessionStartInfo(let info) = try HParamsPluginData(decoding: content).content
            else {
                Issue.record("no hyperparameters")
                return
            }
            let logged = Dictionary(uniqueKeysWithValues: info.hparams.map { ($0.name, $0.value) })
            #expect(
                logged == [
                    "dataset": "mnist", "learningRate": 0.01, "model.bias": false,
                    "model.layers": "[64, 32]", "optimizer": "adam",
                ]
            )
        }
    }
}
