import ArgumentParser
import Foundation
import TensorBoard

/// Measures what checking and dumping a healthy tensor costs beside reading it.
struct CheckBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Measure the checks of a finite tensor beside a plain read, in one run.",
        discussion: """
            For tensors of 1 and 64 MiB that lie in memory: adding them up as 64-bit words, \
            isAllFinite, the digest, and a dump into a flight recorder. All take turns; the table \
            shows medians. With --python, numpy.isfinite(x).all(), torch.isfinite(x).all() and \
            tf.debugging.check_numerics take their turns as well, one thread each, as far as they \
            are installed there.
            """
    )

    @Option(help: "Where the dumps would be written, if there were anything to write.")
    var directory = "/dev/shm/check-bench"

    @Option(help: "How many rounds.")
    var rounds: Int = 5

    @Option(help: "The Python that has the peers.")
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
            // Whoever waits with a pipe or a file wants to see how far it is.
            fflush(nil)
        }
    }
}
