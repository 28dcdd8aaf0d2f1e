import Testing

@testable import TensorBoard

/// Elements as channels of 8 bits.
@Suite struct ImagePixelTests {
    private func convert(_ source: some TensorSource) -> PixelConversion? {
        source.withTensorBytes {
            PixelConversion($0, count: source.elementCount ?? 0, dtype: source.tensorDType)
        }
    }

    @Test func everyLevelSurvivesFloats() {
        let levels = (0...255).map { Float($0) / 255 }
        #expect(convert(levels)?.bytes == Array(0...255))
        #expect(convert(levels.map(Double.init))?.bytes == Array(0...255))
    }

    /// `tf.image.convert_image_dtype(x, tf.uint8, saturate=True)` says the same of these.
    @Test func floatsAreRoundedAsByTensorFlow() {
        let floats: [Float] = [
            0, 0.001, 0.00392, 0.5, 0.998, 0.9981, 0.999, 1, 1.5, -0.1, -9, 1e30,
        ]
        #expect(
            convert(floats)?.bytes == [0, 0, 1, 127, 254, 255, 255, 255, 255, 0, 0, 255]
        )
    }

    @Test func roundingIsExactEverywhere() {
        let floats = (0..<300_000).map { Float($0) / 299_999 }
        let expected = floats.map { UInt8(min(255, ($0 * 255.5).rounded(.down))) }
        #expect(convert(floats)?.bytes == expected)
    }

    @Test func otherTypesAreClippedOrStretched() {
        #expect(convert([Int8.min, -1, 0, 127])?.bytes == [0, 0, 0, 127])
        #expect(convert([Int16.min, 255, 256, 17])?.bytes == [0, 255, 255, 17])
        #expect(convert([UInt16.max, 3])?.bytes == [255, 3])
        #expect(convert([Int32.min, Int32.max, 200])?.bytes == [0, 255, 200])
        #expect(convert([UInt32.max, 1])?.bytes == [255, 1])
        #expect(convert([Int64.min, Int64.max, 9])?.bytes == [0, 255, 9])
        #expect(convert([UInt64.max, 4])?.bytes == [255, 4])
        #expect(convert([true, false])?.bytes == [255, 0])
        #expect(convert([UInt8(7), 255])?.bytes == [7, 255])
    }

    @Test func smallFloatsAreScaled() {
        let bfloat16 = RawTensor(dtype: .bfloat16, shape: [2], bytes: [0x80, 0x3f, 0x00, 0x3f])
        #expect(convert(bfloat16)?.bytes == [255, 127])
        let half = RawTensor(dtype: .half, shape: [2], bytes: [0x00, 0x3c, 0x00, 0x7e])
        #expect(convert(half)?.bytes == [255, 0])
        #expect(convert(half)?.marks == [0, PixelConversion.Mark.nan.rawValue])
        let float8 = RawTensor(dtype: .float8E4M3FN, shape: [2], bytes: [0x38, 0x7f])
        #expect(convert(float8)?.bytes == [255, 0])
    }

    @Test func onlyNonFinitePixelsAreMarked() throws {
        var floats = [Float](repeating: 0.25, count: 5000)
        #expect(try #require(convert(floats)).marks.isEmpty)
        floats[17] = .nan
        floats[4097] = .infinity
        floats[4999] = -.infinity
        let marks = try #require(convert(floats)).marks
        #expect(marks.indices.filter { marks[$0] != 0 } == [17, 4097, 4999])
        #expect([marks[17], marks[4097], marks[4999]] == [3, 2, 1])
    }

    @Test func aLargeDoubleIsFinite() throws {
        let converted = try #require(convert([1e300, -1e300, .infinity]))
        #expect(converted.bytes == [255, 0, 255])
        #expect(converted.marks == [0, 0, 2])
    }

    @Test(arguments: [DataType.complex64, .complex128, .string, .invalid, DataType(rawValue: 99)])
    func otherTypesAreRefused(dtype: DataType) {
        #expect(convert(RawTensor(dtype: dtype, shape: [1], bytes: [0, 0, 0, 0])) == nil)
    }
}
