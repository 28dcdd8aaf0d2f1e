internal import CKernels
internal import TensorBoardEvents

extension TensorSource {
    /// Whether no element is NaN or infinite.
    ///
    /// It reads at the speed of memory, and no further than the first block that has one. Integers
    /// are finite. Bytes that do not match the shape are checked nevertheless.
    ///
    /// ```swift
    /// let gradients: [Float] = [0.1, .nan]
    /// print(gradients.isAllFinite)    // false
    /// ```
    public var isAllFinite: Bool {
        withTensorBytes { FiniteScan.isAllFinite($0, tensorDType) }
    }

    /// Throws if an element is NaN or infinite: an assertion for training loops.
    ///
    /// ```swift
    /// try activations.requireFinite("conv1/output")
    /// ```
    ///
    /// - Parameters:
    ///   - name: The tensor's name.
    ///   - file: The file to report.
    ///   - line: The line to report.
    /// - Throws: ``NonFiniteError``, with the counts and the place of the first.
    public func requireFinite(
        _ name: String,
        file: String = #fileID,
        line: Int = #line
    ) throws(NonFiniteError) {
        let error = withTensorBytes { bytes -> NonFiniteError? in
            guard !FiniteScan.isAllFinite(bytes, tensorDType) else { return nil }
            let found = FiniteScan.count(bytes, tensorDType)
            return NonFiniteError(
                name: name,
                dtype: tensorDType,
                shape: tensorShape,
                elementCount: bytes.count / (tensorDType.byteCount ?? 1),
                found,
                file: file,
                line: line
            )
        }
        if let error { throw error }
    }
}

extension BinaryFloatingPoint {
    /// Throws if the number is NaN or infinite: an assertion for training loops.
    ///
    /// ```swift
    /// try loss.requireFinite("loss")
    /// ```
    ///
    /// - Parameters:
    ///   - name: The number's name.
    ///   - file: The file to report.
    ///   - line: The line to report.
    /// - Throws: ``NonFiniteError``.
    public func requireFinite(
        _ name: String,
        file: String = #fileID,
        line: Int = #line
    ) throws(NonFiniteError) {
        guard !isFinite else { return }
        var found = ck_nonfinite.none
        if isNaN {
            (found.nan, found.first_nan) = (1, 0)
        } else if self > 0 {
            (found.positive_infinity, found.first_positive_infinity) = (1, 0)
        } else {
            (found.negative_infinity, found.first_negative_infinity) = (1, 0)
        }
        throw NonFiniteError(
            name: name,
            dtype: (Self.self as? any TensorElement.Type)?.tensorDType ?? .double,
            shape: [],
            elementCount: 1,
            found,
            file: file,
            line: line
        )
    }
}

extension NonFiniteError {
    init(
        name: String,
        dtype: DataType,
        shape: [Int],
        elementCount: Int,
        _ found: ck_nonfinite,
        file: String,
        line: Int
    ) {
        let first = found.first ?? 0
        let tensorShape = TensorShape(shape.map(Int64.init))
        self.init(
            name: name,
            dtype: dtype,
            shape: shape,
            elementCount: elementCount,
            nanCount: Int(found.nan),
            positiveInfinityCount: Int(found.positive_infinity),
            negativeInfinityCount: Int(found.negative_infinity),
            firstFlatIndex: first,
            firstIndex: tensorShape.index(of: first) ?? [],
            file: file,
            line: line
        )
    }
}
