/// The number of bits for each channel of a pixel.
///
/// ```swift
/// let depths = [UInt16](repeating: 40_000, count: 64 * 64)
/// let options = ImageOptions(bitDepth: .sixteen)
/// writer.addImage("depth", depths.shaped(64, 64), step: 0, options: options)
/// ```
public enum PNGBitDepth: UInt8, Hashable, Sendable, CaseIterable {
    /// What browsers show.
    case eight = 8
    /// For programs that read the picture; browsers show the upper 8 bits.
    case sixteen = 16

    /// The size of a channel.
    package var byteCount: Int { Int(rawValue) / 8 }
}
