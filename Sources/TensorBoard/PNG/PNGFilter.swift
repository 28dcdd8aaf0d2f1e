/// The ways to predict a byte of a row from its neighbours; what is left is easier to compress.
///
/// See "Portable Network Graphics (PNG) Specification", 9.2. The left neighbour is the same channel
/// of the pixel before.
enum PNGFilter: UInt8, CaseIterable, Sendable {
    case none = 0
    case sub = 1
    case up = 2
    case average = 3
    case paeth = 4

    /// Writes what is left of `row` when the prediction is taken away.
    ///
    /// The rows lie in unsafe memory: these loops run over every byte of every image, and only
    /// without checks of bounds are they compiled to vector instructions.
    ///
    /// - Parameters:
    ///   - row: The row's bytes.
    ///   - previous: The row above; all zeros for the first.
    ///   - byteCount: The length of each.
    ///   - channels: How far away the left neighbour is.
    ///   - output: Where the result goes.
    func apply(
        row: UnsafePointer<UInt8>,
        previous: UnsafePointer<UInt8>,
        byteCount: Int,
        channels: Int,
        to output: UnsafeMutablePointer<UInt8>
    ) {
        // The first pixel has nothing to its left, which counts as zero.
        for index in 0..<channels {
            output[index] = row[index] &- prediction(left: 0, up: previous[index], upLeft: 0)
        }
        let left = row - channels
        let upLeft = previous - channels
        switch self {
        case .none:
            for index in channels..<byteCount { output[index] = row[index] }
        case .sub:
            for index in channels..<byteCount { output[index] = row[index] &- left[index] }
        case .up:
            for index in channels..<byteCount { output[index] = row[index] &- previous[index] }
        case .average:
            for index in channels..<byteCount {
                output[index] = row[index] &- Self.average(left[index], previous[index])
            }
        case .paeth:
            for index in channels..<byteCount {
                output[index] =
                    row[index] &- Self.paeth(left[index], previous[index], upLeft[index])
            }
        }
    }

    /// What the filter says a byte is, from the bytes around it.
    @inline(__always)
    func prediction(left: UInt8, up: UInt8, upLeft: UInt8) -> UInt8 {
        switch self {
        case .none: 0
        case .sub: left
        case .up: up
        case .average: Self.average(left, up)
        case .paeth: Self.paeth(left, up, upLeft)
        }
    }

    /// The mean, rounded down, without a ninth bit.
    @inline(__always)
    private static func average(_ left: UInt8, _ up: UInt8) -> UInt8 {
        (left & up) &+ ((left ^ up) &>> 1)
    }

    /// The neighbour that is the nearest to `left + up - upLeft`, in 8 bits.
    ///
    /// With p for that sum, |p - left| is |up - upLeft|, and |p - up| is |left - upLeft|. Where both
    /// differences have one sign, |p - upLeft| is their sum, so it never wins; otherwise it is
    /// the difference of their magnitudes.
    @inline(__always)
    private static func paeth(_ left: UInt8, _ up: UInt8, _ upLeft: UInt8) -> UInt8 {
        let toLeft = distance(up, upLeft)
        let toUp = distance(left, upLeft)
        let toUpLeft = (up > upLeft) != (left > upLeft) ? distance(toLeft, toUp) : 255
        let vertical = toUp <= toUpLeft ? up : upLeft
        return toLeft <= toUp && toLeft <= toUpLeft ? left : vertical
    }

    @inline(__always)
    private static func distance(_ one: UInt8, _ other: UInt8) -> UInt8 {
        max(one, other) &- min(one, other)
    }
}
