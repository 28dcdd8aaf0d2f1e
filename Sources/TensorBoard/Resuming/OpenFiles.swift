internal import Platform
internal import SystemPackage
internal import TFRecord

/// The processes that have a file open, as far as the operating system shows.
enum OpenFiles {
    /// Whether a process that may be examined has the file open for writing.
    ///
    /// On Linux that is every process of the same user; writers of other packages hold no lock that
    /// would show it. Elsewhere, and for files that other machines share, a file that was written
    /// within the last minute counts as being written.
    static func isWritten(_ path: FilePath, except own: FileDescriptor) -> Bool {
        var file = stat()
        guard fstat(own.rawValue, &file) == 0 else { return false }
        #if os(Linux)
        if let processes = try? DirectoryListing.names(in: "/proc") {
            let ids = processes.compactMap { Int32($0.string) }
            return ids.contains { isWritten(file, by: $0, except: own) }
        }
        #endif
        return Int(Clock.wallTime) - file.modificationSeconds < 60
    }

    #if os(Linux)
    private static func isWritten(
        _ file: stat,
        by process: Int32,
        except own: FileDescriptor
    ) -> Bool {
        let directory = FilePath("/proc/\(process)")
        guard let names = try? DirectoryListing.names(in: directory.appending("fd")) else {
            return false
        }
        return names.contains { name in
            if process == getpid(), name.string == "\(own.rawValue)" { return false }
            var other = stat()
            let path = directory.appending("fd").appending(name)
            guard stat(path.string, &other) == 0, other.st_ino == file.st_ino,
                other.st_dev == file.st_dev
            else { return false }
            return isWritable(directory.appending("fdinfo").appending(name))
        }
    }

    /// Whether a line `flags: <octal>` says that a descriptor was opened for writing.
    private static func isWritable(_ path: FilePath) -> Bool {
        guard let info = try? FileDescriptor.open(path, .readOnly) else { return false }
        defer { try? info.close() }
        var bytes = [UInt8](repeating: 0, count: 512)
        let count = (try? bytes.withUnsafeMutableBytes { try info.read(into: $0) }) ?? 0
        let text = String(decoding: bytes[..<count], as: UTF8.self)
        for line in text.split(separator: "\n") where line.hasPrefix("flags:") {
            let digits = line.dropFirst(6).filter(\.isNumber)
            return (Int32(digits, radix: 8) ?? 0) & O_ACCMODE != O_RDONLY
        }
        return false
    }
    #endif
}
