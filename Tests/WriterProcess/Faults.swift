import CFaultInjection
import Platform
import Synchronization
import SystemPackage
import TensorBoard

/// A random program that logs while the disk fails at random.
///
/// It says on its standard output what it did, one word a line, for a test to compare with the
/// files:
///
///     schedule <number> <faults, or -1 where none can be made>
///     value <run> <tag> <step>            before it is logged
///     flushed <values dropped so far>     after a flush that succeeded
///     closed <values dropped>             after a close that succeeded
///     lost <values dropped>               after one that did not
///     errors <calls of onError>
struct FaultySchedule {
    private var random: Numbers
    private let seed: UInt64
    private let logdir: FilePath
    private var report = ""
    private var step = 0

    init(seed: UInt64, in directory: FilePath) {
        self.seed = seed
        random = Numbers(state: seed &+ 1_000)
        logdir = directory.appending("faulty-\(seed)")
    }

    mutating func run() throws {
        let errors = Errors()
        var options = SummaryWriter.Options()
        options.onError = { _ in errors.add() }
        options.onWarning = nil
        options.flushInterval = [.zero, .milliseconds(1), .seconds(3_000)][random.next(3)]
        options.queueByteLimit = [256 << 20, 1 << 20][random.next(2)]
        options.queuePolicy = [.dropNewest, .wait][random.next(2)]
        ck_faults_begin("faulty-\(seed)", seed, [5, 50, 200, 500, 950][random.next(5)])
        // Creating the file may fail, and be tried again.
        var writer: SummaryWriter?
        for _ in 0..<50 where writer == nil {
            writer = try? SummaryWriter(logdir: logdir.string, options: options)
        }
        if let writer { log(to: writer) }
        // Half of the disks recover in time.
        let isRecovered = random.next(2) == 0
        var faultCount = isRecovered ? ck_faults_end() : 0
        if let writer { close(writer) }
        if !isRecovered { faultCount = ck_faults_end() }
        print("schedule \(seed) \(faultCount)\n\(report)errors \(errors.count)")
    }

    private mutating func log(to writer: SummaryWriter) {
        let runs = [("", writer), ("sub/run", writer.subrun(named: "sub/run"))]
        for _ in 0..<60 {
            let (name, run) = runs[random.next(3) == 0 ? 1 : 0]
            switch random.next(20) {
            case 0..<10: log(name, "scalar") { run.addScalar("scalar", $0, step: $0) }
            case 10:
                log(name, "histogram") { run.addHistogram("histogram", [Float(1), 2], step: $0) }
            case 11: log(name, "image") { run.addImage("image", Self.pixels, step: $0) }
            case 12:
                log(name, "small") { run.addImage("small", [UInt8(0), 1].shaped(1, 2), step: $0) }
            case 13: log(name, "tensor") { run.addTensor("tensor", Self.large, step: $0) }
            case 14: log(name, "embedding") { run.addEmbedding("embedding", Self.points, step: $0) }
            case 15: usleep(1_000)
            case 16: flush(writer, durably: true)
            default: flush(writer, durably: false)
            }
        }
    }

    private mutating func log(_ run: String, _ tag: String, _ body: (Int) -> Void) {
        step += 1
        report += "value \(run.isEmpty ? "." : run) \(tag) \(step)\n"
        body(step)
    }

    private mutating func flush(_ writer: SummaryWriter, durably isDurable: Bool) {
        guard (try? writer.flush(durably: isDurable)) != nil else { return }
        report += "flushed \(writer.droppedCount)\n"
    }

    private mutating func close(_ writer: SummaryWriter) {
        do throws(WriterError) {
            try writer.close()
            report += "closed \(writer.droppedCount)\n"
        } catch {
            report += "lost \(error.droppedCount)\n"
        }
    }

    /// Large enough for a thread of the writers.
    private static let pixels = [UInt8](repeating: 7, count: 160 * 160).shaped(160, 160)
    private static let large = [UInt8](repeating: 7, count: 100_000)
    private static let points = [Float](repeating: 1, count: 6).shaped(3, 2)
}

/// How often `onError` was called.
private final class Errors: Sendable {
    private let number = Atomic(0)

    var count: Int { number.load(ordering: .relaxed) }

    func add() { number.add(1, ordering: .relaxed) }
}

/// Numbers that are the same for the same seed: splitmix64.
private struct Numbers {
    var state: UInt64

    mutating func next(_ limit: Int) -> Int {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return Int((z ^ (z >> 31)) % UInt64(limit))
    }
}
