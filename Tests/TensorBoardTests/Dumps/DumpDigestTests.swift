import TensorBoardEvents
import TestSupport
import Testing

@testable import TensorBoard

/// What the digest says of every element type, and of numbers at the ends of the range.
@Suite struct DumpDigestTests {
    @Test func everyFloatTypeIsCountedByItsValues() throws {
        var generator = SeededGenerator(seed: 3)
        let types: [DataType] = [
            .half, .bfloat16, .float8E5M2, .float8E4M3FN, .float8E4M3FNUZ, .float8E4M3B11FNUZ,
            .float8E5M2FNUZ, .float, .double, .float4E2M1FN,
        ]
        for dtype in types {
            for count in [1, 15, 16, 17, 5_000] {
                let size = try #require(dtype.byteCount)
                let bytes = (0..<count * size).map { _ in
                    UInt8.random(in: 0...255, using: &generator)
                }
                let tensor = RawTensor(dtype: dtype, shape: [count], bytes: bytes)
                let digest = try #require(Self.digest(of: tensor))
                let numbers = Self.numbers(of: tensor)
                let finite = numbers.filter(\.isFinite)
                #expect(digest.elementCount == count)
                #expect(digest.nanCount == numbers.count { $0.isNaN }, "\(dtype)")
                #expect(digest.positiveInfinityCount == numbers.count { $0 == .infinity })
                #expect(digest.negativeInfinityCount == numbers.count { $0 == -.infinity })
                #expect(digest.firstNonFiniteIndex == numbers.firstIndex { !$0.isFinite })
                #expect(digest.zeroCount == finite.count { $0 == 0 })
                #expect(digest.negativeCount == finite.count { $0 < 0 })
                #expect(digest.unitCount == finite.count { abs($0) == 1 })
                #expect(digest.min == finite.min() ?? 0)
                #expect(digest.max == finite.max() ?? 0)
                let smallest = finite.map(abs).filter { $0 > 0 }.min() ?? 0
                #expect(digest.smallestMagnitude == smallest)
                #expect(digest.vector.allSatisfy { $0.isFinite })
                // Random bits of doubles are beyond what a square can hold.
                guard dtype != .double else { continue }
                let mean = finite.isEmpty ? 0 : finite.reduce(0, +) / Double(finite.count)
                let squares = finite.map { $0 * $0 }.reduce(0, +)
                let deviations = finite.map { ($0 - mean) * ($0 - mean) }.reduce(0, +)
                let deviation = (deviations / Double(max(finite.count, 1))).squareRoot()
                #expect(Self.areClose(digest.mean, mean, scale: deviation), "\(dtype)")
                #expect(Self.areClose(digest.l2Norm, squares.squareRoot(), scale: 0))
                #expect(Self.areClose(digest.standardDeviation, deviation, scale: abs(mean)))
            }
        }
    }

    @Test func everyIntegerTypeIsCounted() throws {
        func check<Number: TensorElement & FixedWidthInteger>(_ type: Number.Type) throws {
            let numbers: [Number] = [0, 1, .max, 1, .min]
            let digest = try #require(Self.digest(of: numbers))
            #expect(digest.nonFiniteCount == 0 && digest.firstNonFiniteIndex == nil)
            #expect(digest.zeroCount == (Number.isSigned ? 1 : 2))
            #expect(digest.negativeCount == (Number.isSigned ? 1 : 0))
            #expect(digest.unitCount == 2)
            #expect(digest.min == Double(Number.min) && digest.max == Double(Number.max))
            #expect(digest.smallestMagnitude == 1)
            #expect(digest.dtype == Number.tensorDType)
        }
        try check(Int8.self)
        try check(UInt8.self)
        try check(Int16.self)
        try check(UInt16.self)
        try check(Int32.self)
        try check(UInt32.self)
        try check(Int64.self)
        try check(UInt64.self)
        let flags = try #require(Self.digest(of: [true, false, true]))
        #expect([flags.zeroCount, flags.unitCount] == [1, 2])
        #expect(Self.areClose(flags.mean, 2.0 / 3, scale: 0))
    }

