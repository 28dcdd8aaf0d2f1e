import Pictures
import TestSupport
import Testing

@testable import TensorBoard

/// The size of encoded images, from headers that may be anything.
@Suite struct ImageFileTests {
    private static let png: [UInt8] =
        [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13] + Array("IHDR".utf8)
        + [0, 0, 1, 2, 0, 0, 3, 4, 8, 2, 0, 0, 0]
    private static let gif: [UInt8] = Array("GIF89a".utf8) + [2, 1, 4, 3, 0, 0, 0]
    private static let bmp: [UInt8] =
        Array("BM".utf8) + [UInt8](repeating: 0, count: 12) + [40, 0, 0, 0, 2, 1, 0, 0]
        + [0xfc, 0xfc, 0xff, 0xff]
    private static let oldBMP: [UInt8] =
        Array("BM".utf8) + [UInt8](repeating: 0, count: 12) + [12, 0, 0, 0, 2, 1, 4, 3]
    // An APP0 segment, fill bytes, a table that is no frame, and a progressive frame.
    private static let jpeg: [UInt8] = [
        0xff, 0xd8, 0xff, 0xe0, 0, 4, 9, 9, 0xff, 0xff, 0xff, 0xc4, 0, 2, 0xff, 0xc2, 0, 17, 8,
        3, 4, 1, 2, 3,
    ]

    @Test(arguments: [png, gif, bmp, oldBMP, jpeg])
    func sizesComeFromTheHeader(file: [UInt8]) throws {
        let size = try #require(EncodedImageSize(file))
        #expect(size.width == 0x102)
        #expect(size.height == 0x304)
    }

    @Test(arguments: [png, gif, bmp, oldBMP, jpeg])
    func cutAndDamagedHeadersAreHarmless(file: [UInt8]) {
        for length in 0..<file.count {
            _ = EncodedImageSize(Array(file[..<length]))
            for value in [UInt8(0), 1, 0x7f, 0x80, 0xff] {
                var damaged = file
                damaged[length] = value
                if let size = EncodedImageSize(damaged) {
                    #expect(size.width > 0 && size.height > 0)
                    #expect(size.width < 1 << 31 && size.height < 1 << 31)
                }
            }
        }
        #expect(EncodedImageSize(Array(file[..<8])) == nil)
    }

    @Test func randomBytesAreNotAnImage() {
        var generator = SeededGenerator(seed: 11)
        for length in 0..<500 {
            #expect(EncodedImageSize(generator.bytes(length)) == nil)
            _ = EncodedImageSize([0xff, 0xd8, 0xff] + generator.bytes(length))
        }
        #expect(EncodedImageSize([UInt8](repeating: 0xff, count: 10_000)) == nil)
    }

    @Test func anImageWithoutASizeIsNotAnImage() {
        var empty = Self.png
        empty.replaceSubrange(16..<20, with: [0, 0, 0, 0])
        #expect(EncodedImageSize(empty) == nil)
        var huge = Self.png
        huge.replaceSubrange(16..<20, with: [0x80, 0, 0, 0])
        #expect(EncodedImageSize(huge) == nil)
    }

    @Test func theEncodersFilesAreRecognized() throws {
        let format = try #require(PNGFormat(width: 19, height: 3, channels: 2))
        let pixels = [UInt8](repeating: 0, count: format.byteCount)
        let file = pixels.withUnsafeBufferPointer { PNGEncoder.encode($0, format) }
        let size = try #require(EncodedImageSize(file ?? []))
        #expect(size.width == 19)
        #expect(size.height == 3)
    }
}
