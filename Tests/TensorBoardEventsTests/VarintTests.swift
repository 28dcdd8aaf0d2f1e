import TensorBoardEvents
import Testing

@Suite struct VarintTests {
    @Test(
        arguments: [
            (0, [0]), (127, [0x7f]), (128, [0x80, 1]), (300, [0xac, 2]),
            (1 << 63, [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 1]),
            (.max, [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1]),
        ] as [(UInt64, [UInt8])]
    )
    func aNumberHasItsBytes(number: UInt64, bytes: [UInt8]) {
        var written: [UInt8] = []
        Varint.write(number) { written.append($0) }
        #expect(written == bytes)
        #expect(Varint.byteCount(of: number) == bytes.count)
        let (value, restCount) = read(bytes + [0xff])
        #expect(value == number)
        #expect(restCount == 1)
    }

    @Test func truncatedOrTooLongBytesAreNotANumber() {
        for count in 0..<10 {
            #expect(read([UInt8](repeating: 0x80, count: count)).value == nil)
        }
        #expect(read([UInt8](repeating: 0x80, count: 10) + [0]).value == nil)
    }

    @Test func aLongFormIsTheSameNumberAndBitsBeyond64AreDropped() {
        #expect(read([0x85, 0x80, 0x00]).value == 5)
        #expect(read([UInt8](repeating: 0x80, count: 9) + [0x7e]).value == 0)
    }

    private func read(_ bytes: [UInt8]) -> (value: UInt64?, restCount: Int) {
        bytes.withUnsafeBytes { buffer in
            guard var next = buffer.baseAddress else { return (nil, 0) }
            let end = next + buffer.count
            let value = Varint.read(&next, upTo: end)
            return (value, end - next)
        }
    }
}
