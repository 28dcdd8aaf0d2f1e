import ArgumentParser
import Platform

/// Measures the writer beside a plain write of the same bytes.
struct WriteBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "write",
        abstract: "Measure the writer beside plain writes of the same bytes, in one run.",
        discussion: """
            Each workload is logged from one thread, up to the end of close(), and then the bytes \
            of its file are written again in pieces of 1 MiB. The two take turns; the table shows \
            medians. With --python, torch, tensorboardX and tf.summary log the same, as far as they \
            are installed there.
            """
    )

    @Option(help: "Where to write; a file system in memory measures the writer, not the disk.")
    var directory = "/dev/shm/writer-bench"

    @Option(help: "How often to measure each.")
    var rounds: Int = 5

    @Option(help: "The Python that has the peers.")
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
            // Whoever waits with a pipe or a file wants to see how far it is.
            fflush(nil)
        }
    }
}
