/// The values of one column in some consecutive rows.
///
/// ```swift
/// let values: [ParquetValues] = [
///     .string(.repeating(loss), in: tags),
///     .int64([1, 2, 3]),
///     .double([0.5, .nan, 0], present: .array([true, true, false])),
/// ]
/// ```
///
/// Parameters named `present` say which rows have a value; only an optional column may lack one.
public struct ParquetValues {
    enum Content {
        case string(ParquetElements<Int32>, ParquetStringTable)
        case int64(ParquetElements<Int64>)
        case int32(ParquetElements<Int32>)
        case double(ParquetElements<Double>)
        case float(ParquetElements<Float>)
        case boolean(ParquetElements<Bool>)
        case null
    }

    let content: Content
    let present: ParquetElements<Bool>

    /// Strings, by their indexes in a table.
    public static func string(
        _ indexes: ParquetElements<Int32>,
        in table: ParquetStringTable,
        present: ParquetElements<Bool> = .repeating(true)
    ) -> Self {
        Self(content: .string(indexes, table), present: present)
    }

    /// Integers of 64 bits.
    public static func int64(
        _ values: ParquetElements<Int64>,
        present: ParquetElements<Bool> = .repeating(true)
    ) -> Self {
        Self(content: .int64(values), present: present)
    }

    /// Integers of 64 bits.
    public static func int64(
        _ values: [Int64],
        present: ParquetElements<Bool> = .repeating(true)
    ) -> Self {
        .int64(.array(values), present: present)
    }

    /// Integers of 32 bits.
    public static func int32(
        _ values: ParquetElements<Int32>,
        present: ParquetElements<Bool> = .repeating(true)
    ) -> Self {
        Self(content: .int32(values), present: present)
    }

    /// Integers of 32 bits.
    public static func int32(
        _ values: [Int32],
        present: ParquetElements<Bool> = .repeating(true)
    ) -> Self {
        .int32(.array(values), present: present)
    }

    /// Numbers of 64 bits.
    public static func double(
        _ values: ParquetElements<Double>,
        present: ParquetElements<Bool> = .repeating(true)
    ) -> Self {
        Self(content: .double(values), present: present)
    }

    /// Numbers of 64 bits.
    public static func double(
        _ values: [Double],
        present: ParquetElements<Bool> = .repeating(true)
    ) -> Self {
        .double(.array(values), present: present)
    }

    /// Numbers of 32 bits.
    public static func float(
        _ values: ParquetElements<Float>,
        present: ParquetElements<Bool> = .repeating(true)
    ) -> Self {
        Self(content: .float(values), present: present)
    }

    /// Numbers of 32 bits.
    public static func float(
        _ values: [Float],
        present: ParquetElements<Bool> = .repeating(true)
    ) -> Self {
        .float(.array(values), present: present)
    }

    /// True or false.
    public static func boolean(
        _ values: ParquetElements<Bool>,
        present: ParquetElements<Bool> = .repeating(true)
    ) -> Self {
        Self(content: .boolean(values), present: present)
    }

    /// True or false.
    public static func boolean(
        _ values: [Bool],
        present: ParquetElements<Bool> = .repeating(true)
    ) -> Self {
        .boolean(.array(values), present: present)
    }

    /// No value in any of the rows.
    public static var null: Self { Self(content: .null, present: .repeating(false)) }

    /// The size of the longest string of the table, in bytes.
    var longestByteCount: Int {
        if case .string(_, let table) = content { table.longestByteCount } else { 0 }
    }

    /// Whether there is an element for each of as many rows.
    func fills(_ rowCount: Int) -> Bool {
        guard present.fills(rowCount) else { return false }
        return switch content {
        case .string(let elements, _): elements.fills(rowCount)
        case .int64(let elements): elements.fills(rowCount)
        case .int32(let elements): elements.fills(rowCount)
        case .double(let elements): elements.fills(rowCount)
        case .float(let elements): elements.fills(rowCount)
        case .boolean(let elements): elements.fills(rowCount)
        case .null: true
        }
    }
}
