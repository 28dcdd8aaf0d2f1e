public import Pictures

/// How images are encoded.
///
/// ```swift
/// let options = ImageOptions(compression: .level(9), nonFinite: NonFiniteColors(.yellow))
/// writer.addImage("attention", map.shaped(64, 64), step: 10, options: options)
/// ```
public struct ImageOptions: Hashable, Sendable {
    /// The compression of PNGs; by default fast and nearly as small as possible.
    public var compression: PNGCompression
    /// The colors of pixels that are NaN or infinite.
    public var nonFinite: NonFiniteColors

    /// Creates options.
    public init(
        compression: PNGCompression = .automatic,
        nonFinite: NonFiniteColors = NonFiniteColors()
    ) {
        self.compression = compression
        self.nonFinite = nonFinite
    }
}
