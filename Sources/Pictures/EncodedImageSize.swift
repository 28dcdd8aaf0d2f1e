/// The size of an image in a file, from its header.
///
/// It recognizes the formats that TensorBoard serves as images (its
/// `util/img_mime_type_detector.py`): PNG, JPEG, GIF and BMP. The bytes may be anything;
/// inconsistent headers have no size.
package struct EncodedImageSize: Hashable, Sendable {
    package let width: Int
    package let height: Int

    /// Reads the header of a file; `nil` if it has none of these formats.
    package init?(_ file: [UInt8]) {
        let bytes = FileBytes(file)
        guard let size = Self.png(bytes) ?? Self.gif(bytes) ?? Self.bmp(bytes) ?? Self.jpeg(bytes),
            1...Self.maximum ~= size.width, 1...Self.maximum ~= size.height
        else { return nil }
        self = size
    }

    private init?(_ width: Int?, _ height: Int?) {
        guard let width, let height else { return nil }
        self.width = width
        self.height = height
    }

    private static func png(_ file: FileBytes) -> Self? {
        guard file.has(PNGEncoder.signature, at: 0), file.big(4, at: 8) == 13,
            file.has(Array("IHDR".utf8), at: 12)
        else { return nil }
        return Self(file.big(4, at: 16), file.big(4, at: 20))
    }

    private static func gif(_ file: FileBytes) -> Self? {
        guard file.has(Array("GIF87a".utf8), at: 0) || file.has(Array("GIF89a".utf8), at: 0) else {
            return nil
        }
        return Self(file.little(2, at: 6), file.little(2, at: 8))
    }

    private static func bmp(_ file: FileBytes) -> Self? {
        guard file.has(Array("BM".utf8), at: 0), let headerByteCount = file.little(4, at: 14) else {
            return nil
        }
        switch headerByteCount {
        case 12: return Self(file.little(2, at: 18), file.little(2, at: 20))
        case 40...1024:
            // A negative height means that the rows go from the top.
            let height = file.little(4, at: 22).map { Int(Int32(truncatingIfNeeded: $0)) }
            return Self(file.little(4, at: 18), height.map { abs($0) })
        default: return nil
        }
    }

    /// Skips from marker to marker up to the frame's; see ITU-T T.81, annex B.
    private static func jpeg(_ file: FileBytes) -> Self? {
        guard file.has([0xff, 0xd8, 0xff], at: 0) else { return nil }
        var offset = 2
        while file.big(1, at: offset) == 0xff, let marker = file.big(1, at: offset + 1) {
            switch marker {
            case 0xff:
                offset += 1
            case 0x01, 0xd0...0xd7:
                offset += 2
            case 0xc0...0xcf where ![0xc4, 0xc8, 0xcc].contains(marker):
                return Self(file.big(2, at: offset + 7), file.big(2, at: offset + 5))
            default:
                guard let length = file.big(2, at: offset + 2), length >= 2 else { return nil }
                offset += 2 + length
            }
        }
        return nil
    }

    private static let maximum = 1 << 31 - 1
}

/// Numbers in a file; `nil` if it ends before them.
private struct FileBytes {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    func has(_ expected: [UInt8], at offset: Int) -> Bool {
        offset + expected.count <= bytes.count
            && bytes[offset..<offset + expected.count].elementsEqual(expected)
    }

    func big(_ byteCount: Int, at offset: Int) -> Int? {
        guard offset + byteCount <= bytes.count else { return nil }
        return bytes[offset..<offset + byteCount].reduce(0) { $0 << 8 | Int($1) }
    }

    func little(_ byteCount: Int, at offset: Int) -> Int? {
        guard offset + byteCount <= bytes.count else { return nil }
        return bytes[offset..<offset + byteCount].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
}
