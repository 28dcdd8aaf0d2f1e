import CZlib
import SystemPackage

/// The limit for compressed files: inflating them with zlib and doing nothing with the bytes.
enum InflateLoop {
    /// Inflates all files in a directory and its subdirectories in pieces of 1 MiB.
    ///
    /// - Returns: The number of bytes.
    static func readAll(below directory: FilePath) throws -> Int {
        try ReadLoop.files(below: directory).reduce(0) { $0 + (try read($1)) }
    }

    private static func read(_ path: String) throws -> Int {
        guard let file = gzopen(path, "rb") else { throw Errno.noSuchFileOrDirectory }
        defer { gzclose(file) }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 4_096)
        defer { buffer.deallocate() }
        var total = 0
        while true {
            let count = gzread(file, buffer.baseAddress, UInt32(buffer.count))
            guard count >= 0 else { throw Errno.ioError }
            if count == 0 { return total }
            total += Int(count)
        }
    }
}
