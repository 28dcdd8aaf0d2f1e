import Platform
import Synchronization
import SystemPackage
import TensorBoard

extension Scenario {
    /// Lets signals through: a process inherits those that its creator blocks and ignores.
    static func receiveSignals() {
        for number in [SIGTERM, SIGINT] { signal(number, SIG_DFL) }
        var none = sigset_t()
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, nil)
    }

    /// Logs, and waits for a signal that ends the process.
    static func waitForSignal(_ logdir: String) throws {
        let writer = try log(to: logdir)
        _ = try FileDescriptor.standardOutput.writeAll("ready\n".utf8)
        while true { pause() }
        // Not let go of before.
        _ = writer
    }

    /// Logs, sends itself a signal that it ignores, and ends without cleaning up.
    static func ignoreSignal(_ logdir: String) throws -> Never {
        signal(SIGTERM, SIG_IGN)
        let writer = try log(to: logdir)
        kill(getpid(), SIGTERM)
        usleep(200_000)
        end(writer, "ignored\n")
    }

    /// Logs, sends itself a signal that it handles, twice, and ends without cleaning up.
    static func handleSignal(_ logdir: String) throws -> Never {
        signal(SIGTERM) { _ in signalCount.add(1, ordering: .relaxed) }
        let writer = try log(to: logdir)
        for count in 1...2 {
            kill(getpid(), SIGTERM)
            while signalCount.load(ordering: .relaxed) < count { usleep(1_000) }
            writer.addScalar("after", count, step: count)
        }
        end(writer, "handled\n")
    }

    /// Logs to a pipe that nobody reads, and waits for a signal that ends the process.
    static func waitForSignalStuck() throws {
        let pipe = try FileDescriptor.pipe()
        var options = SummaryWriter.Options()
        options.flushOnTermination = [.sigterm]
        let writer = SummaryWriter(writingTo: pipe.writeEnd, options: options)
        for step in 0..<100_000 { writer.addScalar("a", step, step: step) }
        _ = try FileDescriptor.standardOutput.writeAll("ready\n".utf8)
        while true { pause() }
        _ = writer
    }

    /// A writer with values that only a signal has written.
    private static func log(to logdir: String) throws -> SummaryWriter {
        var options = SummaryWriter.Options()
        options.flushInterval = .seconds(3_000)
        options.flushOnTermination = [.sigterm, .sigint]
        let writer = try SummaryWriter(logdir: logdir, options: options)
        for step in 0..<100 { writer.addScalar("a", step, step: step) }
        let pixels = [UInt8](repeating: 7, count: 1 << 20).shaped(1_024, 1_024)
        writer.addImage("image", pixels, step: 0)
        return writer
    }

    private static func end(_ writer: SummaryWriter, _ text: String) -> Never {
        _ = try? FileDescriptor.standardOutput.writeAll(text.utf8)
        withExtendedLifetime(writer) { _exit(0) }
    }
}

private let signalCount = Atomic(0)
