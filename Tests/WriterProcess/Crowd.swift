import Platform
import SystemPackage
import TensorBoard

extension Scenario {
    /// Logs to five hundred writers at the same time, and waits until threads of theirs have written
    /// everything.
    static func logToCrowd(in logdir: String) throws {
        var options = SummaryWriter.Options()
        options.flushInterval = .milliseconds(20)
        // A writer keeps a file open.
        let writers = try (0..<500).map {
            try SummaryWriter(logdir: logdir + "/\($0)", options: options)
        }
        var most = 0
        for step in 0..<20 {
            for writer in writers { writer.addScalar("a", step, step: step) }
            usleep(10_000)
            most = max(most, try threadCount())
        }
        while try writers.contains(where: { try byteCount(of: $0) < 1_000 }) {
            usleep(1_000)
            most = max(most, try threadCount())
        }
        print(most)
    }

    /// The size of a writer's file; one with twenty scalars has more than 1,000 bytes.
    private static func byteCount(of writer: SummaryWriter) throws -> Int64 {
        guard let path = writer.eventFile else { throw Errno.noSuchFileOrDirectory }
        let file = try FileDescriptor.open(path, .readOnly)
        return try file.closeAfter { try file.seek(offset: 0, from: .end) }
    }

    /// The threads of this process; 0 where there is no `/proc`.
    private static func threadCount() throws -> Int {
        guard let list = opendir("/proc/self/task") else { return 0 }
        defer { closedir(list) }
        var count = -2
        while readdir(list) != nil { count += 1 }
        return count
    }
}
