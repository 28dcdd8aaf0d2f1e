internal import Platform
internal import SystemPackage

/// Keeps other writers, in this process and in others, from changing the same list of embeddings.
///
/// The lock lies on the directory itself: no file is left behind, and the operating system lifts
/// it when a process dies. Where the file system knows no locks there is none.
struct DirectoryLock {
    private let descriptor: FileDescriptor

    /// Waits for others, at most as long as `milliseconds`.
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
