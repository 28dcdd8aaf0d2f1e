internal import Pictures

/// What the dimensions of an image's tensor are: height (H), width (W), channels (C), images (N).
///
/// ```swift
/// writer.addImage("input", pixels.shaped(3, 32, 32), layout: .chw, step: 0)
/// ```
///
/// If none is given, it is guessed from the shape: rank 2 is ``hw``; rank 3 is ``hwc`` if the last
/// dimension is 1 to 4, otherwise ``chw`` if the first one is; rank 4 is ``nhwc`` if the last
/// dimension is 1 to 4, otherwise ``nchw`` if the second one is. What
/// ``SummaryWriter/addImages(_:_:shape:layout:grid:maxOutputs:step:wallTime:options:displayName:description:)``
/// takes is a batch, so rank 3 is ``nhw`` there.
public enum ImageLayout: Hashable, Sendable, CaseIterable {
    /// A gray image.
    case hw
    /// The channels of a pixel are adjacent, as in NumPy, TensorFlow and MLX.
    case hwc
    /// One plane after the other, as in PyTorch.
    case chw
    /// A batch of gray images.
    case nhw
    /// A batch of images whose channels are adjacent.
    case nhwc
    /// A batch of images in planes.
    case nchw

    private var rank: Int {
        switch self {
        case .hw: 2
        case .hwc, .chw, .nhw: 3
        case .nhwc, .nchw: 4
        }
    }

    /// The layout that the rules above give for a shape.
    static func guessed(for shape: [Int], isBatch: Bool) -> ImageLayout? {
        let isChannelCount = { (dimension: Int) in 1...4 ~= dimension }
        switch (shape.count, isBatch) {
        case (2, false): return .hw
        case (3, false) where isChannelCount(shape[2]): return .hwc
        case (3, false) where isChannelCount(shape[0]): return .chw
        case (3, true): return .nhw
        case (4, _) where isChannelCount(shape[3]): return .nhwc
        case (4, _) where isChannelCount(shape[1]): return .nchw
        default: return nil
        }
    }
}

/// The parts of an image tensor's shape.
struct ImageShape: Hashable, Sendable {
    private(set) var count: Int
    let format: PNGFormat
    /// Whether each channel has a plane of its own.
    let isPlanar: Bool

    init(_ shape: [Int], layout: ImageLayout?, isBatch: Bool) throws(Unshowable) {
        guard let layout = layout ?? .guessed(for: shape, isBatch: isBatch) else {
            throw Unshowable("the shape \(shape) is not that of an image; state the layout")
        }
        guard !shape.contains(NestedTensor.raggedSize) else {
            throw Unshowable("the nested arrays of an image must have equal lengths, not \(shape)")
        }
        guard let parts = layout.parts(of: shape) else {
            throw Unshowable("the shape \(shape) does not match the layout \(layout)")
        }
        guard 1...4 ~= parts.channels else {
            throw Unshowable("an image has 1 to 4 channels, not \(parts.channels)")
        }
        guard parts.count > 0 else { throw Unshowable("there are no images in the batch") }
        guard
            let format = PNGFormat(
                width: parts.width,
                height: parts.height,
                channels: parts.channels
            )
        else {
            throw Unshowable(
                "an image of \(parts.width) x \(parts.height) pixels is empty or too large to be shown"
            )
        }
        self.count = parts.count
        self.format = format
        isPlanar = parts.channels > 1 && (layout == .chw || layout == .nchw)
    }

    /// The format of an image with that many bits for each channel.
    func format(bitDepth: PNGBitDepth) throws(Unshowable) -> PNGFormat {
        let format = PNGFormat(
            width: format.width,
            height: format.height,
            channels: format.channels,
            bitDepth: bitDepth
        )
        guard let format else { throw Unshowable("the image is too large for 16 bits") }
        return format
    }

    /// The shape of the first images alone.
    func ofFirst(_ count: Int) -> ImageShape {
        var shape = self
        shape.count = min(count, shape.count)
        return shape
    }
}

extension ImageLayout {
    fileprivate struct Parts {
        var count = 1
        var height: Int
        var width: Int
        var channels = 1
    }

    fileprivate func parts(of shape: [Int]) -> Parts? {
        guard shape.count == rank else { return nil }
        return switch self {
        case .hw: Parts(height: shape[0], width: shape[1])
        case .hwc: Parts(height: shape[0], width: shape[1], channels: shape[2])
        case .chw: Parts(height: shape[1], width: shape[2], channels: shape[0])
        case .nhw: Parts(count: shape[0], height: shape[1], width: shape[2])
        case .nhwc:
            Parts(count: shape[0], height: shape[1], width: shape[2], channels: shape[3])
        case .nchw:
            Parts(count: shape[0], height: shape[2], width: shape[3], channels: shape[1])
        }
    }
}
