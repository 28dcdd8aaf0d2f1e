/// IEEE 754's binary16, by hand: not every machine that Swift runs on has 16-bit floats.
enum Half {
    /// The largest half; anything that rounds to more is infinite.
    static let largest: Float = 65_504

    /// The half nearest to a number, ties to even, in a float.
    static func rounded(_ value: Float) -> Float {
        guard value.isFinite else { return value }
        // Halves are a multiple of this apart: 11 bits of precision, down to 2 to the -24.
        let exponent = max(value == 0 ? -24 : Int(value.exponent) - 10, -24)
        let unit = Float(sign: .plus, exponent: exponent, significand: 1)
        let half = (value / unit).rounded(.toNearestOrEven) * unit
        return half.magnitude > largest ? value.signum * .infinity : half
    }

    /// The bits of a number that already is a half.
    static func bits(of value: Float) -> UInt16 {
        let sign: UInt16 = value.sign == .minus ? 0x8000 : 0
        if value.isNaN { return sign | 0x7e00 }
        if value.isInfinite { return sign | 0x7c00 }
        let magnitude = value.magnitude
        let smallestNormal: Float = 0x1p-14
        guard magnitude >= smallestNormal else { return sign | UInt16(magnitude * 0x1p24) }
        let significand = UInt16((magnitude.significand - 1) * 1_024)
        return sign | UInt16(Int(magnitude.exponent) + 15) << 10 | significand
    }
}

extension Float {
    fileprivate var signum: Float { sign == .minus ? -1 : 1 }
}
