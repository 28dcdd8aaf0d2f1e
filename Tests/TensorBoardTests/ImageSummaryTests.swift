import TestSupport
import Testing

@testable import TensorBoard

@Suite struct ImageSummaryTests {
    private func summary(
        _ source: some TensorSource,
        layout: ImageLayout? = nil,
        boxes: [ImageBox] = [],
        isBatch: Bool = false,
        count: Int = .max,
        options: ImageOptions = ImageOptions()
    ) throws -> ImageSummary {
        let shape = try ImageShape(source.tensorShape, layout: layout, isBatch: isBatch)
        return try ImageSummary(source, shape, count: count, boxes: boxes, options: options)
    }

    private func picture(_ summary: ImageSummary, _ index: Int = 0) throws -> PNGDecoder {
        try #require(PNGDecoder(summary.files[index]))
    }

    @Test func valuesMatchTheDashboard() throws {
        let pixels = [UInt8](repeating: 1, count: 2 * 5 * 7 * 3)
        let value = try summary(pixels.shaped(2, 5, 7, 3)).value(
            tag: "a",
            displayName: "A",
            description: "*a*"
        )
        guard case .tensor(let tensor) = value.content else {
            Issue.record("no tensor")
            return
        }
        #expect(tensor.dtype == .string)
        #expect(tensor.shape == TensorShape([4]))
        #expect(tensor.stringValues.count == 4)
        #expect(tensor.stringValues[0] == Array("7".utf8))
        #expect(tensor.stringValues[1] == Array("5".utf8))
        #expect(PNGDecoder(tensor.stringValues[3])?.pixels == [UInt8](repeating: 1, count: 105))
        #expect(
            value.metadata
                == SummaryMetadata(
                    pluginName: "images",
                    displayName: "A",
                    description: "*a*",
                    dataClass: .blobSequence
                )
        )
    }

    @Test(arguments: 1...4)
    func planesAreInterleaved(channels: Int) throws {
        var generator = SeededGenerator(seed: 5)
        let planes = generator.bytes(2 * channels * 6)
        let summary = try summary(planes.shaped(2, channels, 2, 3), layout: .nchw)
        for image in 0..<2 {
            let start = image * 6 * channels
            let expected = (0..<6 * channels).map { (index: Int) -> UInt8 in
                let (pixel, channel) = index.quotientAndRemainder(dividingBy: channels)
                return planes[start + channel * 6 + pixel]
            }
            #expect(try picture(summary, image).pixels == expected)
        }
    }

    @Test func maxOutputsKeepsTheFirst() throws {
        let summary = try summary(
            [UInt8](0..<8).shaped(4, 1, 2),
            isBatch: true,
            count: 2
        )
        #expect(summary.files.count == 2)
        #expect(try picture(summary, 1).pixels == [2, 3])
    }

    @Test func nonFinitePixelsAreLoud() throws {
        let grey: [Float] = [0, 1, .nan, .infinity, -.infinity, 0.5]
        let colored = try picture(summary(grey.shaped(2, 3)))
        #expect(colored.channels == 3)
        #expect(
            colored.pixels == [
                0, 0, 0, 255, 255, 255, 255, 0, 255, 255, 0, 0, 0, 0, 255, 127, 127, 127,
            ]
        )
        let yellow = ImageOptions(nonFinite: NonFiniteColors(.yellow))
        let pixel: [Float] = [.nan, 0]
        let transparent = try picture(summary(pixel.shaped(1, 1, 2), options: yellow))
        #expect(transparent.channels == 4)
        #expect(transparent.pixels == [255, 255, 0, 255])
        let planes: [Float] = [0, 1, .infinity, 0, .nan, 0.5]
        #expect(
            try picture(summary(planes.shaped(3, 1, 2), layout: .chw)).pixels == [
                255, 0, 255, 255, 0, 127,
            ]
        )
    }

    @Test func finiteGrayStaysGray() throws {
        #expect(try picture(summary([Float(0), 1].shaped(1, 2))).channels == 1)
        #expect(try picture(summary([Float(0), 1].shaped(1, 1, 2))).channels == 2)
    }

    @Test(arguments: 1...4)
    func sixteenBitsAreWrittenWhereAskedFor(channels: Int) throws {
        var generator = SeededGenerator(seed: 6)
        let pixels = (0..<6 * channels).map { _ in UInt16.random(in: 0...(.max), using: &generator)
        }
        let options = ImageOptions(bitDepth: .sixteen)
        let file = try picture(
            summary(pixels.shaped(2, 3, channels), layout: .hwc, options: options)
        )
        #expect(file.bitDepth == 16)
        #expect(file.channels == channels)
        let bytes = pixels.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xff)] }
        #expect(file.pixels == bytes)
        let planes = (0..<channels).flatMap { channel in
            (0..<6).map { pixels[$0 * channels + channel] }
        }
        let planar = try summary(planes.shaped(channels, 2, 3), layout: .chw, options: options)
        #expect(try picture(planar).pixels == bytes)
        // Other types have no more than 8 to give.
        #expect(try picture(summary([Float(1)].shaped(1, 1), options: options)).bitDepth == 8)
    }

    @Test func sixteenBitsCanBeDrawnOn() throws {
        let options = ImageOptions(bitDepth: .sixteen)
        let box = ImageBox(x0: 0, y0: 0, x1: 0, y1: 0, color: .yellow)
        let gray = try picture(
            summary([UInt16(0x1234), 0xabcd].shaped(1, 2), boxes: [box], options: options)
        )
        #expect(gray.channels == 3)
        #expect(
            gray.pixels == [255, 255, 255, 255, 0, 0] + [0xab, 0xcd, 0xab, 0xcd, 0xab, 0xcd]
        )
        let alpha = try picture(
            summary(
                [UInt16(1), 2, 0x1234, 0xabcd].shaped(1, 2, 2),
                boxes: [box],
                options: options
            )
        )
        #expect(
            alpha.pixels == [255, 255, 255, 255, 0, 0, 255, 255]
                + [0x12, 0x34, 0x12, 0x34, 0x12, 0x34, 0xab, 0xcd]
        )
    }

    @Test func wrongByteCountsAreRefused() {
        for count in [0, 1, 104, 106] {
            let short = [UInt8](repeating: 0, count: count)
            #expect(throws: Unshowable.self) { _ = try summary(short.shaped(5, 7, 3)) }
        }
        let raw = RawTensor(dtype: .string, shape: [1, 1], bytes: [0])
        #expect(throws: Unshowable.self) { _ = try summary(raw) }
        let huge = RawTensor(dtype: .uint8, shape: [Int.max, 1 << 14, 1 << 14], bytes: [])
        #expect(throws: Unshowable.self) { _ = try summary(huge, isBatch: true) }
    }
}

