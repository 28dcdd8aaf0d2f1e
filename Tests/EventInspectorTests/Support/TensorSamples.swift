import TensorBoardEvents
import TestSupport

/// Tensors in every encoding that a writer may choose, each with something not finite in it.
enum TensorSamples {
    static let all = fields + arrangements + oddities

    private typealias Field = FieldNumber.Tensor

    private static let floats: [Float] = [1, .nan, .infinity, -.infinity, 2, -.nan]
    private static let doubles: [Double] = [1, .nan, .infinity, -.infinity, 2, -.nan]

    /// Each value field with the type that belongs to it.
    private static let fields: [PaddedEvent] = [
        .tensor("float content") { tensor in
            tensor.dtype(.float)
            tensor.shape([6])
            tensor.delimited(Field.content, floats.littleEndianBytes)
        },
        .tensor("float_val") { tensor in
            tensor.dtype(.float)
            tensor.shape([2, 3])
            tensor.packed(Field.floatValues, floats: floats)
        },
        .tensor("double content") { tensor in
            tensor.dtype(.double)
            tensor.shape([3, 2])
            tensor.delimited(Field.content, doubles.littleEndianBytes)
        },
        .tensor("double_val") { tensor in
            tensor.dtype(.double)
            tensor.shape([6, 1])
            tensor.packed(Field.doubleValues, doubles: doubles)
        },
        .tensor("half content") { tensor in
            tensor.dtype(.half)
            tensor.shape([4])
            tensor.delimited(Field.content, [0, 0x3c, 1, 0x7e, 0, 0x7c, 0, 0xfc])
        },
        .tensor("bfloat16 content") { tensor in
            tensor.dtype(.bfloat16)
            tensor.shape([4])
            tensor.delimited(Field.content, [0x80, 0x3f, 0xc0, 0x7f, 0x80, 0x7f, 0x80, 0xff])
        },
        .tensor("scomplex_val") { tensor in
            tensor.dtype(.complex64)
            tensor.shape([3])
            tensor.packed(Field.complex64Values, floats: floats)
        },
        .tensor("complex64 content") { tensor in
            tensor.dtype(.complex64)
            tensor.shape([3])
            tensor.delimited(Field.content, floats.littleEndianBytes)
        },
        .tensor("dcomplex_val") { tensor in
            tensor.dtype(.complex128)
            tensor.shape([3])
            tensor.packed(Field.complex128Values, doubles: doubles)
        },
        .tensor("complex128 content") { tensor in
            tensor.dtype(.complex128)
            tensor.shape([3])
            tensor.delimited(Field.content, doubles.littleEndianBytes)
        },
        .tensor("float8_val") { tensor in
            tensor.dtype(.float8E5M2)
            tensor.shape([5])
            tensor.delimited(Field.float8Values, [0x3c, 0x7e, 0x7c, 0xfc, 0])
        },
        .tensor("float8 content") { tensor in
            tensor.dtype(.float8E4M3FNUZ)
            tensor.shape([4])
            tensor.delimited(Field.content, [0, 0x80, 0x7f, 0x80])
        },
        HalfSample.event("half_val of 16 bits", [0x3c00, 0x7e00, 0x7c00]),
        HalfSample.event("half_val of 32 bits", [0x3f80_0000, 0x7fc0_0000, 0x7f80_0000]),
        HalfSample.event("half_val sign-extended", [0x3c00, UInt64(bitPattern: -1)]),
        HalfSample.event("half_val ambiguous", [UInt64(bitPattern: -0x8000), 0]),
    ]

