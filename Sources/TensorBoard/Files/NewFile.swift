internal import Platform
internal import Synchronization
internal import SystemPackage
internal import TensorBoardEvents

/// Creates event files that no other writer has.
enum NewFile {
    private static let nextUID = Atomic(0)

    /// Creates an event file with an unused name, and marks it as being written.
    static func create(
        in directory: FilePath,
        suffix: String
    ) throws(WriterError) -> (FileDescriptor, FilePath) {
        for _ in 0..<1_000 {
            let name = EventFileName.name(
                seconds: Int(Clock.wallTime),
                host: HostName.current,
                processID: Int(getpid()),
                uid: nextUID.add(1, ordering: .relaxed).oldValue,
                suffix: suffix
            )
            let path = directory.appending(name)
            do {
                let descriptor = try FileDescriptor.open(
                    path,
                    .writeOnly,
                    options: [.create, .exclusiveCreate, .closeOnExec],
                    permissions: [
                        .ownerReadWrite, .groupRead, .otherRead,
                    ]
                )
                // `EventFile.recover` does not touch locked files; a file system without locks is
                // no reason not to write.
                _ = flock(descriptor.rawValue, LOCK_EX | LOCK_NB)
                return (descriptor, path)
            } catch Errno.fileExists {
                continue
            } catch {
                throw WriterError(code: .open, path: path, errno: error as? Errno)
            }
        }
        throw WriterError(code: .open, path: directory, errno: .fileExists)
    }
}

/// Creates directories, with those above them.
enum Directories {
    /// Creates a directory.
    ///
    /// - Returns: The directories in which it created another.
    @discardableResult
    static func create(_ directory: FilePath) throws(WriterError) -> [FilePath] {
        if mkdir(directory.string, 0o777) == 0 { return [parent(of: directory)] }
        if errno == EEXIST { return [] }
        let code = errno
        let parent = directory.removingLastComponent()
        if code == ENOENT, !parent.isEmpty, parent != directory {
            let above = try create(parent)
            if mkdir(directory.string, 0o777) == 0 { return above + [parent] }
            if errno == EEXIST { return above }
        }
        throw WriterError(
            code: .createDirectory,
            path: directory,
            errno: Errno(rawValue: code == ENOENT ? errno : code)
        )
    }

    private static func parent(of directory: FilePath) -> FilePath {
        let parent = directory.removingLastComponent()
        return parent.isEmpty ? "." : parent
    }
}
