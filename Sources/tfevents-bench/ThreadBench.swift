import ArgumentParser
import Foundation
@preconcurrency import Platform
import Synchronization
import TensorBoard

/// Measures several threads that log to one writer, and single calls.
struct ThreadBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "threads",
        abstract: "Measure threads that log scalars to one writer, and single calls.",
        discussion: """
            One to eight threads log ten million scalars in all, each under a tag of its own; the \
            rate is that of all threads together, up to the end of close(). Then come the times \
            that single calls take their caller.
            """
    )

    @Option(help: "The output directory; on a file system in memory, the disk does not count.")
    var directory = "/dev/shm/writer-bench"

    @Option(help: "The number of measurements of each.")
    var rounds: Int = 5

    func run() throws {
        print(Table.row([("threads", 9), ("values/s", 12), ("worst call", 12)]))
        for count in [1, 2, 4, 8] {
            let results = try (0..<rounds).map { _ in try measure(threadCount: count) }
            let rate = Int(10_000_000 / Table.median(results.map(\.seconds)))
            let worst = Table.median(results.map { Double($0.worst) / 1e6 })
            let call = String(format: "%.2f ms", worst)
            print(Table.row([("\(count)", 9), ("\(rate)", 12), (call, 12)]))
        }
        try measureCalls()
    }

    private func measure(threadCount: Int) throws -> (seconds: Double, worst: Int64) {
        var options = SummaryWriter.Options()
        options.queuePolicy = .wait
        let writer = try SummaryWriter(logdir: directory, options: options)
        let file = writer.eventFile
        let worst = WorstCall()
        let seconds = try Clock.seconds {
            let group = DispatchGroup()
            for thread in 0..<threadCount {
                group.enter()
                Thread.detachNewThread {
                    worst.add(Self.log(10_000_000 / threadCount, "thread/\(thread)", to: writer))
                    group.leave()
                }
            }
            group.wait()
            try writer.close()
        }
        if let file { try FileRemoval.remove(file) }
        return (seconds, worst.nanoseconds)
    }

    /// The longest time that a call took; one in sixteen is timed, since the clock takes time, too.
    private static func log(_ count: Int, _ tag: String, to writer: SummaryWriter) -> Int64 {
        var worst: Int64 = 0
        for step in 0..<count {
            guard step % 16 == 0 else {
                writer.addScalar(tag, Float(step), step: step)
                continue
            }
            let start = Clock.monotonic
            writer.addScalar(tag, Float(step), step: step)
            worst = max(worst, Clock.monotonic - start)
        }
        return worst
    }

    private func measureCalls() throws {
        let writer = try SummaryWriter(logdir: directory)
        let file = writer.eventFile
        let pixels = WrittenWorkload.Material().image
        let large = [UInt8](unsafeUninitializedCapacity: 1_024 * 1_024 * 3) { bytes, count in
            for index in 0..<bytes.count { bytes[index] = pixels[index % pixels.count] }
            count = bytes.count
        }
        let floats = large.map { Float($0) / 255 }
        print("\n" + Table.row([("call", 30), ("median", 12), ("worst", 12)]))
        func time(_ name: String, _ count: Int, _ call: (Int) -> Void) throws {
            var times: [Double] = []
            for step in 0..<count {
                times.append(Clock.seconds { call(step) } * 1e6)
                // Images are encoded more slowly than they can be logged.
                if count < 100 { try writer.flush() }
            }
            let (median, worst) = (Table.median(times), times.max() ?? 0)
            let cells = [median, worst].map { (String(format: "%.2f µs", $0), 12) }
            print(Table.row([(name, 30)] + cells))
        }
        try time("five addScalar", 10_000) { step in
            for tag in ["a", "b", "c", "d", "e"] { writer.addScalar(tag, Float(step), step: step) }
        }
        try time("addScalars of five", 10_000) { step in
            let value = Float(step)
            writer.addScalars(
                ["f": value, "g": value, "h": value, "i": value, "j": value],
                step: step
            )
        }
        try time("addImage 1024x1024x3 UInt8", 20) { step in
            writer.addImage("image", large.shaped(1_024, 1_024, 3), step: step)
        }
        try time("addImage 1024x1024x3 Float", 20) { step in
            writer.addImage("floats", floats.shaped(1_024, 1_024, 3), step: step)
        }
        let seconds = [Float](repeating: 0.5, count: 44_100)
        try time("addAudio 1 s", 20) {
            writer.addAudio("audio", seconds, sampleRate: 44_100, step: $0)
        }
        try writer.close()
        if let file { try FileRemoval.remove(file) }
    }
}

/// The longest of the times that threads have measured.
private final class WorstCall: Sendable {
    private let longest = Mutex<Int64>(0)

    var nanoseconds: Int64 { longest.withLock { $0 } }

    func add(_ nanoseconds: Int64) { longest.withLock { $0 = max($0, nanoseconds) } }
}
