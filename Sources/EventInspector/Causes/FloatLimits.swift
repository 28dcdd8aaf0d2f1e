internal import TensorBoardEvents

/// The limits of an element type.
struct FloatLimits {
    var name: String
    /// The largest finite number.
    var largest: Double
    /// The largest number whose exponential is finite.
    var largestExponent: Double
    /// The smallest positive number, subnormal ones included.
    var smallest: Double

    /// The limits of an element type; `nil` for types that are not floating-point.
    init?(_ dtype: DataType) {
        switch dtype.dereferenced {
        case .float, .complex64: self = .float
        case .double, .complex128:
            self.init(
                name: "double",
                largest: 0x1.fffffffffffffp1023,
                largestExponent: 709.78,
                smallest: 0x1p-1074
            )
        case .half: self = .half
        case .bfloat16:
            self.init(
                name: "bfloat16",
                largest: 0x1.fep127,
                largestExponent: 88.72,
                smallest: 0x1p-133
            )
        case .float8E5M2, .float8E5M2FNUZ:
            self.init(
                name: "float8_e5m2",
                largest: 57_344,
                largestExponent: 10.95,
                smallest: 0x1p-16
            )
        case .float8E4M3FN:
            self.init(name: "float8_e4m3fn", largest: 448, largestExponent: 6.1, smallest: 0x1p-9)
        default: return nil
        }
    }

    private init(name: String, largest: Double, largestExponent: Double, smallest: Double) {
        self.name = name
        self.largest = largest
        self.largestExponent = largestExponent
        self.smallest = smallest
    }

    static let float = FloatLimits(
        name: "float",
        largest: 0x1.fffffep127,
        largestExponent: 88.72,
        smallest: 0x1p-149
    )
    static let half = FloatLimits(
        name: "half",
        largest: 65_504,
        largestExponent: 11.09,
        smallest: 0x1p-24
    )
}
