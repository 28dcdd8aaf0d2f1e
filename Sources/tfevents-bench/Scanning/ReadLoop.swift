import Platform
import SystemPackage

/// The machine's limit: reading files from the page cache and doing nothing with the bytes.
enum ReadLoop {
    /// Kept, since the pages of a new buffer cost more than a small file.
    private nonisolated(unsafe) static let buffer = UnsafeMutableRawBufferPointer.allocate(
        byteCount: 1 << 20,
        alignment: 4_096
    )

    /// Finds all files in a directory and its subdirectories and reads them, as plainly as C would.
    ///
    /// - Returns: The number of bytes.
    static func readAll(below directory: FilePath) throws -> Int {
        let files = files(below: directory)
        var total = 0
        for file in files {
            let descriptor = open(file, O_RDONLY)
            guard descriptor >= 0 else { throw Errno(rawValue: errno) }
            while true {
                let count = Self.read(descriptor, into: buffer)
                if count <= 0 { break }
                total += count
            }
            close(descriptor)
        }
        return total
    }

    private static func read(_ file: CInt, into buffer: UnsafeMutableRawBufferPointer) -> Int {
        Platform.read(file, buffer.baseAddress, buffer.count)
    }

    /// Finds all files in a directory and its subdirectories.
    static func files(below directory: FilePath) -> [String] {
        var files: [String] = []
        list(directory.string, &files)
        return files
    }

    private static func list(_ directory: String, _ files: inout [String]) {
        guard let stream = opendir(directory) else { return }
        defer { closedir(stream) }
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name == "." || name == ".." { continue }
            let path = directory + "/" + name
            if Int(entry.pointee.d_type) == Int(DT_DIR) {
                list(path, &files)
            } else {
                files.append(path)
            }
        }
    }

    /// Reads all of a file in pieces of 1 MiB.
    ///
    /// - Returns: The number of bytes.
    static func read(_ path: FilePath) throws -> Int {
        let file = try FileDescriptor.open(path, .readOnly)
        return try file.closeAfter {
            var total = 0
            while true {
                let count = try file.read(fromAbsoluteOffset: Int64(total), into: buffer)
                if count == 0 { return total }
                total += count
            }
        }
    }

    /// All bytes of a file.
    static func contents(of path: FilePath) throws -> [UInt8] {
        let file = try FileDescriptor.open(path, .readOnly)
        return try file.closeAfter {
            let byteCount = Int(try file.seek(offset: 0, from: .end))
            return try [UInt8](unsafeUninitializedCapacity: byteCount) { buffer, count in
                while count < byteCount {
                    let rest = UnsafeMutableRawBufferPointer(
                        rebasing: UnsafeMutableRawBufferPointer(buffer)[count...]
                    )
                    let read = try file.read(fromAbsoluteOffset: Int64(count), into: rest)
                    if read == 0 { break }
                    count += read
                }
            }
        }
    }
}
