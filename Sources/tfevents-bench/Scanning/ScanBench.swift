import ArgumentParser
import Platform
import SystemPackage

/// Measures the scan, a plain read of the same bytes, and the peers.
struct ScanBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan",
        abstract: "Measure the scan, a plain read loop and the peers in one run.",
        discussion: """
            The workloads are written to a directory once and kept there. For each, the read loop, \
            the scan with one job and with two, and the peers take turns; the tables show medians. \
            With --python, TensorBoard's data server, TensorFlow, EventAccumulator and tbparse \
            read the same files, if they are installed there.
            """
    )

    @Option(help: "The directory of the workloads; needs 5 GB of free space.")
    var directory: String

    @Option(help: "The number of measurements of each.")
    var rounds: Int = 7

    @Option(help: "A Python interpreter with the peers installed.")
    var python: String?

    @Option(help: "The time limit for a peer, in seconds.")
    var peerTimeout: Int = 60

    @Argument(help: "Workloads to measure; all by default.")
    var workloads: [Workload] = Workload.allCases

    func run() throws {
        let peers = try python.map { try ReadPeers(python: $0, timeout: peerTimeout) }
        if let missing = peers?.missing, !missing.isEmpty {
            print("not installed: \(missing.joined(separator: ", "))\n")
        }
        print(ScanMeasurement.header)
        var measurements: [ScanMeasurement] = []
        for workload in workloads {
            let measurement = try ScanMeasurement(
                of: workload.prepare(in: FilePath(directory)),
                workload,
                rounds: rounds,
                peers: peers
            )
            print(measurement.row)
            // Show progress even in a pipe or file.
            fflush(nil)
            measurements.append(measurement)
        }
        guard let peers else { return }
        print("\n" + ScanMeasurement.peerHeader(peers.names))
        for measurement in measurements { print(measurement.peerRow) }
    }
}
