/// How much effort goes into making a PNG small.
///
/// ```swift
/// let archived = ImageOptions(compression: .level(9))
/// writer.addImage("input", pixels.shaped(28, 28), step: 0, options: archived)
/// ```
public enum PNGCompression: Hashable, Sendable {
    /// Chosen for each part of the image by what is in it: about as small as level 6, several
    /// times as fast.
    ///
    /// What looks like noise is stored, photographs are entropy coded, and only what repeats itself
    /// is searched for repetitions.
    case automatic
    /// zlib's levels: 0 stores the pixels, 1 is fast, 9 is the smallest.
    ///
    /// Numbers outside 0...9 count as the nearest of them.
    case level(Int)
}
