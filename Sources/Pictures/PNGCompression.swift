/// The effort spent on making a PNG small.
///
/// ```swift
/// let archived = ImageOptions(compression: .level(9))
/// writer.addImage("input", pixels.shaped(28, 28), step: 0, options: archived)
/// ```
public enum PNGCompression: Hashable, Sendable {
    /// Chosen for each part of the image by its content: about as small as level 6, several times
    /// as fast.
    ///
    /// Noise is stored, photographs are entropy coded, and only repetitive parts are searched for
    /// repetitions.
    case automatic
    /// zlib's levels: 0 stores the pixels, 1 is fast, 9 is the smallest.
    ///
    /// Numbers outside of 0...9 count as the nearest of these.
    case level(Int)
}
