/// A column of a Parquet file: its name, and what its values are.
///
/// ```swift
/// let columns = [
///     ParquetColumn("tag", .string),
///     ParquetColumn("step", .int64),
///     ParquetColumn("loss", .double, isOptional: true),
/// ]
/// ```
public struct ParquetColumn: Hashable, Sendable {
    /// What the values of a column are.
    public enum Kind: Hashable, Sendable {
        /// UTF-8 text, which a dictionary keeps short where it repeats.
        case string
        /// Signed integers, each stored as the difference to the one before it.
        case int64
        /// Signed integers, each stored as the difference to the one before it.
        case int32
        /// 64-bit floating-point numbers, whose bits are kept, NaN's payload included.
        case double
        /// 32-bit floating-point numbers, whose bits are kept, NaN's payload included.
        case float
        /// True or false.
        case boolean
    }

    /// The name, which no other column of the file has.
    public var name: String
    /// What the values are.
    public var kind: Kind
    /// Whether a row may lack a value.
    public var isOptional: Bool

    /// Creates a column.
    public init(_ name: String, _ kind: Kind, isOptional: Bool = false) {
        self.name = name
        self.kind = kind
        self.isOptional = isOptional
    }
}