    @Test func complexNumbersCountByTheirMagnitudes() throws {
        let parts: [Double] = [3, 4, 0, -0.0, .nan, .infinity, 0, -1, -.infinity, 2]
        for dtype in [DataType.complex64, .complex128] {
            var bytes: [UInt8] = []
            for part in parts {
                if dtype == .complex64 {
                    withUnsafeBytes(of: Float(part)) { bytes += $0 }
                } else {
                    withUnsafeBytes(of: part) { bytes += $0 }
                }
            }
            let digest = try #require(
                Self.digest(of: RawTensor(dtype: dtype, shape: [5], bytes: bytes))
            )
            #expect(digest.elementCount == 5)
            #expect([digest.nanCount, digest.positiveInfinityCount] == [1, 1])
            #expect([digest.negativeInfinityCount, digest.firstNonFiniteIndex] == [1, 2])
            #expect([digest.zeroCount, digest.unitCount, digest.negativeCount] == [1, 1, 0])
            #expect([digest.min, digest.max, digest.mean] == [0, 5, 2])
            #expect(digest.l2Norm == 26.0.squareRoot())
        }
    }

    @Test func aMeanFarFromZeroDoesNotHideTheDeviation() throws {
        // 1e8 ± 1 as doubles, of which a sum of squares would keep no digit.
        let numbers = (0..<100_000).map { 1e8 + ($0 % 2 == 0 ? 1.0 : -1.0) }
        let digest = try #require(Self.digest(of: numbers))
        #expect(abs(digest.standardDeviation - 1) < 1e-9)
        #expect(digest.mean == 1e8)
        // The first element lies elsewhere.
        let floats = [Float(1e30)] + [Float](repeating: 1, count: 1_000_000)
        let outlier = try #require(Self.digest(of: floats))
        #expect(Self.areClose(outlier.mean, (Double(Float(1e30)) + 1e6) / 1_000_001, scale: 0))
    }

    @Test func numbersAtTheEndsOfTheRangeStayFinite() throws {
        let largest = Double.greatestFiniteMagnitude
        let huge = try #require(Self.digest(of: [largest, largest, -largest, -largest]))
        #expect(abs(huge.mean) <= 1e-15 * largest)
        #expect([huge.standardDeviation, huge.l2Norm] == [largest, largest])
        let same = try #require(Self.digest(of: [1e200, 1e200, 1e200, 1e200]))
        #expect([same.mean, same.standardDeviation, same.l2Norm] == [1e200, 0, 2e200])
        let tiny = Double.leastNonzeroMagnitude
        let small = try #require(Self.digest(of: [4 * tiny, 4 * tiny, 4 * tiny, 4 * tiny, .nan]))
        #expect([small.mean, small.l2Norm] == [4 * tiny, 8 * tiny])
        #expect(small.smallestMagnitude == 4 * tiny)
        let complex: [Double] = [largest, largest]
        let digest = try #require(
            complex.withUnsafeBytes { DumpDigest(measuring: $0, .complex128, shape: []) }
        )
        #expect([digest.max, digest.l2Norm] == [largest, largest])
        #expect(digest.nonFiniteCount == 0)
    }

    @Test func tensorsWithoutFiniteElementsHaveZeros() throws {
        let none = try #require(Self.digest(of: [Float]()))
        let allNaN = try #require(Self.digest(of: [Float](repeating: .nan, count: 40)))
        for digest in [none, allNaN] {
            #expect(digest.vector[9..<15].allSatisfy { $0 == 0 })
        }
        #expect([allNaN.nanCount, allNaN.firstNonFiniteIndex] == [40, 0])
        let scalar = try #require(Self.digest(of: [Float(2)].shaped([])))
        #expect(scalar.vector.count == 16 && scalar.shape.isEmpty)
    }

    private static func digest(of tensor: some TensorSource) -> DumpDigest? {
        tensor.withTensorBytes {
            DumpDigest(measuring: $0, tensor.tensorDType, shape: tensor.tensorShape)
        }
    }

    private static func numbers(of tensor: RawTensor) -> [Double] {
        if tensor.tensorDType == .double {
            return tensor.bytes.withUnsafeBytes { bytes in
                (0..<bytes.count / 8).map {
                    bytes.loadUnaligned(fromByteOffset: $0 * 8, as: Double.self)
                }
            }
        }
        if tensor.tensorDType == .float4E2M1FN {
            let magnitudes = [0, 0.5, 1, 1.5, 2, 3, 4, 6]
            return tensor.bytes.map { ($0 & 8 == 0 ? 1 : -1) * magnitudes[Int($0 & 7)] }
        }
        return (tensor.floats() ?? []).map(Double.init)
    }

    private static func areClose(_ left: Double, _ right: Double, scale: Double) -> Bool {
        abs(left - right) <= 1e-12 * max(abs(right), scale)
    }
}
