package import Platform
package import SystemPackage

/// The part of a file's `stat` that reading records needs.
package struct FileStatus: Hashable, Sendable {
    /// The kind of file that a path leads to.
    package enum Kind: Hashable, Sendable {
        case regularFile
        case directory
        case symbolicLink
        case stream

        /// Reads `st_mode`.
        package init(mode: mode_t) {
            self =
                switch mode & S_IFMT {
                case S_IFREG: .regularFile
                case S_IFDIR: .directory
                case S_IFLNK: .symbolicLink
                default: .stream
                }
        }
    }

    package let kind: Kind
    package let byteCount: Int
    /// Device and inode: two paths with the same identity lead to the same file.
    package let identity: Identity

    /// The device and inode numbers of a file.
    package struct Identity: Hashable, Sendable {
        let device: UInt64
        let inode: UInt64
    }

    /// Gets the status of an open descriptor.
    package init?(of descriptor: CInt) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return nil }
        self.init(status)
    }

    /// Gets the status of the file at `path`, following symbolic links only if asked to.
    package init?(of path: FilePath, followingLinks: Bool = true) {
        guard let status = try? FileStatus(asking: path, followingLinks: followingLinks) else {
            return nil
        }
        self = status
    }

    /// Gets the status of the file at `path`, or the error.
    package init(asking path: FilePath, followingLinks: Bool = true) throws(Errno) {
        var status = stat()
        let (result, error) = path.withPlatformString {
            let result = followingLinks ? stat($0, &status) : lstat($0, &status)
            return (result, errno)
        }
        guard result == 0 else { throw Errno(rawValue: error) }
        self.init(status)
    }

    private init(_ status: stat) {
        kind = Kind(mode: status.st_mode)
        byteCount = Int(status.st_size)
        identity = Identity(
            device: UInt64(truncatingIfNeeded: status.st_dev),
            inode: UInt64(status.st_ino)
        )
    }
}
