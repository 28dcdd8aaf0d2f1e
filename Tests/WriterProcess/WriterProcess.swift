import Platform
import SystemPackage
import TensorBoard

/// A program that logs, for tests that end it, or its disk, in unusual ways.
///
///     writer-process <logdir> <what to do>
@main
enum WriterProcess {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 3, let scenario = Scenario(rawValue: arguments[2]) else {
            throw Errno.invalidArgument
        }
        Scenario.receiveSignals()
        try scenario.run(in: arguments[1])
    }
}

/// What the program does.
enum Scenario: String {
    /// Logs without end; prints each step that is flushed.
    case endless
    /// Logs and returns from main, the writer in a global variable.
    case returns
    /// Logs and calls exit.
    case exits
    /// Logs, forks, and logs in both processes.
    case forks
    /// Forks while other threads log.
    case forksAmongThreads = "forks-among-threads"
    /// Logs to standard output.
    case pipes
    /// Logs more than the files' size limit allows, and then lifts that.
    case limited
    /// Logs ten million scalars from eight threads, and prints how long that took.
    case threads
    /// Logs to standard output more than a pipe takes, and ends.
    case exitsStuck = "exits-stuck"
    /// Logs to standard output more than a pipe takes, forks, makes the file `forked`, and writes
    /// the rest.
    case forksStuck = "forks-stuck"
    /// Logs images and calls exit.
    case exitsEncoding = "exits-encoding"
    /// Logs images and returns from main.
    case returnsEncoding = "returns-encoding"
    /// Logs images, forks, and logs images in both processes.
    case forksEncoding = "forks-encoding"
    /// Logs to many writers; prints the largest number of threads.
    case crowd
    /// Logs an embedding, and prints what a durable flush syncs.
    case durable
    /// Logs while the disk fails, for each of the seeds in the file `seeds`: the first and the end.
    case faults
    /// Logs, prints a line, and waits for a signal.
    case terminated
    /// Logs, and ignores a signal.
    case terminatedIgnored = "terminated-ignored"
    /// Logs, and handles a signal twice.
    case terminatedHandled = "terminated-handled"
    /// Logs more than a pipe takes, prints a line, and waits for a signal.
    case terminatedStuck = "terminated-stuck"
    /// Prints how much logging allocates.
    case allocates
    /// Throws inside of `withWriter`.
    case throwsInside = "throws"

    func run(in logdir: String) throws {
        switch self {
        case .endless: try Self.logEndlessly(to: logdir)
        case .returns:
            let writer = try SummaryWriter(logdir: logdir)
            writer.addScalar("a", 1, step: 1)
            writer.subrun(named: "train").addScalar("b", 2, step: 2)
            // As a global variable would be, it is never let go of.
            _ = Unmanaged.passRetained(writer)
        case .exits:
            let writer = try SummaryWriter(logdir: logdir)
            writer.addScalar("a", 1, step: 1)
            exit(0)
        case .forks: try Self.logInTwoProcesses(to: logdir)
        case .forksAmongThreads: try Self.forkAmongThreads(logdir)
        case .pipes:
            // The reader may be slower, and is to get everything.
            var options = SummaryWriter.Options()
            options.queuePolicy = .wait
            let writer = SummaryWriter(writingTo: .standardOutput, options: options)
            for step in 0..<100_000 { writer.addScalar("a", step, step: step) }
            do throws(WriterError) {
                try writer.close()
            } catch {
                print(error, to: &standardError)
                exit(error.errno == .brokenPipe ? 3 : 4)
            }
        case .threads: try Self.logFromThreads(to: logdir)
        case .exitsStuck:
            _ = Unmanaged.passRetained(try Self.logToStuckPipe())
            exit(0)
        case .forksStuck:
            let writer = try Self.logToStuckPipe()
            for _ in 0..<3 { try wait(for: try forked {}) }
            try FileDescriptor.open(
                FilePath(logdir).appending("forked"),
                .writeOnly,
                options: .create,
                permissions: .ownerReadWrite
            ).close()
            // Whoever reads now gets everything.
            try writer.close()
        case .exitsEncoding:
            _ = Unmanaged.passRetained(try Self.logImages(to: logdir))
            exit(0)
        case .returnsEncoding: _ = Unmanaged.passRetained(try Self.logImages(to: logdir))
        case .forksEncoding: try Self.logImagesInTwoProcesses(to: logdir)
        case .crowd: try Self.logToCrowd(in: logdir)
        case .durable: try Self.logDurably(to: logdir)
        case .faults:
            let file = try FileDescriptor.open(FilePath(logdir).appending("seeds"), .readOnly)
            var bytes = [UInt8](repeating: 0, count: 64)
            let count = try file.closeAfter {
                try bytes.withUnsafeMutableBytes { try file.read(into: $0) }
            }
            let bounds = String(decoding: bytes[..<count], as: UTF8.self).split(separator: " ")
                .compactMap { UInt64($0) }
            for seed in bounds[0]..<bounds[1] {
                var schedule = FaultySchedule(seed: seed, in: FilePath(logdir))
                try schedule.run()
            }
        case .terminated: try Self.waitForSignal(logdir)
        case .terminatedIgnored: try Self.ignoreSignal(logdir)
        case .terminatedHandled: try Self.handleSignal(logdir)
        case .terminatedStuck: try Self.waitForSignalStuck()
        case .allocates: try Self.countAllocations()
        case .limited: try Self.logBeyondLimit(to: logdir)
        case .throwsInside:
            try SummaryWriter.withWriter(logdir: logdir) { writer in
                writer.addHParams(["lr": 0.1])
                writer.addScalar("a", 1, step: 1)
                throw Errno.canceled
            }
        }
    }

