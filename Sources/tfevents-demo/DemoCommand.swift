import ArgumentParser
import TensorBoard

/// Trains a small network and logs everything, to produce a run to inspect.
@main
struct DemoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tfevents-demo",
        abstract: "Train a small network, log everything it computes, and let it fail if you wish.",
        discussion: """
            The network classifies the three arms of a spiral. With --break, the training contains \
            a common mistake and fails after some steps; nothing is planted except the bad cell of \
            bad-data.
            """
    )

    @Option(help: "The run's directory; by default runs/demo, or runs/demo-<break>.")
    var logdir: String?

    @Option(help: "The number of training steps.")
    var steps = 300

    @Option(help: "The seed of the data and the initial weights.")
    var seed: UInt64 = 1

    @Option(
        name: .customLong("break"),
        help: ArgumentHelp("The mistake to make.", valueName: "break"),
        completion: .list(Breakage.allCases.map(\.rawValue))
    )
    var breakage: Breakage?

    @Flag(help: "Write tensors only when something breaks: the last 10 steps, from memory.")
    var flightRecorder = false

    func validate() throws {
        if steps < 1 { throw ValidationError("--steps must be at least 1") }
    }

    func run() throws {
        let path =
            logdir
            ?? (["runs/demo"] + [breakage?.rawValue].compactMap(\.self))
            .joined(separator: "-")
        var options = SummaryWriter.Options()
        if flightRecorder { options.flightRecorder = FlightRecorder(steps: 10) }
        let writer = try SummaryWriter(logdir: path, options: options)
        if let breakage { print("Mistake: \(breakage.mistake)") }
        let training = Training(experiment: .make(breakage, seed: seed), writer: writer)
        let outcome = training.run(steps: steps) { step, outcome in
            print(
                "step \(step)  loss \(number(outcome.loss))  accuracy \(percent(outcome.accuracy))"
            )
        }
        try writer.close()
        tell(outcome, path)
    }

    private func tell(_ outcome: Training.Outcome, _ path: String) {
        if let step = outcome.brokenStep {
            print(
                "First non-finite value at step \(step); stopped after step \(outcome.steps - 1)."
            )
        } else {
            print("Trained \(outcome.steps) steps: accuracy \(percent(outcome.accuracy)).")
        }
        print(
            """

            Look at it:
              tfevents scan \(path)
              tfevents explain \(path)
              tensorboard --logdir \(path)
            """
        )
        if let breakage { print("What would have helped: \(breakage.remedy).") }
    }

    /// The sign of a NaN has no meaning.
    private func number(_ value: Float) -> String {
        value.isNaN ? "NaN" : "\(value)"
    }

    private func percent(_ share: Float) -> String {
        "\(Int((share * 100).rounded())) %"
    }
}

extension Breakage: ExpressibleByArgument {}
