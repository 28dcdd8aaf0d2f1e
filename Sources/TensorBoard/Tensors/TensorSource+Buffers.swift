extension UnsafeBufferPointer: TensorSource where Element: TensorComponent {
    /// The count, and the sizes of the elements if they are arrays themselves.
    public var tensorShape: [Int] { Element.tensorShape(of: self) }
    /// The type of the elements.
    public var tensorDType: DataType { Element.tensorDType }

    /// Calls `body` with the elements.
    public func withTensorBytes<Result>(
        _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        try Element.withTensorBytes(of: self, body)
    }
}

extension UnsafeMutableBufferPointer: TensorSource where Element: TensorComponent {
    /// The count, and the sizes of the elements if they are arrays themselves.
    public var tensorShape: [Int] { Element.tensorShape(of: UnsafeBufferPointer(self)) }
    /// The type of the elements.
    public var tensorDType: DataType { Element.tensorDType }

    /// Calls `body` with the elements.
    public func withTensorBytes<Result>(
        _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        try Element.withTensorBytes(of: UnsafeBufferPointer(self), body)
    }
}

extension CollectionOfOne: TensorSource where Element: TensorComponent {
    /// 1, and the sizes of the element if it is an array itself.
    public var tensorShape: [Int] { [self[0]].tensorShape }
    /// The type of the elements.
    public var tensorDType: DataType { Element.tensorDType }

    /// Calls `body` with a copy of the element.
    public func withTensorBytes<Result>(
        _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        try [self[0]].withTensorBytes(body)
    }
}