@Suite struct ImageGridTests {
    private func grid(_ source: some TensorSource, _ grid: ImageGrid) throws -> ImageSummary {
        let shape = try ImageShape(source.tensorShape, layout: nil, isBatch: true)
        return try ImageSummary(
            source,
            shape,
            count: .max,
            grid: grid,
            options: ImageOptions()
        )
    }

    /// `torchvision.utils.make_grid(x, nrow=2, padding=1)` lays them out the same.
    @Test func imagesAreLaidOutInRows() throws {
        let summary = try grid(
            [UInt8](1...6).shaped(3, 1, 2),
            ImageGrid(columns: 2, padding: 1)
        )
        #expect(summary.width == 7)
        #expect(summary.height == 5)
        #expect(summary.files.count == 1)
        #expect(
            try #require(PNGDecoder(summary.files[0])).pixels == [
                0, 0, 0, 0, 0, 0, 0,
                0, 1, 2, 0, 3, 4, 0,
                0, 0, 0, 0, 0, 0, 0,
                0, 5, 6, 0, 0, 0, 0,
                0, 0, 0, 0, 0, 0, 0,
            ]
        )
    }

    @Test func gridsKeepSixteenBits() throws {
        let pixels: [UInt16] = [0x1234, 0xabcd]
        let shape = try ImageShape([2, 1, 1], layout: nil, isBatch: true)
        let summary = try ImageSummary(
            pixels.shaped(2, 1, 1),
            shape,
            count: 2,
            grid: ImageGrid(padding: 0),
            options: ImageOptions(bitDepth: .sixteen)
        )
        #expect(try #require(PNGDecoder(summary.files[0])).pixels == [0x12, 0x34, 0xab, 0xcd])
    }

    @Test func oneColorImageMakesTheGridColored() throws {
        let summary = try grid([Float(1), .nan].shaped(2, 1, 1), ImageGrid(padding: 0))
        #expect(
            try #require(PNGDecoder(summary.files[0])).pixels == [255, 255, 255, 255, 0, 255]
        )
    }

    @Test(arguments: [
        ImageGrid(columns: .max, padding: .max), ImageGrid(columns: 1, padding: 1 << 28),
        ImageGrid(columns: .min, padding: 1 << 27),
    ])
    func gridsWithoutBoundsAreRefused(layout: ImageGrid) {
        #expect(throws: Unshowable.self) {
            _ = try grid([UInt8](1...6).shaped(3, 1, 2), layout)
        }
    }

    @Test func invalidNumbersCountAsTheNearestValid() throws {
        let summary = try grid(
            [UInt8](1...2).shaped(2, 1, 1),
            ImageGrid(columns: 0, padding: .min)
        )
        #expect(summary.width == 1)
        #expect(summary.height == 2)
    }
}
