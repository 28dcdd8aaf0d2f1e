import TestSupport
import Testing

@testable import Pictures

@Suite struct PNGEncoderTests {
    private func encode(
        _ pixels: [UInt8],
        _ format: PNGFormat,
        _ compression: PNGCompression = .automatic
    ) throws -> [UInt8] {
        try #require(
            pixels.withUnsafeBufferPointer {
                PNGEncoder.encode($0, format, compression: compression)
            }
        )
    }

    private func expectRoundTrip(
        _ pixels: [UInt8],
        _ format: PNGFormat,
        _ compression: PNGCompression = .automatic
    ) throws {
        let decoded = try #require(PNGDecoder(try encode(pixels, format, compression)))
        #expect(decoded.width == format.width)
        #expect(decoded.height == format.height)
        #expect(decoded.channels == format.channels)
        #expect(decoded.bitDepth == Int(format.bitDepth.rawValue))
        #expect(decoded.pixels == pixels)
    }

    @Test(arguments: PNGPicture.allCases, 1...4)
    func everyPixelSurvivesARoundTrip(picture: PNGPicture, channels: Int) throws {
        for (width, height) in [(1, 1), (1, 57), (57, 1), (2, 3), (33, 47), (200, 150), (211, 301)]
        {
            let format = try #require(
                PNGFormat(width: width, height: height, channels: channels)
            )
            let pixels = picture.pixels(width: width, height: height, channels: channels)
            try expectRoundTrip(pixels, format)
        }
    }

    @Test(arguments: PNGPicture.allCases, 1...4)
    func sixteenBitsSurviveARoundTrip(picture: PNGPicture, channels: Int) throws {
        for (width, height) in [(1, 1), (1, 57), (57, 1), (33, 47), (111, 101)] {
            let format = try #require(
                PNGFormat(width: width, height: height, channels: channels, bitDepth: .sixteen)
            )
            let pixels = picture.pixels(width: width, height: height, channels: 2 * channels)
            try expectRoundTrip(pixels, format)
        }
    }

    @Test(arguments: [-3, 0, 1, 3, 4, 6, 9, 12], PNGPicture.allCases)
    func everyLevelIsLossless(level: Int, picture: PNGPicture) throws {
        let format = try #require(PNGFormat(width: 130, height: 90, channels: 3))
        let pixels = picture.pixels(width: 130, height: 90, channels: 3)
        try expectRoundTrip(pixels, format, .level(level))
    }

    @Test func levelZeroStoresThePixels() throws {
        let format = try #require(PNGFormat(width: 300, height: 100, channels: 3))
        let file = try encode([UInt8](repeating: 9, count: 90_000), format, .level(0))
        #expect(file.count > 90_000)
        #expect(file.count < 90_300)
        #expect(try #require(PNGDecoder(file)).filters.allSatisfy { $0 == 0 })
    }

    @Test func higherLevelsAreSmaller() throws {
        let format = try #require(PNGFormat(width: 256, height: 256, channels: 3))
        let pixels = PNGPicture.soft.pixels(width: 256, height: 256, channels: 3)
        let sizes = try [0, 1, 9].map { try encode(pixels, format, .level($0)).count }
        #expect(sizes == sizes.sorted(by: >))
    }

    @Test func noiseGrowsByLessThanAPercent() throws {
        let format = try #require(PNGFormat(width: 256, height: 256, channels: 3))
        let pixels = PNGPicture.noise.pixels(width: 256, height: 256, channels: 3)
        #expect(try encode(pixels, format).count < 256 * 256 * 3 * 101 / 100)
    }

    @Test func automaticIsAboutAsSmallAsLevelSix() throws {
        let format = try #require(PNGFormat(width: 256, height: 256, channels: 3))
        for picture in PNGPicture.allCases {
            let pixels = picture.pixels(width: 256, height: 256, channels: 3)
            let automatic = try encode(pixels, format).count
            let six = try encode(pixels, format, .level(6)).count
            #expect(Double(automatic) < 1.25 * Double(six) + 200, "\(picture)")
        }
    }

    @Test func aHugeRowIsOneBatch() throws {
        let format = try #require(PNGFormat(width: 1_000_003, height: 2, channels: 1))
        let pixels = PNGPicture.halves.pixels(width: 1_000_003, height: 2, channels: 1)
        try expectRoundTrip(pixels, format)
    }

    @Test func differentPartsAreCompressedDifferently() throws {
        let format = try #require(PNGFormat(width: 512, height: 512, channels: 1))
        let pixels = PNGPicture.halves.pixels(width: 512, height: 512, channels: 1)
        let file = try encode(pixels, format)
        #expect(try #require(PNGDecoder(file)).pixels == pixels)
        #expect(file.count < 512 * 256 + 2000)
    }

    @Test func filtersAreChosenByTheContentOfARow() throws {
        var used: Set<UInt8> = []
        for picture in PNGPicture.allCases {
            let format = try #require(PNGFormat(width: 64, height: 64, channels: 1))
            let pixels = picture.pixels(width: 64, height: 64, channels: 1)
            used.formUnion(try #require(PNGDecoder(try encode(pixels, format))).filters)
        }
        #expect(used.isSuperset(of: [0, 1, 2]))
    }

    @Test func tooFewPixelsAreRefused() throws {
        let format = try #require(PNGFormat(width: 4, height: 4, channels: 3))
        for count in [0, 47, 49] {
            let pixels = [UInt8](repeating: 0, count: count)
            #expect(pixels.withUnsafeBufferPointer { PNGEncoder.encode($0, format) } == nil)
        }
    }

    @Test(arguments: [
        (0, 1, 1), (1, 0, 1), (-1, -1, 1), (1, 1, 0), (1, 1, 5), (1 << 20, 1 << 20, 1),
        (Int.max, 2, 1), (Int.max, Int.max, 4),
    ])
    func invalidFormatsAreRefused(width: Int, height: Int, channels: Int) {
        #expect(PNGFormat(width: width, height: height, channels: channels) == nil)
        #expect(
            PNGFormat(width: width, height: height, channels: channels, bitDepth: .sixteen) == nil
        )
    }
}
