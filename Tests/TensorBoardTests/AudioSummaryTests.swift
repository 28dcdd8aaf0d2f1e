import Testing

@testable import TensorBoard

@Suite struct AudioSummaryTests {
    private func summary(
        _ source: some TensorSource,
        rate: Int = 8000,
        maxOutputs: Int? = nil
    ) throws -> AudioSummary {
        try AudioSummary(source, sampleRate: rate, maxOutputs: maxOutputs)
    }

    private func samples(_ source: some TensorSource) throws -> [Int16] {
        let clip = try summary(source).clips[0]
        return Array(clip.dropFirst(44)).withUnsafeBytes { bytes in
            stride(from: 0, to: bytes.count, by: 2).map {
                Int16(littleEndian: bytes.loadUnaligned(fromByteOffset: $0, as: Int16.self))
            }
        }
    }

    @Test func floatsAreRoundedAndClipped() throws {
        let floats: [Float] = [0, 1, -1, 0.5, 2, -7, .infinity, -.infinity, 1.4 / 32_768, 1e-9]
        let expected: [Int16] = [
            0, 32_767, -32_768, 16_384, 32_767, -32_768, 32_767, -32_768, 1, 0,
        ]
        #expect(try samples(floats) == expected)
        #expect(try samples(floats.map(Double.init)) == expected)
    }

    @Test func halvesGoAwayFromZero() throws {
        let halves = stride(from: Float(-9.5), to: 10, by: 1).map { $0 / 32_768 }
        let expected = Array(Int16(-10) ... -1) + Array(Int16(1)...10)
        #expect(try samples(halves) == expected)
        #expect(try samples(halves.map(Double.init)) == expected)
    }

    @Test func everySampleSurvivesFloats() throws {
        let all = Array(Int16.min...Int16.max)
        #expect(try samples(all.map { Float($0) / 32_768 }) == all)
        #expect(try samples(all.map { Double($0) / 32_768 }) == all)
        #expect(try samples(all) == all)
    }

    @Test func nanIsSilenceAndCounted() throws {
        let floats: [Float] = [0.5, .nan, -.nan]
        #expect(try samples(floats) == [16_384, 0, 0])
        #expect(try summary(floats).nanCount == 2)
        #expect(try summary([Double.nan, .infinity]).nanCount == 1)
        #expect(try summary([Float(1)]).nanCount == 0)
    }

    @Test func smallFloatsAreScaled() throws {
        let half = RawTensor(dtype: .half, shape: [2], bytes: [0x00, 0x38, 0x00, 0xbc])
        #expect(try samples(half) == [16_384, -32_768])
        let bfloat16 = RawTensor(dtype: .bfloat16, shape: [1], bytes: [0x00, 0x3f])
        #expect(try samples(bfloat16) == [16_384])
    }

    @Test func integersAreWrittenUnchanged() throws {
        let bytes = try summary([UInt8(0), 128, 255]).clips[0]
        #expect(bytes[34] == 8)
        #expect(bytes[44...] == [0, 128, 255, 0])
        #expect(try summary([Int8.min, 0, 127]).clips[0][44...] == [0, 128, 255, 0])
        let long = try summary([Int32(1), -1]).clips[0]
        #expect(long[34] == 32)
        #expect(long[68...] == [1, 0, 0, 0, 255, 255, 255, 255])
    }

    @Test func valuesMatchTheDashboard() throws {
        let batch = (0..<12).map { Int16($0) }.shaped(2, 3, 2)
        let value = try summary(batch).value(tag: "a", displayName: "A", description: "*a*")
        guard case .tensor(let tensor) = value.content else {
            Issue.record("no tensor")
            return
        }
        #expect(tensor.dtype == .string)
        #expect(tensor.shape == TensorShape([2]))
        #expect(tensor.stringValues.count == 2)
        #expect(tensor.stringValues[0][22] == 2)
        #expect(tensor.stringValues[1][44...] == [6, 0, 7, 0, 8, 0, 9, 0, 10, 0, 11, 0])
        #expect(
            value.metadata
                == SummaryMetadata(
                    pluginName: "audio",
                    pluginContent: [0x10, 0x0b],
                    displayName: "A",
                    description: "*a*",
                    dataClass: .blobSequence
                )
        )
    }

    @Test func maxOutputsKeepsTheFirst() throws {
        let batch = [Int16](1...4).shaped(4, 1, 1)
        #expect(try summary(batch, maxOutputs: 2).clips.map { $0[44] } == [1, 2])
        #expect(try summary(batch, maxOutputs: 9).clips.count == 4)
        #expect(throws: Unshowable.self) { _ = try summary(batch, maxOutputs: 0) }
    }

    @Test(arguments: [
        [], [0], [-4], [2, 0], [0, 2], [-2, -2], [4, 300], [0, 2, 2], [1, 1, 2, 2], [3], [5],
        [Int.max], [Int.max, 2], [Int.max, Int.max, Int.max], [-1, 2, -2],
    ])
    func shapesThatAreNotSoundsAreRefused(shape: [Int]) {
        #expect(throws: Unshowable.self) {
            _ = try summary([Float](repeating: 0, count: 4).shaped(shape))
        }
        #expect(throws: Unshowable.self) {
            _ = try summary([Double](repeating: 0, count: 4).shaped(shape))
        }
    }

    @Test(arguments: [DataType.bool, .int64, .uint16, .complex64, .string, DataType(rawValue: -7)])
    func otherTypesAreRefused(dtype: DataType) {
        #expect(throws: Unshowable.self) {
            _ = try summary(RawTensor(dtype: dtype, shape: [1], bytes: [0]))
        }
    }

    @Test(arguments: [0, -1, .min, .max, 1 << 32])
    func invalidSampleRatesAreRefused(rate: Int) {
        #expect(throws: Unshowable.self) { _ = try summary([Float(0)], rate: rate) }
    }

    /// AVFoundation's rates are doubles.
    @Test(
        arguments: [
            (44_100.0, 1), (22_050.4, 1), (0, 0), (-1, 0), (.nan, 0), (.infinity, 0), (1e300, 0),
        ] as [(Double, Int)]
    )
    func ratesMayBeDoubles(rate: Double, count: Int) throws {
        let run = try WrittenRun()
        let writer = try SummaryWriter(logdir: run.logdir, options: .silent)
        writer.addAudio("a", [Float(0), 1], sampleRate: rate, step: 0)
        try writer.close()
        #expect(try run.values().count == count)
    }
}
