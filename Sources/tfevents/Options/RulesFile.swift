import SystemPackage

/// The file of `--rules`, as text.
enum RulesFile {
    /// Reads the file.
    ///
    /// - Throws: `Errno` when it cannot be read.
    static func text(of path: String) throws -> String {
        let file = try FileDescriptor.open(FilePath(path), .readOnly)
        return try file.closeAfter {
            var bytes: [UInt8] = []
            let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 1)
            defer { piece.deallocate() }
            while bytes.count < largest {
                let count = try file.read(into: piece)
                guard count > 0 else { break }
                bytes.append(contentsOf: piece[..<count])
            }
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    /// Nobody writes more rules, and `/dev/zero` must not fill the memory.
    private static let largest = 16 << 20
}
