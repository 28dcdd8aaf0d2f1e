import TensorBoard
import Testing

/// A matrix, or a transposed view of one.
struct Matrix {
    var rows: Int
    var columns: Int
    var isTransposed = false
    var storage: [Float]
}

extension Matrix: TensorSource {
    var tensorShape: [Int] { isTransposed ? [columns, rows] : [rows, columns] }
    var tensorDType: DataType { .float }

    func withTensorBytes<Result>(
        _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        guard isTransposed else { return try storage.withUnsafeBytes(body) }
        let copy = (0..<columns).flatMap { column in
            (0..<rows).map { row in storage[row * columns + column] }
        }
        return try copy.withUnsafeBytes(body)
    }
}

/// The calls of "Tensors from anywhere".
@Suite struct TensorTests {
    @Test func arraysAndBuffers() throws {
        try logging { writer in
            let pixels = [UInt8](repeating: 128, count: 32 * 32 * 3)
            writer.addImage("input", pixels.shaped(32, 32, 3), step: 0)
            pixels.withUnsafeBufferPointer { buffer in
                writer.addHistogram("input/levels", buffer, step: 0)
            }
        } _: { values in
            #expect(values.map(\.plugin) == ["images", "histograms"])
        }
    }

    @Test func nestedArraysAndVectors() throws {
        try logging { writer in
            writer.addTensor("confusion", [[50, 3], [1, 46]], step: 0)
            let points: [SIMD3<Float>] = [[0, 0, 1], [0, 1, 0], [1, 0, 0]]
            writer.addTensor("points", points, step: 0)  // of shape [3, 3]
        } _: { values in
            let shapes = values.map { value -> [Int64] in
                if case .tensor(let tensor) = value.content { tensor.shape.dimensions } else { [] }
            }
            #expect(shapes == [[2, 2], [3, 3]])
        }
    }

    @Test func aViewPassesItsElementsInOrder() throws {
        try logging { writer in
            let matrix = Matrix(
                rows: 2,
                columns: 3,
                isTransposed: true,
                storage: [1, 2, 3, 4, 5, 6]
            )
            writer.addHistogram("matrix", matrix, step: 0)
            writer.addTensor("matrix/all", matrix, step: 0)
        } _: { values in
            guard case .tensor(let tensor) = values.last?.content else {
                Issue.record("no tensor")
                return
            }
            let expected: [Float] = [1, 4, 2, 5, 3, 6]
            #expect(tensor.shape.dimensions == [3, 2])
            #expect(tensor.content == expected.withUnsafeBytes { Array($0) })
        }
    }

    @Test func typesWithoutASwiftCounterpart() throws {
        try logging { writer in
            let half = RawTensor(dtype: .bfloat16, shape: [2], bytes: [0x80, 0x3f, 0xc0, 0x7f])
            writer.addTensor("bfloat16", half, step: 0)
            writer.addHistogram("bfloat16/spread", half, step: 0)
            let tiny = RawTensor(
                dtype: .float8E4M3FN,
                shape: [2, 2],
                bytes: [0x38, 0x40, 0xb8, 0x7f]
            )
            writer.addTensor("float8", tiny, step: 0)
        } _: { values in
            #expect(
                values.map(\.tag) == [
                    "bfloat16", "bfloat16/spread", "bfloat16/spread/non_finite", "float8",
                ]
            )
        }
    }
}
