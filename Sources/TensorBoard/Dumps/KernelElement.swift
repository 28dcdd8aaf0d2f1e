internal import CKernels
internal import TensorBoardEvents

extension DataType {
    /// The type as the kernels know it; `nil` if its elements are always finite.
    var kernelElement: ck_element? {
        switch self {
        case .float: CK_FLOAT32
        case .double: CK_FLOAT64
        case .half: CK_FLOAT16
        case .bfloat16: CK_BFLOAT16
        case .complex64: CK_COMPLEX64
        case .complex128: CK_COMPLEX128
        case .float8E5M2: CK_FLOAT8_E5M2
        case .float8E4M3FN: CK_FLOAT8_E4M3FN
        case .float8E4M3FNUZ: CK_FLOAT8_E4M3FNUZ
        case .float8E4M3B11FNUZ: CK_FLOAT8_E4M3B11FNUZ
        case .float8E5M2FNUZ: CK_FLOAT8_E5M2FNUZ
        default: nil
        }
    }
}

extension ck_nonfinite {
    /// Nothing found yet.
    static var none: ck_nonfinite {
        ck_nonfinite(
            nan: 0,
            positive_infinity: 0,
            negative_infinity: 0,
            first_nan: .max,
            first_positive_infinity: .max,
            first_negative_infinity: .max
        )
    }

    /// Whether anything was found.
    var isEmpty: Bool { nan | positive_infinity | negative_infinity == 0 }

    /// The index of the first non-finite element.
    var first: Int? {
        let first = min(first_nan, first_positive_infinity, first_negative_infinity)
        return first == .max ? nil : Int(first)
    }
}
