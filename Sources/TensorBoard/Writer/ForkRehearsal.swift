internal import SystemPackage
internal import TensorBoardEvents

/// Does once in the parent, without effect, what a forked child will do.
///
/// The Swift runtime creates types and global values at their first use, under locks that it does
/// not reset when the process forks: if another thread holds one at that moment, a child that needs
/// it waits forever. What already exists is found without a lock.
enum ForkRehearsal {
    static func run() {
        var options = SummaryWriter.Options()
        options.onError = nil
        options.onWarning = nil
        log(options)
        // Cannot be created, whoever runs this.
        let missing: FilePath = "/proc/self/fd/-1"
        var sink = EventSink(directory: missing, suffix: "") { Preamble.records(wallTime: $0) }
        _ = sink.becomeChild()
        _ = sink.open()
        _ = try? NewFile.create(in: missing, suffix: "")
    }

    private static func log(_ options: SummaryWriter.Options) {
        guard let (reading, writing) = try? FileDescriptor.pipe() else { return }
        let session = WriterSession(options: options, descriptor: writing)
        let (queue, log) = (session.queue, session.log(""))
        // A pipe accepts these few bytes at once; a thread would be in the way.
        queue.withGate { held in held.queue.isUnattended = true }
        let writer = SummaryWriter(directory: ".", session: session, log: log)
        writer.addScalar("a", 1, step: 1)
        queue.withGate { held in queue.seal(log, held) }
        writer.addScalar("a", Float(1), step: 2, wallTime: .nan)
        queue.lockToFork()
        queue.becomeChild()
        queue.unlockAfterFork()
        queue.withGate { held in
            held.queue.isClosed = false
            held.queue.ending = .open
        }
        writer.addScalar("a", 2, step: 3)
        writer.addScalars(["b": 1.5], step: 3)
        writer.addHistogram("h", [Float(1), 2], step: 3)
        writer.addTensor("t", [Float(1), 2], step: 3)
        writer.addImage("i", [UInt8(0), 1].shaped(1, 2), step: 3)
        writer.addAudio("s", [Float(0), 1], sampleRate: 1, step: 3)
        writer.dump("d", [Float(1), .nan], role: .output, step: 3)
        try? writer.flush()
        try? writer.close()
        try? reading.close()
        try? writing.close()
    }
}
