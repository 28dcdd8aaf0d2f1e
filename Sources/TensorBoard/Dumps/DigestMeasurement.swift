internal import CKernels
public import TensorBoardEvents

extension DumpDigest {
    /// Measures a tensor, in one pass over its elements.
    ///
    /// Equal tensors have equal digests, to the last bit, on every machine. `nil` if the bytes do
    /// not match the shape, or the elements are not numbers.
    ///
    /// ```swift
    /// let digest = DumpDigest(of: [Float(1), .nan, 3])
    /// print(digest?.nanCount ?? 0, digest?.mean ?? 0)    // 1 2.0
    /// ```
    public init?(of tensor: some TensorSource) {
        let digest = tensor.withTensorBytes { bytes in
            tensor.mismatch(byteCount: bytes.count) == nil
                ? DumpDigest(measuring: bytes, tensor.tensorDType, shape: tensor.tensorShape) : nil
        }
        guard let digest else { return nil }
        self = digest
    }

    /// Measures a tensor in one pass; `nil` if its elements are not numbers.
    init?(measuring bytes: UnsafeRawBufferPointer, _ dtype: DataType, shape: [Int]) {
        guard let blocks = ElementBlocks(bytes, dtype) else { return nil }
        var state = ck_digest()
        state.nonfinite = .none
        blocks.forEach(
            floats: { ck_digest_f32($0, $1, UInt64($2), &state) },
            doubles: { ck_digest_f64($0, $1, UInt64($2), &state) }
        )
        self.init(dtype: dtype, shape: shape)
        // A complex number's magnitude does not show which part was which.
        let isComplex = dtype == .complex64 || dtype == .complex128
        let nonFinite = isComplex ? FiniteScan.count(bytes, dtype) : state.nonfinite
        elementCount = bytes.count / (dtype.byteCount ?? 1)
        nanCount = Int(nonFinite.nan)
        positiveInfinityCount = Int(nonFinite.positive_infinity)
        negativeInfinityCount = Int(nonFinite.negative_infinity)
        firstNonFiniteIndex = nonFinite.first
        zeroCount = Int(state.zeros)
        negativeCount = Int(state.negatives)
        unitCount = Int(state.ones)
        // Not −0.
        min = state.min + 0
        max = state.max + 0
        smallestMagnitude = state.smallest_magnitude
        setMoments(Moments(state, exponent: 0) ?? Moments(blocks, largest: maxMagnitude))
    }

    private mutating func setMoments(_ moments: Moments) {
        mean = moments.mean
        standardDeviation = moments.standardDeviation
        l2Norm = moments.l2Norm
    }
}

/// The statistics that need sums.
private struct Moments {
    private(set) var (mean, standardDeviation, l2Norm) = (0.0, 0.0, 0.0)

    /// Computes the moments from elements multiplied by 2 to the power `exponent`; `nil` if a
    /// square may have overflowed or vanished.
    init?(_ state: ck_digest, exponent: Int) {
        guard state.finite > 0 else { return }
        let largest = Swift.max(abs(state.min), abs(state.max))
        guard largest == 0 || (1e-140...1e140).contains(largest) else { return nil }
        let count = Double(state.finite)
        // Both are positive: this is the sum of the squares, without a third sum.
        let squares = state.squares + count * state.mean * state.mean
        mean = Self.scaled(state.mean, by: -exponent) + 0
        standardDeviation = Self.scaled((state.squares / count).squareRoot(), by: -exponent)
        l2Norm = Self.scaled(squares.squareRoot(), by: -exponent)
    }

    /// Measures again, with the largest magnitude scaled to about 1.
    init(_ blocks: ElementBlocks, largest: Double) {
        let exponent = -Int(largest.exponent)
        var state = ck_digest()
        state.nonfinite = .none
        // No float needs this.
        blocks.forEach(
            floats: { _, _, _ in },
            doubles: { elements, count, _ in
                for index in 0..<count {
                    let offset = index * MemoryLayout<Double>.stride
                    let value = elements.loadUnaligned(fromByteOffset: offset, as: Double.self)
                    var scaled = Double(sign: .plus, exponent: exponent, significand: value)
                    ck_digest_f64(&scaled, 1, 0, &state)
                }
            }
        )
        if let moments = Moments(state, exponent: exponent) { self = moments }
    }

    /// `value` times 2 to the power `exponent`, at most the largest double.
    private static func scaled(_ value: Double, by exponent: Int) -> Double {
        let result = Double(sign: .plus, exponent: exponent, significand: value)
        let largest = Double.greatestFiniteMagnitude
        return Swift.min(Swift.max(result, -largest), largest)
    }
}
