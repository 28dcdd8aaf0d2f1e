/// A number that can be logged as a scalar: any of the standard library's numbers, and `Bool`.
///
/// ```swift
/// let loss: Float = 0.5, count = 3
/// writer.addScalars(["loss": loss, "count": count], step: 1)
/// ```
public protocol ScalarValue: Sendable {
    /// The number in 32 bits: TensorBoard reads no wider ones.
    var scalarValue: Float { get }
}

extension ScalarValue where Self: BinaryFloatingPoint {
    /// The nearest number of 32 bits.
    public var scalarValue: Float { Float(self) }
}

extension ScalarValue where Self: BinaryInteger {
    /// The nearest number of 32 bits.
    public var scalarValue: Float { Float(self) }
}

extension Float: ScalarValue {
    /// The number itself.
    public var scalarValue: Float { self }
}

extension Bool: ScalarValue {
    /// 1 for true, 0 for false.
    public var scalarValue: Float { self ? 1 : 0 }
}

extension Double: ScalarValue {}
extension Int: ScalarValue {}
extension Int8: ScalarValue {}
extension Int16: ScalarValue {}
extension Int32: ScalarValue {}
extension Int64: ScalarValue {}
extension UInt: ScalarValue {}
extension UInt8: ScalarValue {}
extension UInt16: ScalarValue {}
extension UInt32: ScalarValue {}
extension UInt64: ScalarValue {}
#if !((os(macOS) || targetEnvironment(macCatalyst)) && arch(x86_64))
extension Float16: ScalarValue {}
#endif
