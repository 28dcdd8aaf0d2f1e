import EventDecoding
import TFRecord
import TensorBoardEvents
import TestSupport
import Testing

@Suite struct EventDecodingTests {
    @Test(arguments: GoldenRecord.all)
    func goldenRecordDecodesToItsEvent(record: GoldenRecord) throws {
        #expect(try Event(decoding: record.payload) == record.event)
        #expect(try record.payload.withUnsafeBytes { try Event(decoding: $0) } == record.event)
    }

    @Test(arguments: GoldenRecord.all)
    func theWalkReadsAGoldenRecordAlike(record: GoldenRecord) {
        let walked = record.payload.withUnsafeBytes { EventFacts(walking: $0) }
        #expect(walked == EventFacts(record.event))
    }

    @Test(arguments: GoldenRecord.all)
    func aTruncatedGoldenRecordIsMalformed(record: GoldenRecord) {
        // Between fields a cut cannot be seen; inside the last one it can.
        #expect(throws: EventError(code: .malformed)) {
            try Event(decoding: Array(record.payload.dropLast()))
        }
    }

    @Test func anEmptyEventIsLegal() throws {
        #expect(try Event(decoding: []) == Event())
    }

    @Test func eventWithNaNEqualsItself() {
        let nan = Event(
            wallTime: .nan,
            what: .tensor("t", TensorProto(dtype: .float) { $0.floatValues = [.nan, 1] })
        )
        #expect(nan == nan)
        #expect(Set([nan, nan]).count == 1)
    }

    @Test func numbersAreEqualIfTheirBitsAre() {
        #expect(Event(wallTime: 0) != Event(wallTime: -0.0))
        let quiet = Summary.Value.Content.simpleValue(Float(bitPattern: 0x7fc0_0000))
        let payload = Summary.Value.Content.simpleValue(Float(bitPattern: 0x7fc0_0001))
        #expect(quiet == quiet)
        #expect(quiet != payload)
    }

    @Test func aTagThatIsNotUTF8IsRepairedAndKept() throws {
        let event = try Event(
            decoding: .message(5, .message(1, .message(1, [0x61, 0xff, 0x62]), .float(2, 1)))
        )
        guard case .summary(let summary) = event.what else {
            Issue.record("no summary")
            return
        }
        var value = try #require(summary.values.first)
        #expect(value.tag == "a\u{fffd}b")
        #expect(value.tagBytes == [0x61, 0xff, 0x62])
        value.tag = "loss"
        #expect(value.tagBytes == Array("loss".utf8))
    }

    @Test func textAfterANULIsKept() throws {
        let event = try Event(decoding: .message(3, [0x61, 0x00, 0x62]))
        #expect(event.what == .fileVersion("a\u{0}b"))
    }

    @Test func everyFieldOfATensorIsDecoded() throws {
        let shape: [UInt8] = .message(2, .message(2, .varint(1, -1)), .varint(3, 1))
        let variant: [UInt8] = .message(
            15,
            .text(1, "T"),
            .message(2, [9]),
            .message(3, .varint(1, 1))
        )
        let numbers: [UInt8] = .fields(
            .float(5, .nan),
            .message(5, .init(repeating: 0, count: 8)),
            .double(6, -.infinity),
            .varint(7, -1),
            .text(8, "a"),
            .text(8, ""),
            .float(9, 1),
            .float(9, 2),
            .varint(10, .min),
            .message(11, [1, 0]),
            .double(12, 3),
            .varint(13, 0x7e00)
        )
        let unsigned: [UInt8] = .fields(
            .varint(16, 0xffff_ffff),
            .varint(17, -1),
            .message(18, [0x7f])
        )
        let tensor = try decodedTensor(
            .fields(
                .varint(1, 19),
                shape,
                .varint(3, 1),
                .message(4, [1, 2]),
                numbers,
                variant,
                unsigned
            )
        )
        let expected = TensorProto(
            dtype: .half,
            shape: TensorShape(unknownRank: [-1])
        ) {
            $0.version = 1
            $0.content = [1, 2]
            $0.floatValues = [.nan, 0, 0]
            $0.doubleValues = [-.infinity]
            $0.intValues = [-1]
            $0.stringValues = [[0x61], []]
            $0.complex64Values = [1, 2]
            $0.int64Values = [.min]
            $0.boolValues = [true, false]
            $0.complex128Values = [3]
            $0.halfValues = [0x7e00]
            $0.variantValues = [
                TensorProto.Variant(
                    typeName: "T",
                    metadata: [9],
                    tensors: [TensorProto(dtype: .float)]
                )
            ]
            $0.uint32Values = [.max]
            $0.uint64Values = [.max]
            $0.float8Values = [0x7f]
        }
        #expect(tensor == expected)
    }

    @Test func everyOtherKindOfEventIsDecoded() throws {
        #expect(try Event(decoding: .message(4, [1])).what == .graphDef([1]))
        #expect(
            try Event(decoding: .message(6, .varint(1, 40), .text(2, "m"))).what
                == .logMessage(LogMessage(level: .error, message: "m"))
        )
        #expect(
            try Event(decoding: .message(7, .varint(1, 3), .text(2, "p"), .text(3, "m"))).what
                == .sessionLog(
                    SessionLog(status: .checkpoint, checkpointPath: "p", message: "m")
                )
        )
        #expect(
            try Event(decoding: .message(8, .text(1, "t"), .message(2, [2]))).what
                == .taggedRunMetadata(TaggedRunMetadata(tag: "t", runMetadata: [2]))
        )
        #expect(try Event(decoding: .message(9, [3])).what == .metaGraphDef([3]))
    }

    @Test func everyOtherKindOfValueIsDecoded() throws {
        #expect(
            try decodedContent(
                .message(4, .varint(1, 2), .varint(2, 3), .varint(3, 4), .text(4, "P"))
            )
                == .image(
                    Summary.Image(height: 2, width: 3, colorspace: 4, encodedImage: [0x50])
                )
        )
        #expect(
            try decodedContent(
                .message(
                    6,
                    .float(1, .nan),
                    .varint(2, 2),
                    .varint(3, 9),
                    .text(4, "R"),
                    .text(5, "w")
                )
            )
                == .audio(
                    Summary.Audio(
                        sampleRate: .nan,
                        channelCount: 2,
                        frameCount: 9,
                        encodedAudio: [0x52],
                        contentType: "w"
                    )
                )
        )
        #expect(
            try decodedContent(
                .message(
                    5,
                    .double(1, .nan),
                    .double(2, 2),
                    .double(3, 3),
                    .double(4, 4),
                    .double(5, .infinity),
                    .double(6, 6) + .double(6, .greatestFiniteMagnitude),
                    .double(7, 7)
                )
            )
                == .histogram(
                    HistogramProto(
                        min: .nan,
                        max: 2,
                        num: 3,
                        sum: 4,
                        sumSquares: .infinity,
                        bucketLimits: [6, .greatestFiniteMagnitude],
                        buckets: [7]
                    )
                )
        )
        #expect(try decodedContent(.message(3, [7])) == .obsoleteHistogram([7]))
        #expect(try decodedContent([]) == Summary.Value.Content.none)
    }

    private func decodedTensor(_ bytes: [UInt8]) throws -> TensorProto? {
        guard case .tensor(let tensor) = try decodedContent(.message(8, bytes)) else { return nil }
        return tensor
    }

    private func decodedContent(_ bytes: [UInt8]) throws -> Summary.Value.Content? {
        let event = try Event(decoding: .message(5, .message(1, bytes)))
        guard case .summary(let summary) = event.what else { return nil }
        return summary.values.first?.content
    }
}

extension TensorShape {
    /// A shape whose writer contradicts itself: dimensions, and none known.
    init(unknownRank dimensions: [Int64]) {
        self.init()
        let bytes: [UInt8] =
            dimensions.flatMap { [UInt8].message(2, .varint(1, Int($0))) } + .varint(3, 1)
        _ = bytes.withUnsafeBytes { merge($0) }
    }
}
