/// The value of a hyperparameter: anything that JSON can express, and NaN.
///
/// The corresponding protobuf message is `google.protobuf.Value`; TensorBoard itself displays only
/// numbers, strings and booleans.
///
/// Literals are values; a variable is wrapped:
///
/// ```swift
/// let rate = 3e-4
/// let values: [HParamValue] = [.init(rate), 128, "adam", true, nil, [64, 32], ["beta": 0.9]]
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

    /// A number; a `Float` or `Float16` as its shortest decimal, since 0.1 is meant by `Float(0.1)`.
    public init(_ value: some BinaryFloatingPoint) {
        self = .number(Double(shortestDecimalOf: value))
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

extension HParamValue: Encodable {
    /// Creates a value from anything that can be encoded: structures, lists, optionals, enums.
    ///
    /// ```swift
    /// struct Settings: Encodable {
    ///     var rate: Float = 0.01
    ///     var layers = [64, 32]
    /// }
    /// let value = try HParamValue(encoding: Settings())
    /// ```
    ///
    /// - Throws: What the value's own `encode(to:)` throws.
    public init(encoding value: some Encodable) throws {
        self = try HParamEncoder.node(encoding: value).value
    }

    /// Encodes the value as JSON would have it; an absent one as null.
    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .none, .null:
            var container = encoder.singleValueContainer()
            try container.encodeNil()
        case .number(let number):
            var container = encoder.singleValueContainer()
            try container.encode(number)
        case .string(let text):
            var container = encoder.singleValueContainer()
            try container.encode(text)
        case .bool(let flag):
            var container = encoder.singleValueContainer()
            try container.encode(flag)
        case .structure(let members):
            var container = encoder.container(keyedBy: MemberName.self)
            for member in members {
                try container.encode(member.value, forKey: MemberName(member.name))
            }
        case .list(let values):
            var container = encoder.unkeyedContainer()
            for value in values { try container.encode(value) }
        }
    }
}

/// The name of a structure's member.
private struct MemberName: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(_ name: String) { stringValue = name }
    init(stringValue: String) { self.init(stringValue) }
    init?(intValue: Int) { nil }
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

extension HParamValue: ExpressibleByNilLiteral {
    /// Null, which TensorBoard shows as an empty cell.
    public init(nilLiteral: ()) {
        self = .null
    }
}

extension HParamValue: ExpressibleByArrayLiteral {
    /// A list.
    public init(arrayLiteral elements: HParamValue...) {
        self = .list(elements)
    }
}

extension HParamValue: ExpressibleByDictionaryLiteral {
    /// A structure, in the literal's order.
    public init(dictionaryLiteral elements: (String, HParamValue)...) {
        self = .structure(elements.map { .init(name: $0.0, value: $0.1) })
    }
}

extension HParamValue: ExpressibleByBooleanLiteral {
    /// True or false.
    public init(booleanLiteral value: Bool) {
        self = .bool(value)
    }
}

extension Double {
    /// The number that a shorter type's description reads as, which is the one that was meant.
    ///
    /// As a `Double`, `Float(0.01)` is 0.009999999776482582.
    package init(shortestDecimalOf value: some BinaryFloatingPoint) {
        switch value {
        case let value as Float: self = Double("\(value)") ?? Double(value)
        #if !((os(macOS) || targetEnvironment(macCatalyst)) && arch(x86_64))
        case let value as Float16: self = Double("\(value)") ?? Double(value)
        #endif
        default: self = Double(value)
        }
    }
}
