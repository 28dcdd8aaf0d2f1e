import ArgumentParser
import EventInspector
import Foundation
import Platform
import SystemPackage

/// Measures how the cost of a scan grows with its input.
struct GrowthBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "growth",
        abstract: "Measure time per byte and memory over sizes and numbers of tags.",
        discussion: """
            Tensors of 1 MiB to 8 GiB, scalars of 1 to 512 MB, and a million scalars over 1 to \
            100,000 tags are scanned with one job. Prints a table; --picture draws it.
            """
    )

    @Option(help: "The directory of the files, made one after another; needs 1 GB of free space.")
    var directory: String

    @Option(help: "The number of measurements of each.")
    var rounds: Int = 5

    @Option(help: "The path of the picture, an SVG file.")
    var picture: String?

    /// A quantity that grows, from its smallest to its largest value.
    private struct Series: Sendable {
        let name: String
        let sizes: [Int]
        let make: @Sendable (Int, FilePath) throws -> Void
    }

    private static let series = [
        Series(name: "tensors, MiB", sizes: [1, 8, 64, 512, 2_048, 8_192]) { size, path in
            try SparseTensors.write(to: path, byteCount: size << 20)
        },
        Series(name: "scalars, MB", sizes: [1, 8, 64, 512]) { size, path in
            try EventWorkload(size * 16_000, tags: 20, .simpleValue).write(to: path)
        },
        Series(name: "tags", sizes: [1, 10, 100, 1_000, 10_000, 100_000]) { size, path in
            try EventWorkload(1_000_000, tags: size, .simpleValue).write(to: path)
        },
    ]

    func run() throws {
        print(GrowthPoint.header)
        var points: [GrowthPoint] = []
        for series in Self.series {
            for size in series.sizes {
                let logdir = FilePath(directory).appending("growth")
                try LogdirFiles.remove(logdir)
                try series.make(size, logdir)
                let point = try GrowthPoint(
                    of: logdir,
                    series: series.name,
                    size: size,
                    rounds: rounds
                )
                print(point.row)
                points.append(point)
                try LogdirFiles.remove(logdir)
            }
        }
        if let picture {
            let svg = GrowthPicture(points: points).svg
            try Data(svg.utf8).write(to: URL(fileURLWithPath: picture))
        }
    }
}

/// The cost of scanning one size.
struct GrowthPoint {
    let series: String
    let size: Int
    let byteCount: Int
    let recordCount: Int
    let seconds: Double
    let readSeconds: Double
    let peakMemory: Int

    init(of logdir: FilePath, series: String, size: Int, rounds: Int) throws {
        let scanner = LogdirScanner(options: ScanOptions(jobs: 1))
        let totals = try scanner.scan([logdir.string]).totals
        self.series = series
        self.size = size
        byteCount = totals.bytes
        recordCount = totals.records
        // Scans of about a millisecond are measured more often.
        let count = max(rounds, min(200, (64 << 20) / max(1, byteCount)))
        var times: (scan: [Double], read: [Double]) = ([], [])
        for _ in 0..<count {
            times.scan.append(try Clock.seconds { _ = try scanner.scan([logdir.string]) })
            times.read.append(try Clock.seconds { _ = try ReadLoop.readAll(below: logdir) })
        }
        seconds = Table.median(times.scan)
        readSeconds = Table.median(times.read)
        peakMemory = try ScanProcess.peakMemory(of: logdir)
    }

    var nanosecondsPerByte: Double { seconds * 1e9 / Double(byteCount) }
    var readNanosecondsPerByte: Double { readSeconds * 1e9 / Double(byteCount) }
    var nanosecondsPerRecord: Double { seconds * 1e9 / Double(recordCount) }

    static let header = Table.row([
        ("series", 14), ("size", 8), ("MB", 6), ("records", 9), ("ns/byte", 8), ("read", 8),
        ("ns/record", 10),
        ("peak MiB", 8),
    ])

    var row: String {
        Table.row([
            (series, 14), ("\(size)", 8), ("\(byteCount / 1_000_000)", 6), ("\(recordCount)", 9),
            (Table.decimal(nanosecondsPerByte, digits: 4), 8),
            (Table.decimal(readNanosecondsPerByte, digits: 4), 8),
            (Table.decimal(nanosecondsPerRecord), 10), ("\(peakMemory >> 20)", 8),
        ])
    }
}
