internal import Platform
package import SystemPackage
package import TFRecord

/// A file of a test's own, gone when the test is.
package final class ScratchFile {
    package let path: FilePath
    private let descriptor: FileDescriptor

    /// Makes a file that holds `bytes`.
    package init(_ bytes: [UInt8] = []) throws {
        path = ScratchFile.unusedPath()
        descriptor = try FileDescriptor.open(
            path,
            .readWrite,
            options: [.create, .exclusiveCreate],
            permissions: .ownerReadWrite
        )
        try write(bytes, at: 0)
    }

    deinit {
        try? descriptor.close()
        _ = path.withPlatformString { unlink($0) }
    }

    package var byteCount: Int { FileStatus(of: descriptor.rawValue)?.byteCount ?? 0 }

    /// Writes over what is there, or beyond the end.
    package func write(_ bytes: [UInt8], at offset: Int) throws {
        try descriptor.writeAll(toAbsoluteOffset: Int64(offset), bytes)
    }

    package func append(_ bytes: [UInt8]) throws {
        try write(bytes, at: byteCount)
    }

    /// Cuts the file, or makes it longer by a hole of zeros that takes no room on the disk.
    package func resize(to byteCount: Int) throws {
        try descriptor.resize(to: Int64(byteCount))
    }

    /// Makes `bytes` all that the file holds.
    package func replace(with bytes: [UInt8]) throws {
        try resize(to: 0)
        try write(bytes, at: 0)
    }

    package func contents() throws -> [UInt8] {
        try ScratchFile.contents(of: path)
    }

    /// A reader that looks ahead in the file, as `scan` does.
    package func reader(
        bufferByteCount: Int = ReadBuffer.defaultByteCount,
        at offset: Int = 0
    ) throws(RecordError) -> RecordReader {
        try RecordReader(
            FileSource(opening: path, at: offset),
            path: path,
            buffer: ReadBuffer(byteCount: bufferByteCount),
            at: offset
        )
    }

    package static func contents(of path: FilePath) throws -> [UInt8] {
        let file = try FileDescriptor.open(path, .readOnly)
        return try file.closeAfter {
            let byteCount = try Int(file.seek(offset: 0, from: .end))
            // All empty arrays are one, whose count the initializer below writes: a race of two threads.
            guard byteCount > 0 else { return [] }
            return try [UInt8](unsafeUninitializedCapacity: byteCount) { buffer, count in
                count = try file.read(
                    fromAbsoluteOffset: 0,
                    into: UnsafeMutableRawBufferPointer(buffer)
                )
            }
        }
    }

    /// A path in the directory for temporary files at which nothing is.
    package static func unusedPath(_ prefix: String = "tfevents-test") -> FilePath {
        let directory = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        let number = String(UInt64.random(in: .min ... .max), radix: 36)
        return FilePath(directory).appending("\(prefix)-\(getpid())-\(number)")
    }

    package static func remove(_ path: FilePath) {
        _ = path.withPlatformString { unlink($0) }
    }
}
