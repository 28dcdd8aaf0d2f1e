/// A rectangle to draw onto an image, such as a detection.
///
/// ```swift
/// let cat = ImageBox(x0: 12, y0: 30, x1: 96, y1: 88, label: "cat 0.97")
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

    /// Creates a box; parts outside the image are not drawn.
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
}
