import TensorBoardEvents
import TestSupport
import Testing

/// Fields that may stand once and stand twice, where libprotobuf-c is no measure.
///
/// See "Last One Wins" in the encoding chapter of protobuf's documentation.
@Suite struct RepeatedFieldTests {
    @Test func aSummaryInTwoPiecesCountsAsOne() {
        let first: [UInt8] = .message(5, .message(1, .text(1, "a")), .message(1, .text(1, "b")))
        let second: [UInt8] = .message(5, .message(1, .text(1, "c")))
        walk(.fields(first, .varint(2, 7), second)) { event in
            var tags: [String] = []
            var cursor = event.values
            while let value = cursor.next() {
                tags.append(String(decoding: ValueView(value).tag, as: UTF8.self))
            }
            #expect(tags == ["a", "b", "c"])
            #expect(event.hasRepeatedFields)
            #expect(event.step == 7)
        }
    }

    @Test func theLastNumberWins() {
        walk(.fields(.varint(2, 1), .double(1, 1), .varint(2, 2), .double(1, .nan))) { event in
            #expect(event.step == 2)
            #expect(event.wallTime.isNaN)
            #expect(event.hasRepeatedFields)
        }
    }

    @Test func theLastOfTwoContentsWinsAndAllAreListed() {
        let value: [UInt8] = .fields(.float(2, .nan), .message(8, .varint(1, 1)))
        value.withUnsafeBytes { bytes in
            let view = ValueView(bytes)
            #expect(view.contentCount == 2)
            #expect(view.allContents.count == 2)
            #expect(view.hasRepeatedFields)
            guard case .tensor = view.content else {
                Issue.record("the last content is not the tensor")
                return
            }
        }
    }

    @Test func aShapeInTwoPiecesConcatenatesItsDimensions() {
        let dimension: [UInt8] = .message(2, .message(2, .varint(1, 2)))
        let tensor: [UInt8] = .fields(dimension, .varint(1, 1), dimension)
        tensor.withUnsafeBytes { bytes in
            var shape = TensorShape([9])
            let view = TensorView(bytes, shape: &shape)
            #expect(shape == TensorShape([2, 2]))
            #expect(view.dtype == .float)
            #expect(!view.isMalformed)
        }
    }

    @Test func fieldsOnceEachAreNotCalledRepeated() {
        for record in GoldenRecord.all {
            walk(record.payload) { #expect(!$0.hasRepeatedFields) }
        }
    }

    /// The enums of protobuf are 32 bits wide on the wire, whatever a varint can hold.
    @Test func theHigherBitsOfAnEnumDoNotCount() {
        walk(.message(7, .varint(1, 1 << 32 | 1))) { #expect($0.isSessionStart) }
        let metadata: [UInt8] = .varint(4, 1 << 32 | 2)
        metadata.withUnsafeBytes { #expect(MetadataView($0).dataClass == 2) }
    }

    private func walk(_ bytes: [UInt8], _ body: (EventView) -> Void) {
        bytes.withUnsafeBytes { body(EventView($0)) }
    }
}
