import EventDecoding
import Foundation
import SystemPackage
import TFRecord
import TensorBoard
import TensorBoardEvents

// What is encoded: its bytes are expected as they stand in the file, and its pixels as they were.
extension EveryKind {
    private static let size = (width: 6, height: 4)

    /// A pixel's channels, different at each place.
    private static func pixels(_ channels: Int) -> [UInt8] {
        (0..<size.width * size.height * channels).map { UInt8(truncatingIfNeeded: $0 * 37 + 11) }
    }

    private static func rgba(_ pixels: [UInt8], _ channels: Int) -> [UInt8] {
        stride(from: 0, to: pixels.count, by: channels).flatMap { start -> [UInt8] in
            let pixel = Array(pixels[start..<start + channels])
            return switch channels {
            case 1: [pixel[0], pixel[0], pixel[0], 255]
            case 2: [pixel[0], pixel[0], pixel[0], pixel[1]]
            case 3: pixel + [255]
            default: pixel
            }
        }
    }

    /// The smallest GIF: one pixel.
    private static let gif: [UInt8] =
        Array("GIF89a".utf8) + [
            1, 0, 1, 0, 0x80, 0, 0, 255, 0, 0, 0, 0, 0, 0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44,
            1, 0, 0x3b,
        ]

    func images() {
        let (width, height) = Self.size
        for channels in 1...4 {
            let tensor = Self.pixels(channels).shaped(height, width, channels)
            train.addImage("image/\(channels)", tensor, layout: .hwc, step: 0)
        }
        // Planes of floats: red, green, blue from left to right, and a NaN.
        let zeros = [Float](repeating: 0, count: 3)
        let ones: [Float] = [1, 1, 1]
        let planes: [Float] = [1, 0, 0] + [0, 1, .nan] + [0, 0, 1]
        train.addImage("image/floats", planes.shaped(3, 1, 3), layout: .chw, step: 0)
        train.addImages("image/batch", (zeros + ones).shaped(2, 1, 3), layout: .nhw, step: 0)
        train.addImages(
            "image/grid",
            (zeros + ones).shaped(2, 1, 3),
            layout: .nhw,
            grid: ImageGrid(columns: 2, padding: 0),
            step: 0
        )
        let black = [UInt8](repeating: 0, count: 36)
        train.addImage(
            "image/boxes",
            black.shaped(6, 6),
            boxes: [ImageBox(x0: 1, y0: 1, x1: 5, y1: 5, lineWidth: 1)],
            step: 0
        )
        train.addEncodedImage("image/gif", Self.gif, step: 0)
        videos()
        train.addImage(
            "image/deep",
            Self.deepPixels,
            shape: [2, 3],
            step: 0,
            options: ImageOptions(bitDepth: .sixteen)
        )
    }

    private static let deepPixels: [UInt16] = [0, 1, 255, 256, 0x1234, .max]

    /// A square that moves over gradients, with a color table for each frame, and two dots.
    private func videos() {
        train.addVideo("video/exact", Self.moving, fps: 8, step: 0)
        let dots: [UInt8] = [200, 255, 0, 0, 0, 0, 200, 255]
        train.addVideo("video/transparent", dots, shape: [2, 1, 2, 2], step: 0)
    }

    private static let moving: [[[[UInt8]]]] = (0..<6).map { frame in
        (0..<24).map { y in
            (0..<32).map { x in
                let isInside = 4 * frame..<4 * frame + 8 ~= x && 8..<16 ~= y
                return isInside
                    ? [255, 40, 0] : [UInt8(frame * 10), UInt8(x * 8), UInt8(y / 4 * 40)]
            }
        }
    }

    func audio() {
        let wave = (0..<800).map { Float($0 % 40) / 40 - 0.5 }
        train.addAudio("mono", wave, sampleRate: 8_000, step: 1)
        train.addAudio("stereo", wave.shaped(400, 2), sampleRate: 8_000, step: 1)
    }

