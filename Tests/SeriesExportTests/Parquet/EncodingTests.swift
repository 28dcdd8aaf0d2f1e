import TestSupport
import Testing

@testable import SeriesExport

/// Each encoding, read back by a decoder of the tests' own.
struct EncodingTests {
    @Test(arguments: [0, 1, 3, 7, 8, 9, 12, 31, 32, 33, 63, 64])
    func packedNumbersAreReadBack(width: Int) throws {
        var random = SeededGenerator(seed: UInt64(width))
        var packer = BitPacker()
        for count in [1, 7, 8, 9, 32, 63, 64, 65, 128, 200] {
            let mask: UInt64 = width == 64 ? .max : (1 << UInt64(width)) - 1
            let values = (0..<count).map { _ in random.next() & mask }
            var bytes: [UInt8] = []
            values.withUnsafeBufferPointer { packer.append($0, width: width, to: &bytes) }
            let padded = (count + 7) / 8 * 8
            var reader = ByteReader(bytes)
            #expect(try reader.packed(width: width, count: padded).prefix(count) == values[...])
            #expect(reader.isAtEnd, "\(count)")
        }
    }

    @Test func packingIsThatOfTheFormatsExample() {
        var packer = BitPacker()
        var bytes: [UInt8] = []
        let values: [UInt32] = [0, 1, 2, 3, 4, 5, 6, 7]
        values.withUnsafeBufferPointer { packer.append($0, width: 3, to: &bytes) }
        #expect(bytes == [0b1000_1000, 0b1100_0110, 0b1111_1010])
    }

    /// Lengths of runs, the values of which differ from their neighbors'.
    @Test(arguments: [
        [1], [7], [8], [9], [1, 8], [8, 8], [3, 5, 9], [3, 100, 2, 7, 8, 1], [7, 1, 8, 1],
        [1, 1, 1, 1, 1, 1, 1, 1, 1], [1000, 1, 1000], [5, 300, 3, 5, 300, 3], [4, 4, 4, 20, 4],
    ])
    func runsAreReadBack(lengths: [Int]) throws {
        var runs = RunLengths()
        var packer = BitPacker()
        var expected: [UInt64] = []
        for (index, length) in lengths.enumerated() {
            let value = index * 37 % 101
            expected += repeatElement(UInt64(value), count: length)
            runs.append(UInt32(value), count: length)
        }
        var bytes: [UInt8] = []
        runs.encode(width: 7, packer: &packer, to: &bytes)
        var reader = ByteReader(bytes)
        #expect(try reader.hybrid(width: 7, count: expected.count) == expected)
        #expect(reader.isAtEnd)
    }

    @Test func piecesOfARunAreOneRun() {
        var runs = RunLengths()
        var packer = BitPacker()
        for count in [10, 1, 3, 1000] { runs.append(5, count: count) }
        var bytes: [UInt8] = []
        runs.encode(width: 3, packer: &packer, to: &bytes)
        // 1014 << 1 as a varint, and the value in one byte.
        #expect(bytes == [0xec, 0x0f, 5])
    }

    @Test(arguments: TestDepth.seeds(16, of: 500))
    func randomRunsAreReadBack(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var runs = RunLengths()
        var packer = BitPacker()
        var expected: [UInt64] = []
        let width = Int.random(in: 1...20, using: &random)
        for _ in 0..<Int.random(in: 1...200, using: &random) {
            let value = UInt32.random(in: 0..<(1 << UInt32(width)), using: &random)
            let length = Int.random(in: 1...Int.random(in: 1...40, using: &random), using: &random)
            runs.append(value, count: length)
            expected += repeatElement(UInt64(value), count: length)
        }
        var bytes: [UInt8] = []
        runs.encode(width: width, packer: &packer, to: &bytes)
        var reader = ByteReader(bytes)
        #expect(try reader.hybrid(width: width, count: expected.count) == expected)
        #expect(reader.isAtEnd)
    }

    /// Lengths of runs of unset and set bits in turn.
    @Test(arguments: [
        [1], [0, 1], [64], [0, 64], [63, 1], [64, 64], [65, 64, 63], [1, 1, 1, 1], [0, 200, 56],
        [128, 3], [128, 0, 3], [0, 128, 0, 3], [70, 10, 50, 500, 1], [1, 1000],
    ])
    func bitsAreReadBack(lengths: [Int]) throws {
        let expected = lengths.enumerated().flatMap { index, length in
            repeatElement(index % 2 == 1, count: length)
        }
        var repeated = BitRuns()
        for (index, length) in lengths.enumerated() {
            repeated.append(repeating: index % 2 == 1, count: length)
        }
        for cut in [1, 7, 64, 100, expected.count] {
            var bits = BitRuns()
            var setCount = 0
            for start in stride(from: 0, to: expected.count, by: cut) {
                let part = Array(expected[start..<min(start + cut, expected.count)])
                setCount += part.withUnsafeBufferPointer { bits.append($0) }
            }
            #expect(setCount == expected.count { $0 })
            #expect(bits.count == expected.count)
            var bytes: [UInt8] = []
            bits.encode(to: &bytes)
            var reader = ByteReader(bytes)
            let read = try reader.hybrid(width: 1, count: expected.count)
            #expect(read == expected.map { $0 ? 1 : 0 })
            #expect(reader.isAtEnd)
            var other: [UInt8] = []
            repeated.encode(to: &other)
            #expect(other == bytes)
        }
    }

    @Test func equalBitsTakeThreeBytesOrFour() {
        var bits = BitRuns()
        for count in [1, 62, 64, 900, 31_741] { bits.append(repeating: true, count: count) }
        var bytes: [UInt8] = []
        bits.encode(to: &bytes)
        #expect(bytes == [0x80, 0x80, 0x04, 1])
    }
}
