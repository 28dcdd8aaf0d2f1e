import Foundation
import TensorBoard
import Testing

extension MLXArray: TensorSource {
    var tensorShape: [Int] { shape }

    var tensorDType: DataType {
        switch dtype {
        case .bool: .bool
        case .uint8: .uint8
        case .uint16: .uint16
        case .uint32: .uint32
        case .uint64: .uint64
        case .int8: .int8
        case .int16: .int16
        case .int32: .int32
        case .int64: .int64
        case .float16: .half
        case .float32: .float
        case .bfloat16: .bfloat16
        case .complex64: .complex64
        case .float64: .double
        }
    }

    func withTensorBytes<Result>(
        _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        guard size > 0 else { return try body(UnsafeRawBufferPointer(start: nil, count: 0)) }
        return try withExtendedLifetime(self) {
            try asData(access: .noCopyIfContiguous).data.withUnsafeBytes(body)
        }
    }
}

extension SummaryWriter {
    /// A histogram of each of a module's parameters, or of their gradients.
    func addHistograms(_ group: String, _ parameters: ModuleParameters, step: Int) {
        for (name, array) in parameters.flattened() {
            addHistogram("\(group)/\(name)", array, step: step)
        }
    }
}

struct TensorBoardCallback {
    let writer: SummaryWriter
    /// Whether training ends when a loss is NaN or infinite.
    var stopsAtNonFiniteLoss = true

    init(_ writer: SummaryWriter, parameters: LoRATrain.Parameters, learningRate: Float) {
        self.writer = writer
        writer.addHParams([
            "learning rate": .init(learningRate),
            "batch size": .init(parameters.batchSize),
            "iterations": .init(parameters.iterations),
        ])
    }

    /// The function to hand to `LoRATrain.train`.
    func report(_ progress: LoRATrain.Progress) -> LoRATrain.ProgressDisposition {
        switch progress {
        case .train(let iteration, let loss, let iterationsPerSecond, let tokensPerSecond):
            writer.step = iteration + 1
            writer.addScalar("loss/train", loss, step: writer.step)
            writer.addScalars(
                "speed",
                [
                    "iterations per second": iterationsPerSecond,
                    "tokens per second": tokensPerSecond,
                ],
                step: writer.step
            )
            return disposition(after: loss)
        case .validation(let iteration, let loss, let seconds):
            writer.step = iteration + 1
            writer.addScalar("loss/validation", loss, step: writer.step)
            writer.addScalar("speed/seconds of validation", seconds, step: writer.step)
            return disposition(after: loss)
        case .save(let iteration, let url):
            writer.addText("checkpoint", "saved `\(url.lastPathComponent)`", step: iteration + 1)
            return .more
        }
    }

    private func disposition(after loss: Float) -> LoRATrain.ProgressDisposition {
        loss.isFinite || !stopsAtNonFiniteLoss ? .more : .stop
    }
}

/// The code of "Logging from an MLX training loop", with stand-ins for MLX.
@Suite struct MLXTests {
    @Test func theLoopLogsLossGradientsAndParameters() throws {
        let weight = MLXArray(bytes: Data([0x80, 0x3f, 0xc0, 0x7f]), shape: [2], dtype: .bfloat16)
        let model = Module(ModuleParameters([("layers.0.weight", weight)]))
        let optimizer = Optimizer()
        let loss = { (_: Module, x: MLXArray, _: MLXArray) in x }
        let half = MLXArray(bytes: Data([0, 0, 0, 0x3f]), shape: [], dtype: .float32)
        let batches = [(half, half)]
        try inScratchDirectory {
            let writer = try SummaryWriter(logdir: "runs/mlp")
            let lossAndGradient = valueAndGrad(model: model, loss)

            for (step, (x, y)) in batches.enumerated() {
                let (loss, gradients) = lossAndGradient(model, x, y)
                optimizer.update(model: model, gradients: gradients)
                eval(model, optimizer)

                writer.addScalar("loss/train", loss.item(Float.self), step: step)
                if step.isMultiple(of: 100) {
                    writer.addHistograms("gradients", gradients, step: step)
                    writer.addHistograms("parameters", model.parameters(), step: step)
                }
            }
            try writer.close()

            #expect(
                try values(below: "runs/mlp").map(\.tag) == [
                    "loss/train",
                    "gradients/layers.0.weight", "gradients/layers.0.weight/non_finite",
                    "parameters/layers.0.weight", "parameters/layers.0.weight/non_finite",
                ]
            )
        }
    }

    @Test func anEmptyArrayHasNoBytes() {
        let nothing = MLXArray(bytes: Data(), shape: [0, 3], dtype: .float32)
        #expect(nothing.withTensorBytes { $0.count } == 0)
    }

    @Test(arguments: DType.allCases) func everyTypeHasATensorBoardType(_ dtype: DType) {
        let array = MLXArray(bytes: Data(), shape: [0], dtype: dtype)
        #expect(array.tensorDType != .invalid)
    }

    @Test func loRATrainReportsWhatItDoes() throws {
        func train(
            _ parameters: LoRATrain.Parameters,
            progress: (LoRATrain.Progress) -> LoRATrain.ProgressDisposition
        ) throws {
            for progressed in [
                LoRATrain.Progress.train(
                    iteration: 9,
                    trainingLoss: 2.5,
                    iterationsPerSecond: 3,
                    tokensPerSecond: 400
                ),
                .validation(iteration: 9, validationLoss: 2.75, validationTime: 1),
                .save(iteration: 9, url: URL(filePath: "/a/adapters.safetensors")),
            ] {
                #expect(progress(progressed) == .more)
            }
        }
        try inScratchDirectory {
            let parameters = LoRATrain.Parameters(batchSize: 4, iterations: 1_000)
            try SummaryWriter.withWriter(logdir: "runs/lora") { writer in
                let callback = TensorBoardCallback(
                    writer,
                    parameters: parameters,
                    learningRate: 1e-5
                )
                try train(parameters, progress: callback.report)
            }

            #expect(
                try values(below: "runs/lora").map(\.tag) == [
                    "_hparams_/session_start_info", "loss/train",
                    "speed/iterations per second", "speed/tokens per second",
                    "loss/validation", "speed/seconds of validation", "checkpoint",
                    "_hparams_/session_end_info",
                ]
            )
        }
    }

    @Test func trainingWhoseLossIsNotFiniteEnds() throws {
        try logging { writer in
            var callback = TensorBoardCallback(writer, parameters: .init(), learningRate: 1)
            let broken = LoRATrain.Progress.validation(
                iteration: 4,
                validationLoss: .nan,
                validationTime: 1
            )
            #expect(callback.report(broken) == .stop)
            #expect(writer.step == 5)
            callback.stopsAtNonFiniteLoss = false
            #expect(callback.report(broken) == .more)
        } _: { values in
            #expect(values.count { $0.tag == "loss/validation" } == 2)
        }
    }
}