    /// Expects the files that were written, after they were.
    func expectMedia() throws {
        let (width, height) = Self.size
        for channels in 1...4 {
            let pixels = Self.rgba(Self.pixels(channels), channels)
            try expectImage("image/\(channels)", (width, height), rgba: [pixels])
        }
        let magenta: [UInt8] = [255, 0, 255, 255]
        let floats: [UInt8] = [255, 0, 0, 255] + [0, 255, 0, 255] + magenta
        try expectImage("image/floats", (3, 1), rgba: [floats])
        let row = { (grey: UInt8) in [UInt8]([[grey, grey, grey, 255]].repeated(3).joined()) }
        try expectImage("image/batch", (3, 1), rgba: [row(0), row(255)])
        try expectImage("image/grid", (6, 1), rgba: [row(0) + row(255)])
        try expectImage("image/boxes", (6, 6), rgba: [])
        try expectImage("image/gif", (1, 1), mime: "image/gif", rgba: [])
        try expectImage(
            "image/deep",
            (3, 2),
            rgba: [],
            ["gray16": Self.deepPixels.map(Int.init)]
        )
        try expectVideos()
        for tag in ["mono", "stereo"] {
            let clips = try blobs(tag)
            logdir.expectAudio(clips, step: 1, run: "train", tag: tag)
        }
        // The table as Markdown, which is what the page shows as HTML.
        let table = try blobs("table")
        logdir.expectText(
            String(decoding: table[0], as: UTF8.self),
            step: 2,
            run: "train",
            tag: "table"
        )
    }

    private func expectVideos() throws {
        let moving = Self.moving.map { frame in
            frame.joined().flatMap { (pixel: [UInt8]) -> [UInt8] in pixel + [255] }
        }
        // 12.5 hundredths of a second, rounded so that their sum is right.
        let eighths = [130, 120, 130, 120, 130, 120]
        try expectVideo("video/exact", (32, 24), moving, eighths)
        let left: [UInt8] = [200, 200, 200, 255, 0, 0, 0, 0]
        let right: [UInt8] = [0, 0, 0, 0, 200, 200, 200, 255]
        try expectVideo("video/transparent", (2, 1), [left, right], [250, 250])
    }

    private func expectVideo(
        _ tag: String,
        _ size: (width: Int, height: Int),
        _ frames: [[UInt8]],
        _ durations: [Int]
    ) throws {
        let encoded = frames.map { Data($0).base64EncodedString() }
        let more: [String: Any] = ["durations": durations, "frames": encoded]
        try expectImage(tag, size, mime: "image/gif", rgba: [], more)
    }

    private func expectImage(
        _ tag: String,
        _ size: (width: Int, height: Int),
        mime: String = "image/png",
        rgba: [[UInt8]],
        _ more: [String: Any] = [:]
    ) throws {
        let files = Array(try blobs(tag).dropFirst(2))
        var point: [String: Any] = [
            "step": 0, "width": size.width, "height": size.height, "mime": mime,
            "base64": files.map { Data($0).base64EncodedString() },
            "rgba": rgba.map { Data($0).base64EncodedString() },
        ]
        point.merge(more) { _, new in new }
        logdir.expect(point, in: "images", run: "train", tag: tag)
    }

    /// The strings of a tag's first tensor in the run `train`.
    private func blobs(_ tag: String) throws -> [[UInt8]] {
        let directory = try logdir.run("train")
        for name in try DirectoryListing.names(in: directory)
        where EventFileName.isEventFile(name.string) {
            var reader = try EventFileReader(opening: directory.appending(name))
            while let event = try reader.next() {
                guard case .summary(let summary) = event.what else { continue }
                for value in summary.values where value.tag == tag {
                    if case .tensor(let tensor) = value.content { return tensor.stringValues }
                }
            }
        }
        throw Errno.noSuchFileOrDirectory
    }
}

extension Array {
    fileprivate func repeated(_ count: Int) -> [Element] {
        (0..<count).flatMap { _ in self }
    }
}
