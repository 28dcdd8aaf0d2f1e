package import SystemPackage
package import TFRecord

/// A pipe that holds some bytes, at most 64 KiB, and whose writer is gone.
package final class FilledPipe {
    private let descriptor: FileDescriptor

    package init(_ bytes: [UInt8]) throws {
        precondition(bytes.count <= 65_536, "a pipe's buffer holds no more")
        let (readEnd, writeEnd) = try FileDescriptor.pipe()
        descriptor = readEnd
        try writeEnd.closeAfter { _ = try writeEnd.writeAll(bytes) }
    }

    deinit {
        try? descriptor.close()
    }

    /// A path that leads to the pipe.
    package var path: FilePath { FilePath("/dev/fd/\(descriptor.rawValue)") }

    package var isOpen: Bool { FileStatus(of: descriptor.rawValue) != nil }

    /// A reader that leaves the pipe open.
    package func borrowingReader(bufferByteCount: Int) throws(RecordError) -> RecordReader {
        try RecordReader(
            StreamSource(borrowing: descriptor, named: "-"),
            path: "-",
            buffer: ReadBuffer(byteCount: bufferByteCount)
        )
    }
}
