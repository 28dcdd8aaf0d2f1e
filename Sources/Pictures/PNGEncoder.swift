internal import CZlib

/// The size of an image, and the channels of its pixels.
package struct PNGFormat: Hashable, Sendable {
    package let width: Int
    package let height: Int
    /// 1 for gray, 2 for gray and alpha, 3 for RGB, 4 for RGBA.
    package let channels: Int
    /// The bits of each channel.
    package let bitDepth: PNGBitDepth

    /// Creates a format; `nil` if the image is empty, or too large to be worth showing.
    package init?(width: Int, height: Int, channels: Int, bitDepth: PNGBitDepth = .eight) {
        let (pixelCount, overflow) = width.multipliedReportingOverflow(by: height)
        guard width > 0, height > 0, 1...4 ~= channels, !overflow,
            pixelCount <= Self.maximumPixelCount / bitDepth.byteCount
        else { return nil }
        self.width = width
        self.height = height
        self.channels = channels
        self.bitDepth = bitDepth
    }

    /// The number of channels of all pixels.
    package var sampleCount: Int { width * height * channels }
    /// The size of one pixel, in bytes.
    package var pixelByteCount: Int { channels * bitDepth.byteCount }
    /// The size of one row of pixels, in bytes.
    package var rowByteCount: Int { width * pixelByteCount }
    /// The size of all pixels, in bytes.
    package var byteCount: Int { height * rowByteCount }

    /// The "color type" of the header.
    ///
    /// See "Portable Network Graphics (PNG) Specification", 11.2.2.
    var colorType: UInt8 {
        switch channels {
        case 1: 0
        case 2: 4
        case 3: 2
        default: 6
        }
    }

    /// More than browsers show; of 16 bits, half as many.
    ///
    /// All sizes stay below the 2^31 bytes of a chunk.
    package static let maximumPixelCount = 1 << 28
}

/// Encodes pixels as a PNG.
///
/// See "Portable Network Graphics (PNG) Specification", https://www.w3.org/TR/png.
package enum PNGEncoder {
    /// The file of an image.
    ///
    /// - Parameters:
    ///   - pixels: The rows from the top, each from the left; the channels of a pixel are adjacent,
    ///     those of 16 bits with the most significant byte first.
    ///   - format: Their format.
    ///   - compression: The effort to make the file small.
    /// - Returns: `nil` if the bytes do not fill the format, or there is no memory.
    package static func encode(
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
        // Bit depth, color type, and the only methods that exist: deflate, filters, no interlacing.
        let header =
            bigEndian(format.width) + bigEndian(format.height)
            + [format.bitDepth.rawValue, format.colorType, 0, 0, 0]
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

    /// The first bytes of all PNG files.
    package static let signature: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
}

extension PNGCompression {
    /// Filters would be useless in a file that is not compressed.
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

/// The chunks of a PNG file: length, name, content, and the CRC-32 of the last two.
enum PNGChunk {
    /// The size of a chunk without its content.
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
