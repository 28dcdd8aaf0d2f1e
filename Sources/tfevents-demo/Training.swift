import TensorBoard

/// The training loop, which dumps all computed values.
struct Training {
    let experiment: Experiment
    let writer: SummaryWriter
    /// The number of steps before it stops after a failure; nobody notices at once.
    var patience = 4

    /// The outcome.
    struct Outcome: Equatable {
        var steps = 0
        var loss: Float = 0
        /// The share of the data that the network classifies correctly.
        var accuracy: Float = 0
        /// The first step with a non-finite number.
        var brokenStep: Int?
    }

    /// Trains for `steps` steps and calls `report` for some of them.
    func run(steps: Int, report: (_ step: Int, _ outcome: Outcome) -> Void) -> Outcome {
        var outcome = Outcome()
        for step in 0..<steps {
            outcome.loss = train(step)
            outcome.steps = step + 1
            if outcome.brokenStep == nil, writer.hasSeenNonFinite { outcome.brokenStep = step }
            if step % 20 == 0 || step == steps - 1 {
                outcome.accuracy = accuracy
                writer.addScalar("accuracy", outcome.accuracy, step: step)
                report(step, outcome)
            }
            if let broken = outcome.brokenStep, step >= broken + patience { break }
        }
        outcome.accuracy = accuracy
        return outcome
    }

    /// One step: forward, loss, backward, update.
    ///
    /// - Returns: The loss.
    private func train(_ step: Int) -> Float {
        let batch = experiment.data.batch(step)
        experiment.beforeStep?(step, batch)
        let output = forward(batch.inputs, step)
        let loss = experiment.loss.evaluate(output, batch)
        let operation = experiment.loss.operation
        writer.dump(
            "loss",
            [loss.value].shaped(),
            role: .loss,
            step: step,
            operation: operation
        )
        writer.addScalar("loss/train", loss.value, step: step)
        writer.addScalar("learning_rate", experiment.optimizer.learningRate, step: step)
        writer.dump(
            "loss/gradient",
            loss.gradient,
            role: .gradient,
            step: step,
            operation: operation
        )
        backward(loss.gradient, step)
        update(step)
        return loss.value
    }

    private func forward(_ input: Matrix, _ step: Int) -> Matrix {
        experiment.layers.reduce(input) { input, layer in
            let output = layer.forward(input)
            dump(layer, "input", input, .input, step)
            for aside in layer.asides { dump(layer, aside.name, aside.value, .input, step) }
            dump(layer, "output", output, .output, step)
            return output
        }
    }

    /// Each layer's `gradient` is the derivative of the loss with respect to the layer's input: if
    /// a layer's own slope is infinite, its gradient is the first to show it.
    private func backward(_ gradient: Matrix, _ step: Int) {
        _ = experiment.layers.reversed().reduce(gradient) { gradient, layer in
            let next = layer.backward(gradient)
            dump(layer, "gradient", next, .gradient, step)
            for parameter in layer.parameters {
                let name = parameter.name + "/gradient"
                writer.dump(
                    name,
                    parameter.gradient,
                    role: .gradient,
                    step: step,
                    layer: layer.name,
                    operation: layer.operation
                )
            }
            return next
        }
    }

    private func update(_ step: Int) {
        let optimizer = experiment.optimizer
        let updates = optimizer.updates(of: experiment.parameters)
        for (parameter, update) in zip(experiment.parameters, updates) {
            writer.dump(
                parameter.name + "/update",
                update,
                role: .update,
                step: step,
                operation: optimizer.operation
            )
            parameter.value = parameter.value.combined(update) { $0 + $1 }
            writer.dump(parameter.name, parameter.value, role: .parameter, step: step)
        }
    }

    private func dump(
        _ layer: any Layer,
        _ name: String,
        _ value: Matrix,
        _ role: DumpRole,
        _ step: Int
    ) {
        writer.dump(
            layer.name + "/" + name,
            value,
            role: role,
            step: step,
            layer: layer.name,
            operation: layer.operation
        )
    }

    private var accuracy: Float {
        let all = experiment.data.all
        let output = experiment.predict(all.inputs)
        let right = (0..<output.rows).count {
            experiment.loss.isRight(output, row: $0, all)
        }
        return Float(right) / Float(output.rows)
    }
}
