internal import CKernels
package import TensorBoardEvents

/// An element type that can hold a non-finite number, and how its bits are read.
package struct ElementType: Hashable {
    let kernel: ck_element
    /// Bytes of an element; of both parts for a complex number.
    package let byteCount: Int

    /// The type of a tensor's `tensor_content`; `nil` for types that are always finite.
    package init?(_ dtype: DataType) {
        switch dtype.dereferenced {
        case .float: self = .float32
        case .double: self = .float64
        case .half: self = .float16
        case .bfloat16: self = .bfloat16
        case .complex64: self = .complex64
        case .complex128: self = .complex128
        case .float8E5M2: self = ElementType(CK_FLOAT8_E5M2)
        case .float8E4M3FN: self = ElementType(CK_FLOAT8_E4M3FN)
        case .float8E4M3FNUZ: self = ElementType(CK_FLOAT8_E4M3FNUZ)
        case .float8E4M3B11FNUZ: self = ElementType(CK_FLOAT8_E4M3B11FNUZ)
        case .float8E5M2FNUZ: self = ElementType(CK_FLOAT8_E5M2FNUZ)
        default: return nil
        }
    }

    private init(_ kernel: ck_element) {
        self.kernel = kernel
        byteCount = ck_element_byte_count(kernel)
    }

    package static let float32 = ElementType(CK_FLOAT32)
    package static let float64 = ElementType(CK_FLOAT64)
    package static let float16 = ElementType(CK_FLOAT16)
    package static let bfloat16 = ElementType(CK_BFLOAT16)
    package static let complex64 = ElementType(CK_COMPLEX64)
    package static let complex128 = ElementType(CK_COMPLEX128)

    /// The types that a content may have while its dtype is not known.
    package static let all = [
        DataType.float, .double, .half, .bfloat16, .complex64, .complex128, .float8E5M2,
        .float8E4M3FN, .float8E4M3FNUZ, .float8E4M3B11FNUZ, .float8E5M2FNUZ,
    ].compactMap(ElementType.init)

    /// Bytes of the number itself: of one part for a complex number.
    package var partByteCount: Int {
        self == .complex64 || self == .complex128 ? byteCount / 2 : byteCount
    }

    /// The bits of the element at `address`; of the part that is of `kind` for a complex one.
    package func bits(at address: UnsafeRawPointer, of kind: NonFiniteKind) -> UInt64 {
        if self == .complex64 {
            let real = address.loadUnaligned(as: UInt32.self)
            let imaginary = address.loadUnaligned(fromByteOffset: 4, as: UInt32.self)
            let realIsOfKind = NonFiniteKind(of: Double(Float(bitPattern: real))) == kind
            return UInt64(realIsOfKind ? real : imaginary)
        }
        if self == .complex128 {
            let real = address.loadUnaligned(as: UInt64.self)
            let imaginary = address.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
            return NonFiniteKind(of: Double(bitPattern: real)) == kind ? real : imaginary
        }
        return switch byteCount {
        case 1: UInt64(address.load(as: UInt8.self))
        case 2: UInt64(address.loadUnaligned(as: UInt16.self))
        case 4: UInt64(address.loadUnaligned(as: UInt32.self))
        default: address.loadUnaligned(as: UInt64.self)
        }
    }
}

extension ck_element: @retroactive Hashable {}
