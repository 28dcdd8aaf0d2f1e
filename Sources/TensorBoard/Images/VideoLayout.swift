/// What the dimensions of a video's tensor are: frames (T), height (H), width (W), channels (C),
/// videos (N).
///
/// ```swift
/// writer.addVideo("rollout", frames.shaped(16, 3, 64, 64), layout: .tchw, step: 0)
/// ```
///
/// If none is given, it is guessed from the shape: rank 3 is ``thw``; rank 4 is ``thwc`` if the last
/// dimension is 1 to 4, otherwise ``tchw`` if the second one is; rank 5 is ``nthwc`` if the last
/// dimension is 1 to 4, otherwise ``ntchw`` if the third one is.
public enum VideoLayout: Hashable, Sendable, CaseIterable {
    /// A gray video.
    case thw
    /// The channels of a pixel are adjacent, as in NumPy, TensorFlow and MLX.
    case thwc
    /// One plane after the other, as in PyTorch.
    case tchw
    /// A batch of videos whose channels are adjacent.
    case nthwc
    /// A batch of videos in planes, as PyTorch's `add_video` takes them.
    case ntchw

    private var rank: Int {
        switch self {
        case .thw: 3
        case .thwc, .tchw: 4
        case .nthwc, .ntchw: 5
        }
    }

    /// The layout of each frame, all of which are a batch.
    private var frames: ImageLayout {
        switch self {
        case .thw: .nhw
        case .thwc, .nthwc: .nhwc
        case .tchw, .ntchw: .nchw
        }
    }

    /// The layout that the rules above give for a shape.
    static func guessed(for shape: [Int]) -> VideoLayout? {
        let isChannelCount = { (dimension: Int) in 1...4 ~= dimension }
        switch shape.count {
        case 3: return .thw
        case 4 where isChannelCount(shape[3]): return .thwc
        case 4 where isChannelCount(shape[1]): return .tchw
        case 5 where isChannelCount(shape[4]): return .nthwc
        case 5 where isChannelCount(shape[2]): return .ntchw
        default: return nil
        }
    }

    /// The shape of all frames as a batch of images, and the number of videos.
    func split(_ shape: [Int]) throws(Unshowable) -> (images: ImageShape, videoCount: Int) {
        guard shape.count == rank else {
            throw Unshowable("the shape \(shape) does not match the layout \(self)")
        }
        guard rank == 5 else {
            return (try ImageShape(shape, layout: frames, isBatch: true), 1)
        }
        let (count, overflow) = shape[0].multipliedReportingOverflow(by: shape[1])
        guard shape[0] > 0, shape[1] > 0, !overflow else {
            throw Unshowable("there are no videos in the batch \(shape), or too many")
        }
        let images = try ImageShape([count] + shape[2...], layout: frames, isBatch: true)
        return (images, shape[0])
    }
}
