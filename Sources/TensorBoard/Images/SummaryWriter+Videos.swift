internal import Pictures

extension SummaryWriter {
    /// Logs a video, as an animated GIF on the Images dashboard.
    ///
    /// Equivalent to PyTorch's `SummaryWriter.add_video`. Elements become pixels as in
    /// ``addImage(_:_:shape:layout:boxes:step:wallTime:options:displayName:description:)``. A GIF has 256
    /// colors: up to so many in all, or in each frame, are exact; of more, the best 256 are chosen
    /// for each frame. Pixels are opaque or not, and no half.
    ///
    /// ```swift
    /// let frames = [UInt8](repeating: 128, count: 16 * 64 * 64 * 3)
    /// writer.addVideo("rollout", frames.shaped(16, 64, 64, 3), fps: 15, step: 0)
    /// ```
    ///
    /// - Parameters:
    ///   - tag: The name.
    ///   - frames: The pictures, with 1 to 4 channels (gray, gray and alpha, RGB, RGBA) and up to
    ///     2^28 elements in all. Several videos are shown side by side.
    ///   - shape: The video's dimensions, where it is a flat array; by default its own.
    ///   - layout: The meaning of the dimensions; by default guessed from the shape, see
    ///     ``VideoLayout``.
    ///   - fps: The frames shown in a second, up to 50; 4 by default, as in PyTorch.
    ///   - step: The step.
    ///   - wallTime: Seconds since 1970, UTC; now by default.
    ///   - nonFinite: The colors of non-finite pixels.
    ///   - displayName: The name to show instead of the tag; for the tag's first video only.
    ///   - description: The tag's meaning, in Markdown; for the tag's first video only.
    public func addVideo(
        _ tag: String,
        _ frames: some TensorSource,
        shape: [Int]? = nil,
        layout: VideoLayout? = nil,
        fps: Double = 4,
        step: some BinaryInteger,
        wallTime: Double? = nil,
        nonFinite: NonFiniteColors = NonFiniteColors(),
        displayName: String = "",
        description: String = ""
    ) {
        let step = Int(clamping: step)
        encodeImages(tag, step, wallTime, displayName, description) { () throws(Unshowable) in
            let frames = frames.shaped(shape ?? frames.tensorShape)
            let delays = try VideoDelays(fps: fps)
            let video = try Video(frames, layout: layout, delays: delays, colors: nonFinite)
            if let problem = delays.warning { warn(.invalidValue, tag, step: step, problem) }
            return ImageEncoding(byteCount: video.byteCount) { () throws(Unshowable) in
                ImageSummary(
                    width: video.width,
                    height: video.height,
                    files: [try video.gif()],
                    clipped: video.clipped
                )
            }
        }
    }
}
