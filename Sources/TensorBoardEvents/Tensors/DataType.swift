/// The element type of a tensor, TensorFlow's `DataType`.
///
/// See TensorFlow's `core/framework/types.proto`.
public struct DataType: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The number on the wire.
    public let rawValue: Int32

    /// Creates a data type from its number, known or not.
    public init(rawValue: Int32) {
        self.rawValue = rawValue
    }

    init(wire value: UInt64) {
        rawValue = Int32(truncatingIfNeeded: value)
    }

    /// The type without TensorFlow 1's reference mark (100 more than the type itself).
    public var dereferenced: DataType {
        rawValue > 100 && rawValue < 200 ? DataType(rawValue: rawValue - 100) : self
    }

    /// The name as TensorFlow spells it, such as `DT_FLOAT`.
    public var description: String {
        guard let name = Self.names[dereferenced.rawValue] else { return "DT_\(rawValue)" }
        return self == dereferenced ? "DT_" + name : "DT_" + name + "_REF"
    }

    /// Not stated.
    public static let invalid = DataType(rawValue: 0)
    /// 32-bit IEEE float.
    public static let float = DataType(rawValue: 1)
    /// 64-bit IEEE float.
    public static let double = DataType(rawValue: 2)
    /// 32-bit signed integer.
    public static let int32 = DataType(rawValue: 3)
    /// 8-bit unsigned integer.
    public static let uint8 = DataType(rawValue: 4)
    /// 16-bit signed integer.
    public static let int16 = DataType(rawValue: 5)
    /// 8-bit signed integer.
    public static let int8 = DataType(rawValue: 6)
    /// Byte strings.
    public static let string = DataType(rawValue: 7)
    /// Two 32-bit floats.
    public static let complex64 = DataType(rawValue: 8)
    /// 64-bit signed integer.
    public static let int64 = DataType(rawValue: 9)
    /// True or false, one byte each.
    public static let bool = DataType(rawValue: 10)
    /// The upper half of a 32-bit float.
    public static let bfloat16 = DataType(rawValue: 14)
    /// 16-bit unsigned integer.
    public static let uint16 = DataType(rawValue: 17)
    /// Two 64-bit floats.
    public static let complex128 = DataType(rawValue: 18)
    /// 16-bit IEEE float.
    public static let half = DataType(rawValue: 19)
    /// 32-bit unsigned integer.
    public static let uint32 = DataType(rawValue: 22)
    /// 64-bit unsigned integer.
    public static let uint64 = DataType(rawValue: 23)
    /// 8-bit float, 5 exponent bits, IEEE-like.
    public static let float8E5M2 = DataType(rawValue: 24)
    /// 8-bit float, 4 exponent bits, no infinities.
    public static let float8E4M3FN = DataType(rawValue: 25)
    /// 8-bit float, 4 exponent bits, no infinities, no negative zero.
    public static let float8E4M3FNUZ = DataType(rawValue: 26)
    /// 8-bit float, 4 exponent bits biased by 11, no infinities, no negative zero.
    public static let float8E4M3B11FNUZ = DataType(rawValue: 27)
    /// 8-bit float, 5 exponent bits, no infinities, no negative zero.
    public static let float8E5M2FNUZ = DataType(rawValue: 28)

    /// 4-bit float, one per byte, neither NaN nor infinities.
    public static let float4E2M1FN = DataType(rawValue: 33)

    private static let names: [Int32: String] = [
        0: "INVALID", 1: "FLOAT", 2: "DOUBLE", 3: "INT32", 4: "UINT8", 5: "INT16", 6: "INT8",
        7: "STRING", 8: "COMPLEX64", 9: "INT64", 10: "BOOL", 11: "QINT8", 12: "QUINT8",
        13: "QINT32", 14: "BFLOAT16", 15: "QINT16", 16: "QUINT16", 17: "UINT16",
        18: "COMPLEX128", 19: "HALF", 20: "RESOURCE", 21: "VARIANT", 22: "UINT32", 23: "UINT64",
        24: "FLOAT8_E5M2", 25: "FLOAT8_E4M3FN", 26: "FLOAT8_E4M3FNUZ",
        27: "FLOAT8_E4M3B11FNUZ", 28: "FLOAT8_E5M2FNUZ", 29: "INT4", 30: "UINT4", 31: "INT2",
        32: "UINT2", 33: "FLOAT4_E2M1FN",
    ]
}
