/// A property of floating-point numbers that are equal if all their bits are.
///
/// Events contain NaN, and with `==` an event with a NaN would not even equal itself: no test could
/// expect it, and a `Set` would contain it twice. By bits it does; 0 and -0 differ, as do NaNs with
/// different payloads.
///
/// ```swift
/// let event = Event(wallTime: .nan)
/// print(event == event)    // true
/// ```
@propertyWrapper
public struct ComparedByBits<Value: BitComparable>: Hashable, Sendable {
    /// The numbers.
    public var wrappedValue: Value

    /// Wraps numbers.
    public init(wrappedValue: Value) {
        self.wrappedValue = wrappedValue
    }

    /// Whether two properties have the same bits.
    public static func == (left: Self, right: Self) -> Bool {
        left.wrappedValue.withBits { leftBits in
            right.wrappedValue.withBits { leftBits.elementsEqual($0) }
        }
    }

    /// Feeds the bits to a hasher.
    public func hash(into hasher: inout Hasher) {
        wrappedValue.withBits {
            hasher.combine($0.count)
            hasher.combine(bytes: $0)
        }
    }
}

/// A type that can be compared bit by bit: `Float`, `Double` and arrays of them.
public protocol BitComparable: Sendable {
    /// Calls `body` with the bits.
    func withBits<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result
}

extension Float: BitComparable {
    /// Calls `body` with the four bytes of this number.
    public func withBits<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        withUnsafeBytes(of: self, body)
    }
}

extension Double: BitComparable {
    /// Calls `body` with the eight bytes of this number.
    public func withBits<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        withUnsafeBytes(of: self, body)
    }
}

extension Array: BitComparable where Element: BitComparable & BinaryFloatingPoint {
    /// Calls `body` with the bytes of all numbers.
    public func withBits<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        withUnsafeBytes(body)
    }
}
