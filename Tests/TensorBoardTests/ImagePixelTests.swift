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

    @Test(
        arguments: [
            // As PyTorch users hand them over, and as images are normalized.
            (
                [0, 51, 255], 3,
                "66% of the elements lie outside of 0...1 (51 to 255) and were clipped; "
                    + "divide them by 255, or log them as UInt8"
            ),
            (
                [-2.5, 0, 0.5, 2], 4,
                "50% of the elements lie outside of 0...1 (-2.5 to 2) and were "
                    + "clipped; scale them to 0...1"
            ),
            (
                [0, 1.5, .nan, .infinity], 4,
                "25% of the elements lie outside of 0...1 (1.5) and were "
                    + "clipped; scale them to 0...1"
            ),
            // By less than one of 255 levels, arithmetic is often off.
            ([-0.003, -0, 1, 1.003], 4, nil), ([.nan, .infinity, -.infinity], 3, nil), ([], 0, nil),
        ] as [([Float], Int, String?)]
    )
    func clippedFloatsAreCounted(floats: [Float], count: Int, warning: String?) throws {
        #expect(floats.count == count)
        #expect(try #require(convert(floats)).clipped.warning == warning)
        #expect(try #require(convert(floats.map(Double.init))).clipped.warning == warning)
    }

    @Test func clippedElementsOfOtherTypesAreCounted() throws {
        let deep = try #require(convert([UInt16](repeating: 9, count: 999) + [40_000]))
        #expect(
            deep.clipped.warning == "less than 1% of the elements lie outside of 0...255 (40000) "
                + "and were clipped; shift them to 8 bits, or keep 16 with ImageOptions.bitDepth"
        )
        let signed = try #require(convert([Int8.min, -1, 0, 127]))
        #expect(
            signed.clipped.warning == "50% of the elements lie outside of 0...255 (-128 to -1) and "
                + "were clipped; scale them to 0...255"
        )
        let huge = try #require(convert([1e300, 0]))
        #expect(huge.clipped.warning?.contains("50%") == true)
        for fine in [convert([UInt8(0), 255]), convert([0, 255]), convert([true])] {
            #expect(try #require(fine).clipped.warning == nil)
        }
    }

    @Test func sixteenBitsAreKept() throws {
        let pixels: [UInt16] = [0, 1, 256, 0x1234, .max]
        let converted = try #require(
            pixels.withTensorBytes {
                PixelConversion($0, count: 5, dtype: .uint16, bitDepth: .sixteen)
            }
        )
        #expect(converted.bytes == [0, 0, 0, 1, 1, 0, 0x12, 0x34, 255, 255])
        #expect(converted.clipped.warning == nil)
    }

    @Test(arguments: [DataType.complex64, .complex128, .string, .invalid, DataType(rawValue: 99)])
    func otherTypesAreRefused(dtype: DataType) {
        #expect(convert(RawTensor(dtype: dtype, shape: [1], bytes: [0, 0, 0, 0])) == nil)
    }
}