    private static func logEndlessly(to logdir: String) throws {
        let writer = try SummaryWriter(logdir: logdir)
        let floats = (0..<3_000).map { Float($0) }
        for step in 0... {
            for tag in 0..<20 { writer.addScalar("loss/\(tag)", step, step: step) }
            writer.addHistogram("weights", floats, step: step)
            writer.addTensor("output", floats, step: step)
            guard step % 7 == 0 else { continue }
            try writer.flush()
            // The line is one write: it arrives whole, or not at all.
            try FileDescriptor.standardOutput.writeAll("\(step)\n".utf8)
        }
    }

    private static func logInTwoProcesses(to logdir: String) throws {
        let writer = try SummaryWriter(logdir: logdir)
        writer.addScalar("before", 1, step: 1)
        let child = try forked {
            writer.addScalar("child", 2, step: 2)
            writer.addScalar("child", 3, step: 3)
            try writer.close()
        }
        writer.addScalar("parent", 4, step: 4)
        try writer.close()
        try wait(for: child)
    }

    private static func forkAmongThreads(_ logdir: String) throws {
        let writer = try SummaryWriter(logdir: logdir)
        let threads = (0..<2).map { index in
            Thread {
                for step in 0..<20_000 { writer.addScalar("thread/\(index)", step, step: step) }
            }
        }
        let children = try (0..<20).map { index in
            try forked {
                for step in 0..<100 { writer.addScalar("child/\(index)", step, step: step) }
                try writer.close()
            }
        }
        for child in children { try wait(for: child) }
        for thread in threads { thread.join() }
        try writer.close()
    }

    private static func logFromThreads(to logdir: String) throws {
        var options = SummaryWriter.Options()
        options.queuePolicy = .wait
        let writer = try SummaryWriter(logdir: logdir, options: options)
        let start = ContinuousClock.now
        let threads = (0..<8).map { index in
            Thread {
                let tag = "thread/\(index)"
                for step in 0..<1_250_000 { writer.addScalar(tag, Float(step), step: step) }
            }
        }
        for thread in threads { thread.join() }
        try writer.close()
        print("10,000,000 scalars in \(ContinuousClock.now - start)")
    }

    /// A writer whose thread waits for somebody to read what it wrote.
    private static func logToStuckPipe() throws -> SummaryWriter {
        var options = SummaryWriter.Options()
        options.flushInterval = .zero
        let writer = SummaryWriter(writingTo: .standardOutput, options: options)
        for step in 0..<100_000 { writer.addScalar("a", step, step: step) }
        // Nobody reads yet: once the pipe is full it stays so.
        while isWritable(FileDescriptor.standardOutput) { usleep(1_000) }
        return writer
    }

    private static func isWritable(_ descriptor: FileDescriptor) -> Bool {
        var state = pollfd(fd: descriptor.rawValue, events: Int16(POLLOUT), revents: 0)
        return poll(&state, 1, 0) > 0
    }

    private static func logBeyondLimit(to logdir: String) throws {
        var limit = rlimit()
        getrlimit(fileSizes, &limit)
        limit.rlim_cur = 100_000
        setrlimit(fileSizes, &limit)
        var options = SummaryWriter.Options()
        options.onError = { error in
            print(error.errno == .fileTooLarge ? "fileTooLarge" : "\(error)")
        }
        let writer = try SummaryWriter(logdir: logdir, options: options)
        for step in 0..<10_000 { writer.addScalar("a", step, step: step) }
        do throws(WriterError) {
            try writer.flush()
            exit(3)
        } catch {
            limit.rlim_cur = limit.rlim_max
            setrlimit(fileSizes, &limit)
        }
        try writer.flush()
        try writer.close()
    }

    #if canImport(Glibc)
    private static let fileSizes = __rlimit_resource_t(RLIMIT_FSIZE.rawValue)
    #else
    private static let fileSizes = RLIMIT_FSIZE
    #endif
}
