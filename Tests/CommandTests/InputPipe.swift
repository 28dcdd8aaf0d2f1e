import Foundation

/// A pipe that a test writes to, and that knows how much of it was read.
final class InputPipe {
    let pipe = Pipe()
    /// The end that the tool reads from; `Process` closes the pipe's own.
    private let readEnd: Int32

    struct Failure: Error {}

    init() throws {
        readEnd = fcntl(pipe.fileHandleForReading.fileDescriptor, F_DUPFD_CLOEXEC, 0)
        guard readEnd >= 0 else { throw Failure() }
    }

    deinit {
        _ = Foundation.close(readEnd)
    }

    /// Writes bytes; waits where the pipe is full.
    func write(_ bytes: some Sequence<UInt8>) throws {
        try pipe.fileHandleForWriting.write(contentsOf: Data(bytes))
    }

    func close() throws {
        try pipe.fileHandleForWriting.close()
    }

    /// Whether everything that was written has been read.
    var isEmpty: Bool {
        var state = pollfd(fd: readEnd, events: Int16(POLLIN), revents: 0)
        return poll(&state, 1, 0) == 0
    }
}
