package import SystemPackage

/// A file that is read with `pread`, so that it can also be read out of order.
///
/// No memory map: a live file that shrinks would raise SIGBUS.
package final class FileSource: ByteSource {
    package let path: FilePath
    private let file: OpenFile
    private var position: Int

    /// Opens a regular file; reading starts at `offset`.
    package init(opening path: FilePath, at offset: Int = 0) throws(RecordError) {
        self.path = path
        self.position = offset
        self.file = try OpenFile(path)
    }

    /// Reads a file that is open already; reading starts at `offset`.
    package init(_ file: OpenFile, path: FilePath, at offset: Int) {
        self.path = path
        self.position = offset
        self.file = file
    }

    package var randomAccess: FileSource? { self }

    /// The file's size now; it may grow or shrink at any time.
    package var byteCount: Int { file.byteCount }

    package func read(into buffer: UnsafeMutableRawBufferPointer) throws(RecordError) -> Int {
        let count = try read(at: position, into: buffer)
        position += count
        return count
    }

    /// Fills the front of `buffer` from `offset`, without moving the reading position.
    package func read(
        at offset: Int,
        into buffer: UnsafeMutableRawBufferPointer
    ) throws(RecordError) -> Int {
        do {
            return try file.descriptor.read(fromAbsoluteOffset: Int64(offset), into: buffer)
        } catch {
            throw RecordError(code: .read, path: path, offset: offset, errno: error as? Errno)
        }
    }

    /// Moves the reading position.
    package func seek(to offset: Int) {
        position = offset
    }
}

/// A regular file that several sources may read at the same time, even if its name is given to
/// another file meanwhile.
package final class OpenFile: Sendable {
    fileprivate let descriptor: FileDescriptor

    package init(_ path: FilePath) throws(RecordError) {
        do {
            // Non-blocking: a pipe in the file's place would block forever.
            descriptor = try FileDescriptor.open(
                path,
                .readOnly,
                options: [.closeOnExec, .nonBlocking]
            )
        } catch {
            throw RecordError(code: .open, path: path, errno: error as? Errno)
        }
    }

    deinit {
        // A descriptor that was only read from loses nothing at close.
        try? descriptor.close()
    }

    /// The file's size now; it may grow or shrink at any time.
    package var byteCount: Int { FileStatus(of: descriptor.rawValue)?.byteCount ?? 0 }
}
