/// Encodes pixels as a PNG.
///
/// See "Portable Network Graphics (PNG) Specification", https://www.w3.org/TR/png.
enum PNGEncoder {
    /// The file of an image.
    ///
    /// - Parameters:
    ///   - pixels: The rows from the top, each from the left; the channels of a pixel adjoin.
    ///   - format: What these are.
    ///   - compression: How small to make the file.
    /// - Returns: Nil where the bytes do not fill the format, or there is no memory.
    static func encode(
        _ pixels: UnsafeBufferPointer<UInt8>,
        _ format: PNGFormat,
        compression: PNGCompression = .automatic
    ) -> [UInt8]? {
        guard pixels.count == format.byteCount, let pixels = pixels.baseAddress else { return nil }
        let rows = FilteredRows(pixels, format, isPlain: compression.isStored)
        guard let deflater = Deflater(mode: .stored, expectedByteCount: format.byteCount) else {
            return nil
        }
        var isLast = false
        while !isLast {
            let batch = rows.next()
            isLast = rows.isAtEnd
            let mode = compression.mode(for: UnsafeBufferPointer(batch))
            guard deflater.append(batch, mode: mode, isLast: isLast) else { return nil }
        }
        return file(of: format, compressed: deflater.bytes)
    }

    private static func file(
        of format: PNGFormat,
        compressed: UnsafeRawBufferPointer
    ) -> [UInt8] {
        // Bit depth, color type, and the only methods that there are: deflate, filters, no lacing.
        let header =
            bigEndian(format.width) + bigEndian(format.height) + [8, format.colorType, 0, 0, 0]
        var file: [UInt8] = []
        file.reserveCapacity(
            signature.count + 3 * PNGChunk.overhead + header.count + compressed.count
        )
        file += signature
        header.withUnsafeBytes { PNGChunk.append("IHDR", $0, to: &file) }
        PNGChunk.append("IDAT", compressed, to: &file)
        PNGChunk.append("IEND", UnsafeRawBufferPointer(start: nil, count: 0), to: &file)
        return file
    }

    /// Four bytes, the most significant one first.
    static func bigEndian(_ value: Int) -> [UInt8] {
        withUnsafeBytes(of: UInt32(truncatingIfNeeded: value).bigEndian) { Array($0) }
    }

    /// The bytes that all PNG files begin with.
    static let signature: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
}

extension PNGCompression {
    /// Filters would be lost on a file that is not compressed.
    fileprivate var isStored: Bool {
        if case .level(let level) = self { level <= 0 } else { false }
    }

    fileprivate func mode(for rows: UnsafeBufferPointer<UInt8>) -> DeflateMode {
        let suited = isStored ? .stored : DeflateMode.suited(to: rows)
        switch self {
        case .automatic: return suited
        case .level(let level):
            let level = Int32(clamping: min(max(level, 0), 9))
            return level == 0 || suited == .repetitions ? .level(level) : .filteredLevel(level)
        }
    }
}
