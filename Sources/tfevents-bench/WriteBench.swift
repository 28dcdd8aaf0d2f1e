import ArgumentParser
import Platform

/// Measures the writer and a plain write of the same bytes.
struct WriteBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "write",
        abstract: "Measure the writer and plain writes of the same bytes in one run.",
        discussion: """
            Each workload is logged from one thread, up to the end of close(), and then the bytes \
            of its file are written again in pieces of 1 MiB. The two take turns; the table shows \
            medians. With --python, torch, tensorboardX and tf.summary log the same values, if \
            they are installed there.
            """
    )

    @Option(help: "The output directory; on a file system in memory, the disk does not count.")
    var directory = "/dev/shm/writer-bench"

    @Option(help: "The number of measurements of each.")
    var rounds: Int = 5

    @Option(help: "A Python interpreter with the peers installed.")
    var python: String?

    @Argument(help: "Workloads to measure; all by default.")
    var workloads: [WrittenWorkload] = WrittenWorkload.allCases

    func run() throws {
        let material = WrittenWorkload.Material()
        let peers = try python.map {
            try PythonPeers(python: $0, directory: directory, material: material)
        }
        print(WriteMeasurement.header)
        for workload in workloads {
            let measurement = try WriteMeasurement(
                of: workload,
                material,
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
