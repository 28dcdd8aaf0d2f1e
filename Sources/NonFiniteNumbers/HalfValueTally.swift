internal import TensorBoardEvents

/// Counts the non-finite elements of a `half_val` array, whichever of its encodings it has.
///
/// The field holds 16-bit patterns of half or bfloat16 by types.proto, some writers sign-extend
/// them, and PyTorch's `SummaryWriter.add_tensor` puts the bits of a float32 there
/// (`torch/utils/tensorboard/summary.py`, `half_to_int`). Only the whole array shows which it is,
/// so all readings are kept until then.
struct HalfValueTally {
    private(set) var elementCount = 0
    private var asHalf = KindCounts()
    private var asBFloat16 = KindCounts()
    private var asFloat32 = KindCounts()
    private var holdsWide = false
    private var holdsNegative = false
    private var holdsSmallPositive = false
    /// Negative values that are not a float32 NaN made from a half: the array is sign-extended.
    private var holdsPlainNegative = false
    private var lastValue: Int32 = 0

    // A varint may straddle two pieces of the array.
    private var partial = PartialVarint()

    /// How to read the array.
    struct Reading {
        var counts: KindCounts
        var isExact: Bool
        var bitWidth: Int
        /// The kinds of the array's last element, which a splat repeats.
        var lastKind: NonFiniteKind?
    }

    /// Counts the next bytes of a packed array.
    ///
    /// - Returns: False when a varint is longer than any can be; nothing after it is read.
    mutating func scanPacked(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard !partial.isTooLong else { return false }
        for byte in bytes {
            if let value = partial.append(byte) {
                add(value)
                partial = PartialVarint()
            } else if partial.isTooLong {
                return false
            }
        }
        return true
    }

    /// Whether the last piece ended inside a varint.
    var endsInsideElement: Bool { !partial.isEmpty }

    /// Counts one element, given its varint on the wire.
    mutating func add(_ wire: UInt64) {
        let value = Int32(truncatingIfNeeded: wire)
        if value > 0xffff || value < -0x8000 {
            holdsWide = true
        } else if value < 0 {
            holdsNegative = true
            if value & 0x1fff != 0 { holdsPlainNegative = true }
        } else if value > 0 {
            holdsSmallPositive = true
        }
        let low = UInt16(truncatingIfNeeded: value)
        if let kind = Self.halfKind(low) {
            asHalf.add(kind, index: elementCount, bits: UInt64(low))
        }
        if let kind = Self.bfloat16Kind(low) {
            asBFloat16.add(kind, index: elementCount, bits: UInt64(low))
        }
        let wide = UInt32(bitPattern: value)
        if let kind = Self.float32Kind(wide) {
            asFloat32.add(kind, index: elementCount, bits: UInt64(wide))
        }
        lastValue = value
        elementCount += 1
    }

    /// Reads the whole array as elements of `dtype`.
    func reading(as dtype: DataType) -> Reading {
        let isBFloat16 = dtype.dereferenced == .bfloat16
        let low = UInt16(truncatingIfNeeded: lastValue)
        let narrow = Reading(
            counts: isBFloat16 ? asBFloat16 : asHalf,
            isExact: true,
            bitWidth: 16,
            lastKind: isBFloat16 ? Self.bfloat16Kind(low) : Self.halfKind(low)
        )
        let wide = Reading(
            counts: asFloat32,
            isExact: true,
            bitWidth: 32,
            lastKind: Self.float32Kind(UInt32(bitPattern: lastValue))
        )
        if holdsWide {
            // Small positive numbers cannot come from PyTorch: the array mixes encodings.
            return holdsSmallPositive ? Self.ambiguous(wide, narrow) : wide
        }
        if holdsNegative, !holdsPlainNegative, !holdsSmallPositive, !isBFloat16 {
            // Float32 NaNs widened from half, or ordinary halves sign-extended: both fit.
            return Self.ambiguous(narrow, wide)
        }
        return narrow
    }

    private static func ambiguous(_ first: Reading, _ second: Reading) -> Reading {
        var reading = first
        reading.isExact = first.counts.isEmpty && second.counts.isEmpty
        reading.counts.nan = larger(first.counts.nan, second.counts.nan)
        reading.counts.positiveInfinity = larger(
            first.counts.positiveInfinity,
            second.counts.positiveInfinity
        )
        reading.counts.negativeInfinity = larger(
            first.counts.negativeInfinity,
            second.counts.negativeInfinity
        )
        reading.lastKind = first.lastKind ?? second.lastKind
        return reading
    }

    private static func larger(_ first: KindCount, _ second: KindCount) -> KindCount {
        second.count > first.count ? second : first
    }

    private static func halfKind(_ bits: UInt16) -> NonFiniteKind? {
        guard bits & 0x7c00 == 0x7c00 else { return nil }
        return kind(mantissa: bits & 0x03ff != 0, sign: bits & 0x8000 != 0)
    }

    private static func bfloat16Kind(_ bits: UInt16) -> NonFiniteKind? {
        guard bits & 0x7f80 == 0x7f80 else { return nil }
        return kind(mantissa: bits & 0x007f != 0, sign: bits & 0x8000 != 0)
    }

    private static func float32Kind(_ bits: UInt32) -> NonFiniteKind? {
        guard bits & 0x7f80_0000 == 0x7f80_0000 else { return nil }
        return kind(mantissa: bits & 0x007f_ffff != 0, sign: bits & 0x8000_0000 != 0)
    }

    private static func kind(mantissa: Bool, sign: Bool) -> NonFiniteKind {
        if mantissa { return .nan }
        return sign ? .negativeInfinity : .positiveInfinity
    }
}
