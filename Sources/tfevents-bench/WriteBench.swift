import ArgumentParser
import SystemPackage

/// Measures the writer beside a plain write of the same bytes.
struct WriteBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "write",
        abstract: "Measure the writer beside plain writes of the same bytes, in one run.",
        discussion: """
            Each workload is logged from one thread, up to the end of close(), and then the bytes \
            of its file are written again in pieces of 1 MiB. The two take turns; the table shows \
            medians.
            """
    )

    @Option(help: "Where to write; a file system in memory measures the writer, not the disk.")
    var directory = "/dev/shm/tfevents-bench"

    @Option(help: "How often to measure each.")
    var rounds: Int = 5

    @Argument(help: "Workloads to measure; all by default.")
    var workloads: [WrittenWorkload] = WrittenWorkload.allCases

    func run() throws {
        print(WriteMeasurement.header)
        for workload in workloads {
            print(try WriteMeasurement(of: workload, in: directory, rounds: rounds).row)
        }
    }
}
