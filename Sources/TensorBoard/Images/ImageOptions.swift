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
    /// The bits of each channel of a `DT_UINT16` image, 8 by default.
    ///
    /// With 8, the numbers are clipped to 0...255 like those of other integers. With 16, they are
    /// kept: 65,535 is white. Other types are always written with 8.
    public var bitDepth: PNGBitDepth
    /// The colors of pixels that are NaN or infinite.
    public var nonFinite: NonFiniteColors

    /// Creates options.
    public init(
        compression: PNGCompression = .automatic,
        bitDepth: PNGBitDepth = .eight,
        nonFinite: NonFiniteColors = NonFiniteColors()
    ) {
        self.compression = compression
        self.bitDepth = bitDepth
        self.nonFinite = nonFinite
    }
}
