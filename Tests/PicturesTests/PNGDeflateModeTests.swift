import TestSupport
import Testing

@testable import Pictures

@Suite struct PNGDeflateModeTests {
    private func mode(_ bytes: [UInt8]) -> DeflateMode {
        bytes.withUnsafeBufferPointer { DeflateMode.suited(to: $0) }
    }

    @Test func noiseIsStored() {
        var generator = SeededGenerator(seed: 1)
        #expect(mode(generator.bytes(100_000)) == .stored)
    }

    @Test func repetitionsAreSearchedFor() {
        var generator = SeededGenerator(seed: 2)
        let phrase = generator.bytes(300)
        #expect(mode((0..<90_000).map { phrase[$0 % 300] }) == .repetitions)
    }

    @Test func grayInThreeChannelsRepeatsItself() {
        var generator = SeededGenerator(seed: 2)
        let grey = generator.bytes(30_000).map { $0 / 3 }
        #expect(mode((0..<90_000).map { grey[$0 / 3] }) == .repetitions)
    }

    @Test func skewedBytesAreEntropyCoded() {
        var generator = SeededGenerator(seed: 3)
        #expect(mode(generator.bytes(90_000).map { $0 & generator.bytes(1)[0] }) == .entropy)
    }

    @Test func fewBytesAreEncoded() {
        for count in 0...40 {
            let mode = mode([UInt8](repeating: 5, count: count))
            #expect(mode != .stored)
        }
    }

    /// Each change of mode ends a block, for which zlib may want more room than there is left.
    @Test func modesMayChangeAnywhereInAStream() throws {
        let modes: [DeflateMode] = [
            .stored, .entropy, .repetitions, .runs, .stored, .repetitions, .level(9), .entropy,
            .filteredLevel(6), .stored,
        ]
        var generator = SeededGenerator(seed: 4)
        let format = try #require(PNGFormat(width: 99_999, height: 10, channels: 1))
        let deflater = try #require(Deflater(mode: .runs, expectedByteCount: 0))
        var rows: [UInt8] = []
        for (index, mode) in modes.enumerated() {
            var row = [0] + generator.bytes(99_999)
            rows += row.dropFirst()
            let isWritten = row.withUnsafeMutableBufferPointer {
                deflater.append($0, mode: mode, isLast: index == modes.count - 1)
            }
            #expect(isWritten)
        }
        var file = PNGEncoder.signature
        let header =
            PNGEncoder.bigEndian(format.width) + PNGEncoder.bigEndian(10) + [8, 0, 0, 0, 0]
        header.withUnsafeBytes { PNGChunk.append("IHDR", $0, to: &file) }
        PNGChunk.append("IDAT", deflater.bytes, to: &file)
        PNGChunk.append("IEND", UnsafeRawBufferPointer(start: nil, count: 0), to: &file)
        #expect(try #require(PNGDecoder(file)).pixels == rows)
    }
}
