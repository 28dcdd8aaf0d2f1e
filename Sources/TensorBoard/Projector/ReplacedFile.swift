internal import Platform
internal import SystemPackage

/// Files that replace older ones atomically.
enum ReplacedFile {
    /// Writes a file next to `path` and renames it to replace the existing one.
    static func write(_ bytes: [UInt8], to path: FilePath) throws(ProjectorError) {
        let temporary = temporaryPath(beside: path)
        do {
            let file = try FileDescriptor.open(
                temporary,
                .writeOnly,
                options: [.create, .exclusiveCreate, .closeOnExec],
                permissions: [.ownerReadWrite, .groupRead, .otherRead]
            )
            try file.closeAfter { _ = try file.writeAll(bytes) }
            try rename(temporary, to: path)
        } catch {
            _ = temporary.withPlatformString { unlink($0) }
            throw ProjectorError(code: .write, path: path, errno: error as? Errno)
        }
    }

    /// All bytes of a file; `nil` if it does not exist.
    static func read(_ path: FilePath) throws(ProjectorError) -> [UInt8]? {
        do {
            let file = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec])
            return try file.closeAfter {
                var bytes: [UInt8] = []
                let chunk = 64 * 1_024
                while true {
                    let piece = try [UInt8](unsafeUninitializedCapacity: chunk) { buffer, count in
                        count = try file.read(into: UnsafeMutableRawBufferPointer(buffer))
                    }
                    guard !piece.isEmpty else { return bytes }
                    bytes += piece
                }
            }
        } catch Errno.noSuchFileOrDirectory {
            return nil
        } catch {
            throw ProjectorError(code: .write, path: path, errno: error as? Errno)
        }
    }

    /// Creates the directories between the run's own and a file.
    static func makeDirectories(of file: FilePath, below run: FilePath) throws(ProjectorError) {
        for directory in directories(of: file, below: run) {
            let failure = directory.withPlatformString { mkdir($0, 0o777) == 0 ? 0 : errno }
            guard failure == 0 || failure == EEXIST else {
                throw ProjectorError(code: .write, path: directory, errno: Errno(rawValue: failure))
            }
        }
    }

    /// The directories between the run's own and a file, the outermost first.
    static func directories(of file: FilePath, below run: FilePath) -> [FilePath] {
        var directory = run
        return file.components.dropFirst(run.components.count).dropLast().map { component in
            directory.append(component)
            return directory
        }
    }

    /// A unique name that no reader mistakes for data.
    private static func temporaryPath(beside path: FilePath) -> FilePath {
        let unique = String(UInt64.random(in: .min ... .max), radix: 36)
        let name = path.lastComponent?.string ?? ""
        return path.removingLastComponent().appending(".\(name).\(getpid()).\(unique).tmp")
    }

    private static func rename(_ old: FilePath, to new: FilePath) throws {
        let failure = old.withPlatformString { from in
            new.withPlatformString { to in
                Platform.rename(from, to) == 0 ? 0 : errno
            }
        }
        guard failure == 0 else { throw Errno(rawValue: failure) }
    }
}

/// A lock that keeps other writers, in any process, from changing the same list of embeddings.
///
/// The directory itself is locked: no file is left over, and the operating system releases the lock
/// when a process dies. If the file system has no locks, there is none.
struct DirectoryLock {
    private let descriptor: FileDescriptor

    /// Waits for other writers, at most `milliseconds`.
    init(_ directory: FilePath, milliseconds: Int = 5_000) throws(ProjectorError) {
        do {
            descriptor = try FileDescriptor.open(
                directory,
                .readOnly,
                options: [.directory, .closeOnExec]
            )
        } catch {
            throw ProjectorError(code: .write, path: directory, errno: error as? Errno)
        }
        var waited = 0
        while flock(descriptor.rawValue, LOCK_EX | LOCK_NB) != 0 {
            switch errno {
            case EWOULDBLOCK where waited >= milliseconds:
                try? descriptor.close()
                throw ProjectorError(code: .locked, path: directory)
            case EWOULDBLOCK:
                waited += 10
                usleep(10_000)
            case EINTR: continue
            default: return
            }
        }
    }

    func release() {
        try? descriptor.close()
    }
}
