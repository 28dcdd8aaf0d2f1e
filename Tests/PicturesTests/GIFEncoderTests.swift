import TestSupport
import Testing

@testable import Pictures

@Suite struct GIFEncoderTests {
    private static let sizes = [(1, 1), (1, 57), (57, 1), (2, 3), (33, 47), (130, 90)]

    private func decode(
        _ frames: [[UInt8]],
        _ size: (width: Int, height: Int),
        channels: Int = 3,
        delay: Int = 4
    ) throws -> GIFDecoder {
        let frames = frames.map { GIFFrame(pixels: $0, channels: channels) }
        let file = try #require(
            GIFEncoder.encode(
                frames,
                width: size.width,
                height: size.height,
                delays: frames.map { _ in delay }
            )
        )
        let decoded = try #require(GIFDecoder(file))
        #expect(decoded.width == size.width)
        #expect(decoded.height == size.height)
        #expect(decoded.frames.count == frames.count)
        #expect(decoded.delays == frames.map { _ in delay })
        return decoded
    }

    /// A pixel as GIF can hold it: opaque or not at all.
    private func rgba(_ pixels: [UInt8], channels: Int) -> [UInt8] {
        stride(from: 0, to: pixels.count, by: channels).flatMap { start -> [UInt8] in
            let pixel = Array(pixels[start..<start + channels])
            if channels % 2 == 0, pixel[channels - 1] < 128 { return [0, 0, 0, 0] }
            return (channels < 3 ? [pixel[0], pixel[0], pixel[0]] : Array(pixel[0..<3])) + [255]
        }
    }

    /// Pixels of at most `colorCount` colors, in an order without pattern.
    private func pixels(
        _ colorCount: Int,
        _ size: (width: Int, height: Int),
        channels: Int,
        seed: UInt64
    ) -> [UInt8] {
        var generator = SeededGenerator(seed: seed)
        let colors = (0..<colorCount).map { _ in generator.bytes(channels) }
        return (0..<size.width * size.height).flatMap { _ in
            colors.randomElement(using: &generator) ?? []
        }
    }

    @Test(arguments: [1, 2, 3, 4, 5, 16, 17, 128, 255], 1...4)
    func fewColorsAreExact(colorCount: Int, channels: Int) throws {
        for size in Self.sizes {
            let frames = (0..<3).map { _ in
                pixels(colorCount, size, channels: channels, seed: UInt64(colorCount))
            }
            let decoded = try decode(frames, size, channels: channels)
            #expect(decoded.frames == frames.map { rgba($0, channels: channels) }, "\(size)")
            #expect(!decoded.hasLocalTables)
        }
    }

    @Test func everyGrayIsExact() throws {
        let frames = [Array(UInt8.min...255), Array((UInt8.min...255).reversed())]
        let decoded = try decode(frames, (16, 16), channels: 1)
        #expect(decoded.frames == frames.map { rgba($0, channels: 1) })
        #expect(!decoded.hasLocalTables)
    }

    /// Together they have too many colors for one table.
    @Test func eachPictureHas256ColorsOfItsOwn() throws {
        let frames: [[UInt8]] = (0..<4).map { frame in
            (UInt8.min...255).flatMap { [$0, frame * 60, 255 - $0] }
        }
        let decoded = try decode(frames, (16, 16))
        #expect(decoded.frames == frames.map { rgba($0, channels: 3) })
        #expect(decoded.hasLocalTables)
    }

    /// Long sequences, which fill the table of codes many times over.
    @Test(arguments: PNGPicture.allCases, 1...4)
    func everyPictureCanBeRead(picture: PNGPicture, channels: Int) throws {
        for size in Self.sizes + [(300, 211)] {
            let pixels = picture.pixels(width: size.0, height: size.1, channels: channels)
            let decoded = try decode([pixels], size, channels: channels)
            let expected = rgba(pixels, channels: channels)
            // Which pixels are transparent is exact, whatever the colors.
            let alphas = stride(from: 3, to: expected.count, by: 4)
            #expect(alphas.allSatisfy { decoded.frames[0][$0] == expected[$0] })
            if picture != .noise, picture != .halves, channels == 1 {
                #expect(decoded.frames[0] == expected)
            }
        }
    }

    /// 256 colors of 65,536 in a plane: 16 by 16 areas of 16 by 16 colors would be off by 4 in the
    /// mean of each channel, and by 8 at most.
    @Test func manyColorsAreNear() throws {
        let pixels: [UInt8] = (0..<65_536).flatMap { [UInt8($0 / 256), UInt8($0 % 256), 128] }
        let decoded = try decode([pixels], (256, 256)).frames[0]
        let errors = (0..<65_536).flatMap { pixel in
            (0..<3).map { abs(Int(decoded[4 * pixel + $0]) - Int(pixels[3 * pixel + $0])) }
        }
        #expect(errors.reduce(0, +) <= 2 * 65_536 * 5)
        #expect(errors.max() ?? 0 <= 16)
    }

    /// Three hundred shades of one hue, of which fewer bits for each channel would leave few.
    @Test func narrowRangesKeepTheirShades() throws {
        let pixels: [UInt8] = (0..<324).flatMap { index -> [UInt8] in
            [100 + UInt8(index % 18), 50 + UInt8(index / 18), 7]
        }
        let decoded = try decode([pixels], (18, 18)).frames[0]
        let errors = (0..<324).flatMap { pixel in
            (0..<3).map { abs(Int(decoded[4 * pixel + $0]) - Int(pixels[3 * pixel + $0])) }
        }
        #expect(errors.max() ?? 0 <= 1)
    }

    @Test func animationsRepeatForever() throws {
        #expect(try decode([[1, 2, 3], [4, 5, 6]], (1, 1)).loopCount == 0)
        #expect(try decode([[1, 2, 3]], (1, 1)).loopCount == nil)
    }

    /// Otherwise the picture before would show through.
    @Test func transparentPicturesReplaceTheOneBefore() throws {
        #expect(try decode([[1, 255], [2, 0]], (1, 1), channels: 2).disposals == [2, 2])
        #expect(try decode([[1], [2]], (1, 1), channels: 1).disposals == [1, 1])
    }

    @Test func aWholeRowFits() throws {
        let pixels = PNGPicture.text.pixels(width: 65_535, height: 2, channels: 1)
        let decoded = try decode([pixels], (65_535, 2), channels: 1)
        #expect(decoded.frames == [rgba(pixels, channels: 1)])
    }

    @Test(arguments: [
        (0, 1, 3), (1, 0, 3), (-1, -1, 3), (65_536, 1, 3), (1, 1, 0), (1, 1, 5), (2, 1, 3),
        (Int.max, Int.max, 3),
    ])
    func invalidSizesAreRefused(width: Int, height: Int, channels: Int) {
        let frame = GIFFrame(pixels: [1, 2, 3], channels: channels)
        #expect(GIFEncoder.encode([frame], width: width, height: height, delays: [1]) == nil)
    }

    @Test(arguments: [[], [1, 1], [-1], [65_536]])
    func invalidDelaysAreRefused(delays: [Int]) {
        let frame = GIFFrame(pixels: [1, 2, 3], channels: 3)
        #expect(GIFEncoder.encode([frame], width: 1, height: 1, delays: delays) == nil)
        #expect(GIFEncoder.encode([], width: 1, height: 1, delays: []) == nil)
    }
}
