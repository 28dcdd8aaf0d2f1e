import TestSupport
import Testing

@testable import TensorBoard

/// A video is an animated GIF on the dashboard of images.
@Suite struct VideoTests {
    private let run: WrittenRun
    private let warnings = Collected<WriterWarning>()

    init() throws {
        run = try WrittenRun()
    }

    /// What a call leaves in the file, as the dashboard's strings.
    private func logged(_ body: (SummaryWriter) -> Void) throws -> [[[UInt8]]] {
        var options = SummaryWriter.Options.silent
        options.onWarning = { [warnings] in warnings.append($0) }
        let writer = try SummaryWriter(logdir: run.logdir, options: options)
        body(writer)
        try writer.close()
        return try run.values().map { value in
            guard case .tensor(let tensor) = value.value.content else { return [] }
            return tensor.stringValues
        }
    }

    private func video(_ body: (SummaryWriter) -> Void) throws -> GIFDecoder {
        let strings = try #require(try logged(body).first)
        let decoded = try #require(GIFDecoder(strings[2]))
        #expect(strings.count == 3)
        #expect(strings[0] == Array(String(decoded.width).utf8))
        #expect(strings[1] == Array(String(decoded.height).utf8))
        return decoded
    }

    private func grays(_ frame: [UInt8]) -> [UInt8] {
        stride(from: 0, to: frame.count, by: 4).map { frame[$0] }
    }

    @Test(arguments: [
        ([5, 6, 7], VideoLayout.thw), ([5, 6, 7, 3], .thwc), ([5, 3, 6, 7], .tchw),
        ([2, 5, 6, 7, 1], .nthwc), ([2, 5, 4, 6, 7], .ntchw), ([5, 3, 6, 4], .thwc),
    ])
    func layoutsAreGuessedByTheRule(shape: [Int], layout: VideoLayout) throws {
        #expect(VideoLayout.guessed(for: shape) == layout)
        let (images, videoCount) = try layout.split(shape)
        #expect(videoCount == (shape.count == 5 ? 2 : 1))
        #expect(images.count == videoCount * 5)
        #expect(images.format.height == (layout == .thwc && shape[3] == 4 ? 3 : 6))
    }

    @Test(arguments: VideoLayout.allCases)
    func everyLayoutShowsTheSamePixels(layout: VideoLayout) throws {
        // Two frames of two pixels: red and green, then blue and white.
        let colors: [[[UInt8]]] = [
            [[255, 0, 0], [0, 255, 0]], [[0, 0, 255], [255, 255, 255]],
        ]
        let planes = colors.flatMap { frame in (0..<3).flatMap { c in frame.map { $0[c] } } }
        let decoded = try video { writer in
            switch layout {
            case .thw:
                let gray = colors.flatMap { $0.map { $0[0] } }
                writer.addVideo("v", gray.shaped(2, 1, 2), layout: layout, step: 3)
            case .thwc, .nthwc:
                let shape = (layout == .thwc ? [] : [1]) + [2, 1, 2, 3]
                let pixels = colors.joined().flatMap(\.self)
                writer.addVideo("v", pixels.shaped(shape), layout: layout, step: 3)
            case .tchw, .ntchw:
                let shape = (layout == .tchw ? [] : [1]) + [2, 3, 1, 2]
                writer.addVideo("v", planes.shaped(shape), layout: layout, step: 3)
            }
        }
        #expect(decoded.delays == [25, 25])
        let expected = colors.map { frame in
            frame.flatMap { color -> [UInt8] in
                layout == .thw ? [color[0], color[0], color[0], 255] : color + [255]
            }
        }
        #expect(decoded.frames == expected)
        #expect(try run.values().map(\.step) == [3])
        #expect(warnings.all.isEmpty)
    }

    /// PyTorch's `_prepare_video` places them so, the missing ones black.
    @Test(arguments: [
        (1, [0]), (2, [0, 1]), (3, [0, 1, 2, 255]), (4, [0, 1, 2, 3]),
        (5, [0, 1, 2, 3, 4, 255, 255, 255]), (7, [0, 1, 2, 3, 4, 5, 6, 255]),
    ])
    func severalVideosStandSideBySide(count: Int, places: [UInt8]) throws {
        let pixels = (0..<UInt8(count)).flatMap { [10 + $0, 100 + $0] }
        let decoded = try video { $0.addVideo("v", pixels.shaped(count, 2, 1, 1, 1), step: 0) }
        #expect(decoded.width == [1: 1, 2: 2, 8: 4][places.count] ?? 2)
        #expect(grays(decoded.frames[0]) == places.map { $0 == 255 ? 0 : 10 + $0 })
        #expect(grays(decoded.frames[1]) == places.map { $0 == 255 ? 0 : 100 + $0 })
    }

