internal import Platform
package import SystemPackage

/// The contents of a directory.
package enum DirectoryListing {
    /// A name in a directory.
    package struct Entry {
        /// The name as the file system stores it, which need not be UTF-8, without its NUL.
        package let name: [CInterop.PlatformChar]
        /// The kind of the named file, links not followed; or why it cannot be determined.
        package let kind: Result<FileStatus.Kind, Errno>
    }

    /// Lists a directory, sorted by bytes, without `.` and `..`.
    package static func names(in path: FilePath) throws(Errno) -> [FilePath.Component] {
        var names: [[CInterop.PlatformChar]] = []
        let (opened, error) = path.withPlatformString { (opendir($0), errno) }
        guard let directory = opened else { throw Errno(rawValue: error) }
        defer { closedir(directory) }
        while let (name, _) = next(directory) { names.append(name) }
        return names.sorted(by: precedes).compactMap {
            FilePath.Component(platformString: $0 + [0])
        }
    }

    /// Lists a directory, sorted by bytes, with the kind of each entry.
    ///
    /// The directory itself holds the kinds, so files are not examined, except the first: a
    /// directory may allow listing and not entering.
    package static func entries(
        in path: UnsafePointer<CInterop.PlatformChar>
    ) throws(Errno) -> (entries: [Entry], identity: FileStatus.Identity) {
        guard let directory = opendir(path) else { throw Errno(rawValue: errno) }
        defer { closedir(directory) }
        let descriptor = dirfd(directory)
        guard let status = FileStatus(of: descriptor) else { throw Errno(rawValue: errno) }
        var entries: [Entry] = []
        while let (name, kind) = next(directory) {
            if let kind, !entries.isEmpty {
                entries.append(Entry(name: name, kind: .success(kind)))
            } else {
                let kind = FileStatus.kind(of: name, in: descriptor)
                entries.append(Entry(name: name, kind: kind))
            }
        }
        entries.sort { precedes($0.name, $1.name) }
        return (entries, status.identity)
    }

    private static func precedes(
        _ left: [CInterop.PlatformChar],
        _ right: [CInterop.PlatformChar]
    ) -> Bool {
        left.lexicographicallyPrecedes(right) { UInt8(bitPattern: $0) < UInt8(bitPattern: $1) }
    }

    /// The next name except `.` and `..`, and its kind where the directory has it.
    private static func next(
        _ directory: DirectoryStream
    ) -> (name: [CInterop.PlatformChar], kind: FileStatus.Kind?)? {
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                tuple.withMemoryRebound(
                    to: CInterop.PlatformChar.self,
                    capacity: MemoryLayout.size(ofValue: tuple.pointee)
                ) { Array(UnsafeBufferPointer(start: $0, count: strlen($0))) }
            }
            if isDots(name) { continue }
            return (name, FileStatus.Kind(directoryEntry: Int(entry.pointee.d_type)))
        }
        return nil
    }

    private static func isDots(_ name: [CInterop.PlatformChar]) -> Bool {
        name.count <= 2 && name.allSatisfy { UInt8(bitPattern: $0) == UInt8(ascii: ".") }
    }
}

extension FileStatus {
    /// The kind of a named entry of an open directory, links not followed.
    fileprivate static func kind(
        of name: [CInterop.PlatformChar],
        in directory: CInt
    ) -> Result<Kind, Errno> {
        var status = stat()
        guard fstatat(directory, name + [0], &status, AT_SYMLINK_NOFOLLOW) == 0 else {
            return .failure(Errno(rawValue: errno))
        }
        return .success(Kind(mode: status.st_mode))
    }
}

extension FileStatus.Kind {
    /// The kind that a directory gives for an entry; `nil` where the file system gives none.
    fileprivate init?(directoryEntry type: Int) {
        switch type {
        case Int(DT_REG): self = .regularFile
        case Int(DT_DIR): self = .directory
        case Int(DT_LNK): self = .symbolicLink
        case Int(DT_UNKNOWN): return nil
        default: self = .stream
        }
    }
}

extension FilePath.Component {
    /// The name as the file system stores it, which need not be UTF-8.
    package var bytes: [UInt8] {
        withPlatformString { start in
            Array(UnsafeRawBufferPointer(start: start, count: strlen(start)))
        }
    }
}
