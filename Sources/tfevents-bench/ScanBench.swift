import ArgumentParser
import SystemPackage

/// Measures the scan beside a plain read of the same bytes.
struct ScanBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan",
        abstract: "Measure the scan beside a plain read loop over the same file, in one run.",
        discussion: """
            The workloads are written to a directory once and kept there. For each, the read loop \
            and the scan take turns; the table shows medians.
            """
    )

    @Option(help: "Where to keep the workloads; 2 GB of free space are needed.")
    var directory: String

    @Option(help: "How often to measure each.")
    var rounds: Int = 7

    @Option(help: "How many files, or parts of one, to read at the same time.")
    var jobs: Int = 1

    @Argument(help: "Workloads to measure; all by default.")
    var workloads: [Workload] = Workload.allCases

    func run() throws {
        print(Measurement.header)
        for workload in workloads {
            let path = try workload.prepare(in: FilePath(directory))
            print(try Measurement(of: path, workload: workload, rounds: rounds, jobs: jobs).row)
        }
        print("peak memory of this process: \(Clock.peakMemory / 1_048_576) MiB")
    }
}
