import Testing

@testable import TensorBoard

@Suite struct WAVFormatTests {
    private func header(
        _ channels: Int,
        _ rate: Int,
        _ encoding: WAVFormat.Encoding,
        _ byteCount: Int
    ) throws -> [UInt8] {
        let format = try #require(
            WAVFormat(channels: channels, sampleRate: rate, encoding: encoding)
        )
        return try #require(format.header(dataByteCount: byteCount))
    }

    @Test func twoChannelsOfSixteenBitsArePlainPCM() throws {
        var expected = Array("RIFF".utf8) + [44, 0, 0, 0]
        expected += Array("WAVEfmt ".utf8)
        expected += [16, 0, 0, 0, 1, 0, 2, 0, 0x44, 0xac, 0, 0, 0x10, 0xb1, 2, 0, 4, 0, 16, 0]
        expected += Array("data".utf8) + [8, 0, 0, 0]
        #expect(try header(2, 44_100, .pcm16, 8) == expected)
    }

    @Test func otherFormatsAreExtensible() throws {
        let six = try header(6, 8000, .pcm16, 12)
        #expect(six.count == 68)
        #expect(six[4] == 72)
        #expect(six[16..<22] == [40, 0, 0, 0, 0xfe, 0xff])
        #expect(six[36..<46] == [22, 0, 16, 0, 0x3f, 0, 0, 0, 1, 0])
        #expect(try header(1, 8000, .pcm32, 4)[20..<22] == [0xfe, 0xff])
        #expect(try header(9, 8000, .pcm8, 9)[40..<44] == [0, 0, 0, 0])
    }

    @Test func oddDataIsPaddedInTheOuterLengthOnly() throws {
        let odd = try header(1, 8000, .pcm8, 3)
        #expect(odd[4] == 40)
        #expect(odd[40] == 3)
    }

    @Test(arguments: [
        (0, 8000), (-1, 8000), (256, 8000), (1, 0), (1, -1), (1, 1 << 32), (255, 1 << 31),
        (1, .max),
    ])
    func invalidFormatsAreRefused(channels: Int, rate: Int) {
        #expect(WAVFormat(channels: channels, sampleRate: rate, encoding: .pcm16) == nil)
    }

    @Test func lengthsBeyondThirtyTwoBitsAreRefused() throws {
        let format = try #require(WAVFormat(channels: 1, sampleRate: 8000, encoding: .pcm8))
        #expect(format.header(dataByteCount: 1 << 32 - 38) != nil)
        #expect(format.header(dataByteCount: 1 << 32 - 37) == nil)
        #expect(format.header(dataByteCount: .max) == nil)
    }
}
