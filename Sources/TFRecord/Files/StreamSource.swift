package import SystemPackage

/// A pipe, a terminal or another stream that is read once, front to back.
package final class StreamSource: ByteSource {
    private let path: FilePath
    private let descriptor: FileDescriptor
    private let closesDescriptor: Bool
    private var position = 0

    /// Reads an open descriptor and leaves it open, as standard input must be.
    package init(borrowing descriptor: FileDescriptor, named path: FilePath) {
        self.path = path
        self.descriptor = descriptor
        self.closesDescriptor = false
    }

    /// Opens a pipe or device by its path.
    package init(opening path: FilePath) throws(RecordError) {
        self.path = path
        self.closesDescriptor = true
        do {
            self.descriptor = try FileDescriptor.open(path, .readOnly, options: .closeOnExec)
        } catch {
            throw RecordError(code: .open, path: path, errno: error as? Errno)
        }
    }

    deinit {
        if closesDescriptor { try? descriptor.close() }
    }

    package var randomAccess: FileSource? { nil }

    package func read(into buffer: UnsafeMutableRawBufferPointer) throws(RecordError) -> Int {
        do {
            let count = try descriptor.read(into: buffer)
            position += count
            return count
        } catch {
            throw RecordError(code: .read, path: path, offset: position, errno: error as? Errno)
        }
    }
}
