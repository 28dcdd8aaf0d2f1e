import SystemPackage

/// The machine's limit: reading a file from the page cache and doing nothing with it.
enum ReadLoop {
    /// Reads all of a file in pieces of 1 MiB.
    ///
    /// - Returns: How many bytes there were.
    static func read(_ path: FilePath) throws -> Int {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 4_096)
        defer { buffer.deallocate() }
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
