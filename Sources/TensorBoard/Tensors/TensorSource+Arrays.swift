extension Array: TensorSource where Element: TensorElement {
    /// One dimension: the count.
    public var tensorShape: [Int] { [count] }
    /// The type of the elements.
    public var tensorDType: DataType { Element.tensorDType }

    /// Calls `body` with the elements.
    public func withTensorBytes<Result>(
        _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        try withUnsafeBytes(body)
    }
}

extension ArraySlice: TensorSource where Element: TensorElement {
    /// One dimension: the count.
    public var tensorShape: [Int] { [count] }
    /// The type of the elements.
    public var tensorDType: DataType { Element.tensorDType }

    /// Calls `body` with the elements.
    public func withTensorBytes<Result>(
        _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        try withUnsafeBytes(body)
    }
}

extension ContiguousArray: TensorSource where Element: TensorElement {
    /// One dimension: the count.
    public var tensorShape: [Int] { [count] }
    /// The type of the elements.
    public var tensorDType: DataType { Element.tensorDType }

    /// Calls `body` with the elements.
    public func withTensorBytes<Result>(
        _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        try withUnsafeBytes(body)
    }
}

extension UnsafeBufferPointer: TensorSource where Element: TensorElement {
    /// One dimension: the count.
    public var tensorShape: [Int] { [count] }
    /// The type of the elements.
    public var tensorDType: DataType { Element.tensorDType }

    /// Calls `body` with the elements.
    public func withTensorBytes<Result>(
        _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        try body(UnsafeRawBufferPointer(self))
    }
}

extension UnsafeMutableBufferPointer: TensorSource where Element: TensorElement {
    /// One dimension: the count.
    public var tensorShape: [Int] { [count] }
    /// The type of the elements.
    public var tensorDType: DataType { Element.tensorDType }

    /// Calls `body` with the elements.
    public func withTensorBytes<Result>(
        _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        try body(UnsafeRawBufferPointer(self))
    }
}
