internal import Pictures

/// A video's pictures, copied, and how fast they follow each other.
///
/// Making one is quick; ``gif()`` takes its time, and needs nothing else.
struct Video: Hashable, Sendable {
    private let frames: [Raster]
    private let delays: [Int]
    /// The elements that did not fit their pixels.
    let clipped: ClippedElements

    /// The size of the pictures in memory.
    var byteCount: Int { frames.reduce(0) { $0 + $1.pixels.count } }

    /// The pictures of a tensor; those of several videos side by side.
    init(
        _ source: some TensorSource,
        layout: VideoLayout?,
        delays: VideoDelays,
        colors: NonFiniteColors
    ) throws(Unshowable) {
        let shape = source.tensorShape
        guard let layout = layout ?? .guessed(for: shape) else {
            throw Unshowable("the shape \(shape) is not that of a video; state the layout")
        }
        let (images, videoCount) = try layout.split(shape)
        // Before anything is copied.
        guard images.count <= PNGFormat.maximumPixelCount / images.format.sampleCount else {
            throw Unshowable("the video is too large to be shown; log fewer or smaller frames")
        }
        var clipped = ClippedElements()
        let options = ImageOptions(nonFinite: colors)
        let frames = ImageSummary.withImages(source, images, options) {
            images throws(Unshowable) in
            let frameCount = images.shape.count / videoCount
            var frames: [Raster] = []
            for frame in 0..<frameCount {
                var sideBySide: [Raster] = []
                for video in 0..<videoCount {
                    let index = video * frameCount + frame
                    sideBySide.append(try images.raster(at: index, colors, &clipped))
                }
                frames.append(try Self.joined(sideBySide))
            }
            return frames
        }
        self.frames = try frames.get()
        self.delays = delays.hundredths(count: self.frames.count)
        self.clipped = clipped
        guard max(width, height) <= GIFEncoder.maximumSide else {
            throw Unshowable(
                "a GIF has up to \(GIFEncoder.maximumSide) pixels in a row, not \(width) x \(height)"
            )
        }
    }

    /// The width of the pictures.
    var width: Int { frames.first?.format.width ?? 0 }
    /// Their height.
    var height: Int { frames.first?.format.height ?? 0 }

    /// The pictures as a file.
    func gif() throws(Unshowable) -> [UInt8] {
        let frames = frames.map { GIFFrame(pixels: $0.pixels, channels: $0.format.channels) }
        guard
            let file = GIFEncoder.encode(frames, width: width, height: height, delays: delays)
        else { throw Unshowable("the frames of the video differ in size") }
        guard file.count <= RecordLimit.mediaByteCount else {
            throw Unshowable("the video takes more than 2 GiB; log fewer or smaller frames")
        }
        return file
    }

    /// The pictures of one moment, in as many rows and columns as PyTorch's `add_video` makes: the
    /// powers of two with room for all that are nearest to a square.
    private static func joined(_ images: [Raster]) throws(Unshowable) -> Raster {
        guard images.count > 1 else { return images[0] }
        let bitCount = Int.bitWidth - (images.count - 1).leadingZeroBitCount
        var images = images
        // One picture that needs color makes all of them colored.
        if Set(images.map(\.format.channels)).count > 1 { images = images.map { $0.colored() } }
        return try ImageGrid(columns: 1 << (bitCount - bitCount / 2), padding: 0).joined(images)
    }
}

/// How long a video shows each of its pictures.
struct VideoDelays: Hashable, Sendable {
    private let fps: Double

    /// - Parameter fps: Frames a second.
    /// - Throws: The reason why there cannot be so many.
    init(fps: Double) throws(Unshowable) {
        guard fps > 0, fps.isFinite, 100 / fps <= 0xffff else {
            throw Unshowable(
                "a GIF cannot have \(fps) frames a second; its frames last from 0.02 to 655 seconds"
            )
        }
        self.fps = fps
    }

    /// What is odd about it, and what to do; `nil` if nothing is.
    ///
    /// Browsers show what should last less than 0.02 seconds for 0.1 instead.
    var warning: String? {
        guard fps > Self.maximum else { return nil }
        return "browsers show a GIF with 50 frames a second at most, not \(fps), so it is slower; "
            + "log every other frame"
    }

    /// The delay after each picture, so rounded that the sum is right.
    func hundredths(count: Int) -> [Int] {
        let delay = 100 / min(fps, Self.maximum)
        let ends = (0...count).map { (Double($0) * delay).rounded() }
        return zip(ends, ends.dropFirst()).map { Int($1 - $0) }
    }

    private static let maximum = 50.0
}