    /// The sum is right, whatever the rounding.
    @Test(arguments: [
        (4.0, 4, [25, 25, 25, 25]), (30, 3, [3, 4, 3]), (50, 2, [2, 2]), (0.5, 2, [200, 200]),
        (24, 6, [4, 4, 5, 4, 4, 4]),
    ])
    func framesFollowAtTheirRate(fps: Double, count: Int, delays: [Int]) throws {
        let pixels = [UInt8](repeating: 7, count: count)
        let decoded = try video { $0.addVideo("v", pixels.shaped(count, 1, 1), fps: fps, step: 0) }
        #expect(decoded.delays == delays)
        #expect(warnings.all.isEmpty)
    }

    @Test(arguments: [51.0, 60, 1e9, .greatestFiniteMagnitude])
    func moreFramesThanBrowsersShowAreTold(fps: Double) throws {
        let decoded = try video {
            $0.addVideo("v", [UInt8](0..<3).shaped(3, 1, 1), fps: fps, step: 0)
        }
        #expect(decoded.delays == [2, 2, 2])
        #expect(warnings.all.map(\.code) == [.invalidValue])
    }

    @Test(
        arguments: [0, -1, .nan, .infinity, -.infinity, 1e-9, .leastNonzeroMagnitude] as [Double]
    )
    func impossibleRatesAreLeftOutAndTold(fps: Double) throws {
        #expect(
            try logged { $0.addVideo("v", [UInt8(1)].shaped(1, 1, 1), fps: fps, step: 0) }.isEmpty
        )
        #expect(warnings.all.map(\.code) == [.invalidValue])
    }

    @Test(arguments: [
        [], [4], [2, 2], [2, 0, 3], [0, 2, 3], [-1, 2, 3], [2, 5, 6, 7], [2, 2, 2, 2, 2, 2],
        [0, 1, 1, 1, 1], [1, 0, 1, 1, 1], [.max, .max, 1, 1, 1], [-2, -2, 1, 1, 1], [.max, 1, 1],
        [1, 1, 70_000], [1, 1 << 14, 1 << 14, 4], [1 << 28, 1, 1, 3],
    ])
    func shapesThatAreNotVideosAreLeftOutAndTold(shape: [Int]) throws {
        let count = shape == [1, 1, 70_000] ? 70_000 : 4
        let pixels = [UInt8](repeating: 1, count: count)
        #expect(try logged { $0.addVideo("v", pixels.shaped(shape), step: 0) }.isEmpty)
        #expect(warnings.all.map(\.code) == [.invalidValue])
    }

    @Test func bytesThatDoNotFillTheShapeAreLeftOutAndTold() throws {
        #expect(try logged { $0.addVideo("v", [UInt8(1)].shaped(2, 1, 1), step: 0) }.isEmpty)
        #expect(warnings.all.map(\.code) == [.invalidValue])
    }

    @Test func nonFinitePixelsAreLoudAndClippedOnesTold() throws {
        let pixels: [Float] = [0, .nan, 200, 1]
        let decoded = try video { writer in
            for step in 0..<2 {
                writer.addVideo("v", pixels.shaped(2, 1, 2), step: step, nonFinite: .init(.yellow))
            }
        }
        #expect(decoded.frames[0] == [0, 0, 0, 255, 255, 255, 0, 255])
        #expect(grays(decoded.frames[1]) == [255, 255])
        #expect(warnings.all.map(\.code) == [.clipped])
    }

    /// Gray frames next to one that needs color.
    @Test func framesMayDifferInChannels() throws {
        let pixels: [Float] = [0, 1, 0.5, .infinity]
        let decoded = try video { $0.addVideo("v", pixels.shaped(2, 2, 1, 1, 1), step: 0) }
        #expect(grays(decoded.frames[0]) == [0, 127])
        #expect(decoded.frames[1] == [255, 255, 255, 255, 255, 0, 0, 255])
    }

    @Test func namesAndDescriptionsAreWritten() throws {
        _ = try logged { writer in
            writer.addVideo(
                "v",
                [UInt8(1)].shaped(1, 1, 1),
                step: 0,
                wallTime: 1.5e9,
                displayName: "V",
                description: "*v*"
            )
        }
        let metadata = try #require(try run.values().first?.value.metadata)
        #expect(metadata.pluginName == "images")
        #expect(metadata.displayName == "V")
        #expect(metadata.description == "*v*")
        #expect(try run.events().map(\.wallTime) == [1.5e9])
    }
}
