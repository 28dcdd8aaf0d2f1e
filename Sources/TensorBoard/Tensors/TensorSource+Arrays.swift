extension Array: TensorSource where Element: TensorComponent {
    /// The count, and the sizes of the elements if they are arrays themselves.
    public var tensorShape: [Int] { withUnsafeBufferPointer { Element.tensorShape(of: $0) } }
    /// The type of the elements.
    public var tensorDType: DataType { Element.tensorDType }

    /// Calls `body` with the elements.
    public func withTensorBytes<Result>(
        _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        try withUnsafeBufferPointer { try Element.withTensorBytes(of: $0, body) }
    }
}

extension Array: TensorComponent where Element: TensorComponent {
    /// The type of the elements.
    public static var tensorDType: DataType { Element.tensorDType }

    /// The number of arrays, and the sizes of each.
    public static func tensorShape(of components: UnsafeBufferPointer<Self>) -> [Int] {
        NestedTensor.shape(of: components, empty: Self().tensorShape)
    }

    /// Calls `body` with a copy of the elements of all arrays.
    public static func withTensorBytes<Result>(
        of components: UnsafeBufferPointer<Self>,
        _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        try NestedTensor.withBytes(of: components, body)
    }
}

extension ArraySlice: TensorSource where Element: TensorComponent {
    /// The count, and the sizes of the elements if they are arrays themselves.
    public var tensorShape: [Int] { withUnsafeBufferPointer { Element.tensorShape(of: $0) } }
    /// The type of the elements.
    public var tensorDType: DataType { Element.tensorDType }

    /// Calls `body` with the elements.
    public func withTensorBytes<Result>(
        _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        try withUnsafeBufferPointer { try Element.withTensorBytes(of: $0, body) }
    }
}

extension ArraySlice: TensorComponent where Element: TensorComponent {
    /// The type of the elements.
    public static var tensorDType: DataType { Element.tensorDType }

    /// The number of arrays, and the sizes of each.
    public static func tensorShape(of components: UnsafeBufferPointer<Self>) -> [Int] {
        NestedTensor.shape(of: components, empty: Self().tensorShape)
    }

    /// Calls `body` with a copy of the elements of all arrays.
    public static func withTensorBytes<Result>(
        of components: UnsafeBufferPointer<Self>,
        _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        try NestedTensor.withBytes(of: components, body)
    }
}

extension ContiguousArray: TensorSource where Element: TensorComponent {
    /// The count, and the sizes of the elements if they are arrays themselves.
    public var tensorShape: [Int] { withUnsafeBufferPointer { Element.tensorShape(of: $0) } }
    /// The type of the elements.
    public var tensorDType: DataType { Element.tensorDType }

    /// Calls `body` with the elements.
    public func withTensorBytes<Result>(
        _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        try withUnsafeBufferPointer { try Element.withTensorBytes(of: $0, body) }
    }
}

extension ContiguousArray: TensorComponent where Element: TensorComponent {
    /// The type of the elements.
    public static var tensorDType: DataType { Element.tensorDType }

    /// The number of arrays, and the sizes of each.
    public static func tensorShape(of components: UnsafeBufferPointer<Self>) -> [Int] {
        NestedTensor.shape(of: components, empty: Self().tensorShape)
    }

    /// Calls `body` with a copy of the elements of all arrays.
    public static func withTensorBytes<Result>(
        of components: UnsafeBufferPointer<Self>,
        _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        try NestedTensor.withBytes(of: components, body)
    }
}
