/// The value of a hyperparameter: anything that JSON can express, and NaN.
///
/// The corresponding protobuf message is `google.protobuf.Value`; TensorBoard itself displays only
/// numbers, strings and booleans.
///
/// Literals are values; a variable is wrapped:
///
/// ```swift
/// let rate = 3e-4
/// let values: [HParamValue] = [.number(rate), 128, "adam", true, HParamValue(UInt8(3))]
/// ```
public indirect enum HParamValue: Hashable, Sendable {
    /// Absent.
    case none
    /// JSON's null.
    case null
    /// A number, finite or not.
    case number(Double)
    /// A text.
    case string(String)
    /// True or false.
    case bool(Bool)
    /// An object, in the order of the file; the last of equal names counts.
    case structure([HParamsPluginData.HParam])
    /// A list.
    case list([HParamValue])

    /// Whether two values are the same, numbers by their bits: see ``ComparedByBits``.
    public static func == (left: Self, right: Self) -> Bool {
        switch (left, right) {
        case (.none, .none), (.null, .null): true
        case (.number(let left), .number(let right)): left.bitPattern == right.bitPattern
        case (.string(let left), .string(let right)): left == right
        case (.bool(let left), .bool(let right)): left == right
        case (.structure(let left), .structure(let right)): left == right
        case (.list(let left), .list(let right)): left == right
        default: false
        }
    }

    /// Feeds the value to a hasher, numbers by their bits.
    public func hash(into hasher: inout Hasher) {
        switch self {
        case .none: hasher.combine(0)
        case .null: hasher.combine(1)
        case .number(let number): hasher.combine(number.bitPattern)
        case .string(let text): hasher.combine(text)
        case .bool(let flag): hasher.combine(flag)
        case .structure(let members): hasher.combine(members)
        case .list(let values): hasher.combine(values)
        }
    }
}

extension HParamValue {
    /// Creates a number from an integer; beyond 2^53, the nearest `Double`.
    public init(_ value: some BinaryInteger) {
        self = .number(Double(value))
    }

    /// A number.
    public init(_ value: some BinaryFloatingPoint) {
        self = .number(Double(value))
    }

    /// True or false.
    public init(_ value: Bool) {
        self = .bool(value)
    }

    /// A text.
    public init(_ value: some StringProtocol) {
        self = .string(String(value))
    }
}

extension HParamValue: ExpressibleByIntegerLiteral {
    /// A whole number.
    public init(integerLiteral value: Int64) {
        self = .number(Double(value))
    }
}

extension HParamValue: ExpressibleByFloatLiteral {
    /// A number.
    public init(floatLiteral value: Double) {
        self = .number(value)
    }
}

extension HParamValue: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
    /// A text.
    public init(stringLiteral value: String) {
        self = .string(value)
    }
}

extension HParamValue: ExpressibleByBooleanLiteral {
    /// True or false.
    public init(booleanLiteral value: Bool) {
        self = .bool(value)
    }
}
