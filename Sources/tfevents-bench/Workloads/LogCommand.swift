import ArgumentParser
import TensorBoard

/// Logs a number of scalars, for a script to count what that takes.
struct LogCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log",
        abstract: "Log a number of scalars from one thread, and nothing else."
    )

    @Option(help: "The logdir to write to.")
    var directory: String

    @Option(help: "How many scalars to log.")
    var events: Int

    func run() throws {
        var options = SummaryWriter.Options()
        // No clock decides how often bytes are written.
        options.flushInterval = .seconds(3_600)
        options.queuePolicy = .wait
        let writer = try SummaryWriter(logdir: directory, options: options)
        for step in 0..<events { writer.addScalar("train/loss", Float(step), step: step) }
        try writer.close()
    }
}
