import TestSupport
import Testing

@testable import SeriesExport

/// Integers as differences, read back by a decoder of the tests' own.
struct DeltaEncoderTests {
    struct Sequence: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let values: [Int64]

        init(_ name: String, _ values: [Int64]) {
            testDescription = name
            self.values = values
        }
    }

    static let sequences = [
        Sequence("none", []), Sequence("zero", [0]), Sequence("smallest", [.min]),
        Sequence("largest", [.max]), Sequence("first example of the format", [1, 2, 3, 4, 5]),
        Sequence("second example of the format", [7, 5, 3, 1, 2, 3, 4, 5]),
        Sequence("the largest difference", [.min, .max]),
        Sequence("the smallest difference", [.max, .min]),
        Sequence("both", [.min, .max, .min, .max, 0, .max, -1, .min]),
        Sequence("a block less one", (0..<128).map { $0 }),
        Sequence("a block", (0..<129).map { $0 * 10 }),
        Sequence("a block and one", (0..<130).map { $0 * 10 }),
        Sequence("all bits", (0..<257).map { $0 % 3 == 0 ? .min : .max }),
        Sequence("equal steps of several tags", (0..<1000).map { $0 / 37 }),
        Sequence("falling", (0..<400).map { -$0 * 1_000_000_007 }),
        Sequence("equal differences that overflow", (0..<300).map { $0 &* (Int64.max / 100) }),
        Sequence("equal", [Int64](repeating: 5, count: 1000)),
        Sequence("equal but for the ends", [1] + [Int64](repeating: 2, count: 500) + [3]),
        Sequence("of all widths", (0..<161).map { 1 << ($0 % 63) }),
    ]

    private func encode<Value>(_ values: [Value], pieces: Int) -> DeltaEncoder<Value> {
        var encoder = DeltaEncoder<Value>()
        for start in stride(from: 0, to: values.count, by: pieces) {
            Array(values[start..<min(start + pieces, values.count)]).withUnsafeBufferPointer {
                encoder.append($0)
            }
        }
        return encoder
    }

    @Test(arguments: sequences)
    func valuesAreReadBack(sequence: Sequence) throws {
        let values = sequence.values
        var pages: Set<[UInt8]> = []
        for pieces in [1, 13, 127, 128, 129, 10_000] {
            var encoder = encode(values, pieces: pieces)
            #expect(encoder.sealPage() == .deltaBinaryPacked)
            var reader = ByteReader(encoder.page)
            #expect(try reader.deltas(bitWidth: 64) == values)
            #expect(reader.isAtEnd)
            pages.insert(encoder.page)
            #expect(encoder.statistics.minimum == values.min().map(bytes))
            #expect(encoder.statistics.maximum == values.max().map(bytes))
        }
        #expect(pages.count == 1, "pieces of rows make no difference")
    }

    @Test(arguments: sequences)
    func narrowValuesAreReadBackAndTakeNoMoreBits(sequence: Sequence) throws {
        let values = sequence.values.map { Int32(truncatingIfNeeded: $0 ^ $0 >> 32) }
        var encoder = encode(values, pieces: 50)
        _ = encoder.sealPage()
        var reader = ByteReader(encoder.page)
        #expect(try reader.deltas(bitWidth: 32) == values.map { Int64($0) })
        #expect(encoder.statistics.minimum == values.min().map(bytes))
        #expect(encoder.statistics.maximum == values.max().map(bytes))
    }

    @Test(arguments: [[1], [2, 3], [128], [129], [130, 5], [1, 1000, 1], [300, 300, 300]])
    func repeatedValuesAreThoseOfAnArray(lengths: [Int]) {
        var repeated = DeltaEncoder<Int32>()
        var values: [Int32] = []
        for (index, length) in lengths.enumerated() {
            repeated.append(repeating: Int32(index * 9), count: length)
            values += repeatElement(Int32(index * 9), count: length)
        }
        var whole = encode(values, pieces: 64)
        _ = repeated.sealPage()
        _ = whole.sealPage()
        #expect(repeated.page == whole.page)
        #expect(repeated.statistics == whole.statistics)
    }

    @Test func equalDifferencesTakeFiveBytesABlock() {
        var encoder = encode((0..<12_801).map { Int64($0) * 20 }, pieces: 1000)
        _ = encoder.sealPage()
        #expect(encoder.page.count < 100 * 5 + 10)
    }

    @Test func theExampleOfTheFormat() {
        var encoder = encode([Int64](arrayLiteral: 7, 5, 3, 1, 2, 3, 4, 5), pieces: 8)
        _ = encoder.sealPage()
        // 128 values in 4 miniblocks; 8 values from 7 on; the smallest difference is -2; two bits.
        let header: [UInt8] = [0x80, 1, 4, 8, 14, 3, 2, 0, 0, 0]
        // Differences 0, 0, 0, 3, 3, 3, 3 above it, and zeros.
        #expect(encoder.page == header + [0b1100_0000, 0b0011_1111, 0, 0, 0, 0, 0, 0])
    }

    @Test(arguments: TestDepth.seeds(16, of: 500))
    func randomValuesAreReadBack(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let shift = Int64.random(in: 0...63, using: &random)
        var value: Int64 = 0
        let values = (0..<Int.random(in: 1...1000, using: &random)).map { _ in
            value &+= Int64(bitPattern: random.next()) >> shift
            return value
        }
        var encoder = encode(values, pieces: Int.random(in: 1...300, using: &random))
        _ = encoder.sealPage()
        var reader = ByteReader(encoder.page)
        #expect(try reader.deltas(bitWidth: 64) == values)
        #expect(reader.isAtEnd)
    }
}

/// A number as statistics have it.
func bytes(_ value: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian) { Array($0) }
}
