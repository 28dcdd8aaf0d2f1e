import ArgumentParser
import Foundation
import TensorBoard

/// Measures checking, dumping and reading a healthy tensor.
struct CheckBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Measure the checks of a finite tensor and a plain read in one run.",
        discussion: """
            For tensors of 1 and 64 MiB in memory: summing them as 64-bit words, isAllFinite, the \
            digest, and a dump into a flight recorder. All take turns; the table shows medians. \
            With --python, numpy.isfinite(x).all(), torch.isfinite(x).all() and \
            tf.debugging.check_numerics take turns as well, one thread each, if they are installed \
            there.
            """
    )

    @Option(help: "The logdir of the dumps, which stays empty.")
    var directory = "/dev/shm/check-bench"

    @Option(help: "The number of rounds.")
    var rounds: Int = 5

    @Option(help: "A Python interpreter with the peers installed.")
    var python: String?

    func run() throws {
        let peers = try python.map { try CheckPeers(python: $0) }
        print(CheckMeasurement.header)
        for workload in CheckedWorkload.all {
            let measurement = try CheckMeasurement(
                of: workload,
                in: directory,
                rounds: rounds,
                peers: peers
            )
            for row in measurement.rows { print(row) }
            // Show progress even in a pipe or file.
            fflush(nil)
        }
    }
}
