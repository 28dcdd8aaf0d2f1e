internal import CZlib

/// The pieces that a PNG file consists of: length, name, content, CRC-32 of the latter two.
enum PNGChunk {
    /// What a chunk takes beyond its content.
    static let overhead = 12

    /// Adds a chunk to the end of `file`.
    static func append(_ name: String, _ content: UnsafeRawBufferPointer, to file: inout [UInt8]) {
        file += PNGEncoder.bigEndian(content.count)
        let start = file.count
        file += Array(name.utf8)
        file += content
        let crc = file.withUnsafeBytes { file in
            let checked = UnsafeRawBufferPointer(rebasing: file[start...])
            return crc32(
                0,
                checked.baseAddress?.assumingMemoryBound(to: UInt8.self),
                UInt32(clamping: checked.count)
            )
        }
        file += PNGEncoder.bigEndian(Int(crc))
    }
}
