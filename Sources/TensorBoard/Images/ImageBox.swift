/// A rectangle to draw onto an image, such as a detection.
///
/// ```swift
/// let cat = ImageBox(x: 12, y: 30, width: 85, height: 59, label: "cat 0.97")
/// writer.addImage("detections", photo.shaped(120, 160, 3), boxes: [cat], step: 0)
/// ```
public struct ImageBox: Hashable, Sendable {
    /// The pixel column of the left edge; the image's first one is 0.
    public var x0: Int
    /// The pixel row of the upper edge; the image's first one is 0.
    public var y0: Int
    /// The pixel column of the right edge, which belongs to the box.
    public var x1: Int
    /// The pixel row of the lower edge, which belongs to the box.
    public var y1: Int
    /// The color of the edges and of the label's background.
    public var color: ImageColor
    /// The label at the upper left corner; characters beyond ASCII become `?`.
    public var label: String?
    /// The thickness of the edges in pixels, inwards; at least one.
    public var lineWidth: Int

    /// Creates a box from its corner and its size; parts outside the image are not drawn.
    ///
    /// - Parameters:
    ///   - x: The pixel column of the left edge; the image's first one is 0.
    ///   - y: The pixel row of the upper edge; the image's first one is 0.
    ///   - width: The number of columns, at least one.
    ///   - height: The number of rows, at least one.
    ///   - color: The color of the edges and of the label's background.
    ///   - label: The label at the upper left corner; characters beyond ASCII become `?`.
    ///   - lineWidth: The thickness of the edges in pixels, inwards; at least one.
    public init(
        x: Int,
        y: Int,
        width: Int,
        height: Int,
        color: ImageColor = .red,
        label: String? = nil,
        lineWidth: Int = 2
    ) {
        self.init(
            x0: x,
            y0: y,
            x1: Self.last(of: width, from: x),
            y1: Self.last(of: height, from: y),
            color: color,
            label: label,
            lineWidth: lineWidth
        )
    }

    /// Creates a box from two opposite corners, both of which belong to it, as many detectors state
    /// it; parts outside the image are not drawn.
    public init(
        x0: Int,
        y0: Int,
        x1: Int,
        y1: Int,
        color: ImageColor = .red,
        label: String? = nil,
        lineWidth: Int = 2
    ) {
        self.x0 = x0
        self.y0 = y0
        self.x1 = x1
        self.y1 = y1
        self.color = color
        self.label = label
        self.lineWidth = lineWidth
    }

    /// The last of some pixels.
    private static func last(of count: Int, from first: Int) -> Int {
        let (last, overflow) = first.addingReportingOverflow(max(count, 1) - 1)
        return overflow ? .max : last
    }
}