    /// The same fields in other orders and pieces.
    private static let arrangements: [PaddedEvent] = [
        .tensor("unpacked") { tensor in
            tensor.dtype(.float)
            tensor.shape([6])
            for float in floats { tensor.float(Field.floatValues, float) }
        },
        .tensor("unpacked complex") { tensor in
            tensor.dtype(.complex128)
            tensor.shape([3])
            for double in doubles { tensor.double(Field.complex128Values, double) }
        },
        .tensor("in pieces") { tensor in
            tensor.dtype(.double)
            tensor.packed(Field.doubleValues, doubles: Array(doubles.prefix(2)))
            tensor.shape([6])
            tensor.double(Field.doubleValues, doubles[2])
            tensor.packed(Field.doubleValues, doubles: Array(doubles.dropFirst(3)))
        },
        .tensor("complex split between its parts") { tensor in
            tensor.dtype(.complex64)
            tensor.shape([3])
            tensor.packed(Field.complex64Values, floats: Array(floats.prefix(1)))
            tensor.packed(Field.complex64Values, floats: Array(floats.dropFirst()))
        },
        .tensor("dtype last, content") { tensor in
            tensor.shape([6])
            tensor.delimited(Field.content, doubles.littleEndianBytes)
            tensor.dtype(.double)
        },
        .tensor("dtype last, bfloat16 content") { tensor in
            tensor.delimited(Field.content, [0x80, 0x3f, 0xc0, 0x7f, 0x80, 0x7f, 0x80, 0xff])
            tensor.shape([4])
            tensor.dtype(.bfloat16)
        },
        .tensor("dtype last, float8_val") { tensor in
            tensor.delimited(Field.float8Values, [0x7e, 0x7f, 0xff])
            tensor.shape([3])
            tensor.dtype(.float8E4M3FN)
        },
        .tensor("dtype last, an integer's content") { tensor in
            tensor.delimited(Field.content, floats.littleEndianBytes)
            tensor.shape([6])
            tensor.dtype(.int32)
        },
        .tensor("dtype last, float16 that says DT_INT32") { tensor in
            tensor.delimited(Field.content, [0, 0x3c, 1, 0x7e, 0, 0x7c, 0, 0xfc])
            tensor.shape([4])
            tensor.dtype(.int32)
        },
        .tensor("float16 that says DT_INT32") { tensor in
            tensor.dtype(.int32)
            tensor.shape([4])
            tensor.delimited(Field.content, [0, 0x3c, 1, 0x7e, 0, 0x7c, 0, 0xfc])
        },
        .tensor("the last dtype counts") { tensor in
            tensor.dtype(.string)
            tensor.dtype(.float)
            tensor.shape([6])
            tensor.delimited(Field.content, floats.littleEndianBytes)
        },
    ]

    /// What is legal and rare, and what is not legal.
    private static let oddities: [PaddedEvent] = [
        .tensor("both fields") { tensor in
            tensor.dtype(.float)
            tensor.shape([2])
            tensor.delimited(Field.content, ([1, .nan] as [Float]).littleEndianBytes)
            tensor.packed(Field.floatValues, floats: [.infinity, 1])
        },
        .tensor("splat") { tensor in
            tensor.dtype(.float)
            tensor.shape([1_000, 1_000])
            tensor.packed(Field.floatValues, floats: [1, .nan, 2, -.infinity])
        },
        .tensor("splat of a complex") { tensor in
            tensor.dtype(.complex64)
            tensor.shape([5])
            tensor.packed(Field.complex64Values, floats: [1, 2, .nan, .infinity])
        },
        .tensor("the field of another type") { tensor in
            tensor.dtype(.int32)
            tensor.shape([6])
            tensor.packed(Field.floatValues, floats: floats)
        },
        .tensor("no dtype") { tensor in tensor.packed(Field.doubleValues, doubles: doubles) },
        .tensor("a reference") { tensor in
            tensor.dtype(DataType(rawValue: 101))
            tensor.shape([6])
            tensor.delimited(Field.content, floats.littleEndianBytes)
        },
        .tensor("ragged content") { tensor in
            tensor.dtype(.float)
            tensor.shape([6])
            tensor.delimited(Field.content, floats.littleEndianBytes + [0xff, 0xff])
        },
        .tensor("ragged float_val") { tensor in
            tensor.dtype(.float)
            tensor.shape([9])
            tensor.delimited(Field.floatValues, floats.littleEndianBytes + [0xff, 0xff, 0xff])
        },
        .tensor("odd complex") { tensor in
            tensor.dtype(.complex64)
            tensor.shape([2])
            tensor.packed(Field.complex64Values, floats: [1, 2, .nan])
        },
        .tensor("a product beyond 64 bits") { tensor in
            tensor.dtype(.float)
            tensor.shape([1 << 40, 1 << 40])
            tensor.packed(Field.floatValues, floats: [1, .nan])
        },
        .tensor("an unknown dimension") { tensor in
            tensor.dtype(.float)
            tensor.shape([-1])
            tensor.packed(Field.floatValues, floats: [1, .nan])
        },
        .tensor("a tensor in a tensor") { tensor in
            tensor.dtype(DataType(rawValue: 21))
            tensor.message(Field.variantValues) { variant in
                variant.message(FieldNumber.Variant.tensors) { nested in
                    nested.dtype(.float)
                    nested.shape([6])
                    nested.packed(Field.floatValues, floats: floats)
                }
                variant.message(FieldNumber.Variant.tensors) { nested in
                    nested.dtype(.half)
                    nested.shape([2])
                    nested.packed(Field.halfValues, varints: [0x7e00])
                }
            }
        },
    ]
}

private enum HalfSample {
    static func event(_ name: String, _ wire: [UInt64]) -> PaddedEvent {
        .tensor(name) { tensor in
            tensor.dtype(.half)
            tensor.shape([Int64(wire.count)])
            tensor.packed(FieldNumber.Tensor.halfValues, varints: wire)
        }
    }
}
