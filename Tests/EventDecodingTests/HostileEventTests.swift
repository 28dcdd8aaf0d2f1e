import EventDecoding
import TensorBoardEvents
import TestSupport
import Testing

/// Messages that are made to exhaust whoever reads them.
@Suite struct HostileEventTests {
    @Test func tenThousandNestedVariantsAreRefused() {
        #expect(throws: EventError(code: .tooDeep)) {
            try Event(decoding: Self.event(nesting: 10_000))
        }
    }

    /// Event, summary, value, tensor: the fourth holds the variants, each pair two deeper.
    @Test func aHundredLevelsAreTheMostThatProtobufReads() throws {
        #expect(throws: Never.self) { try Event(decoding: Self.event(nesting: 48)) }
        #expect(throws: EventError(code: .tooDeep)) {
            try Event(decoding: Self.event(nesting: 49))
        }
    }

    @Test func aMillionEmptyTensorsAreRefused() {
        let tensors = Array(repeatElement([UInt8].message(3), count: 1_000_000).joined())
        #expect(throws: EventError(code: .tooLarge)) {
            try Event(decoding: .message(5, .message(1, .message(8, .message(15, tensors)))))
        }
    }

    @Test func manyEmptyStringsAreRead() throws {
        let strings = Array(repeatElement([UInt8].message(8), count: 100_000).joined())
        let event = try Event(decoding: .message(5, .message(1, .message(8, strings))))
        guard case .summary(let summary) = event.what,
            case .tensor(let tensor) = summary.values.first?.content
        else {
            Issue.record("no tensor")
            return
        }
        #expect(tensor.stringValues.count == 100_000)
    }

    @Test func aShapeInAMillionPiecesIsRefused() {
        let pieces = Array(
            repeatElement([UInt8].message(2, .message(2)), count: 100_000).joined()
        )
        #expect(throws: EventError(code: .tooLarge)) {
            try Event(decoding: .message(5, .message(1, .message(8, pieces))))
        }
    }

    @Test func aLengthBeyondTheMessageIsMalformed() {
        for length: UInt64 in [5, 1 << 31, 1 << 32, (1 << 32) - 1, .max] {
            #expect(throws: EventError(code: .malformed)) {
                try Event(decoding: .key(3, 2) + .varint(length) + [0, 0, 0, 0])
            }
        }
    }

    @Test func theErrorSaysWhatWhereAndWhatToDo() {
        let path = ScratchFile.unusedPath()
        let error = EventError(code: .tooDeep, path: path, offset: 24)
        #expect(
            error.description == "the Event at byte 24 of \(path) nests messages more than 100 "
                + "deep, which no protobuf reader accepts; other events can still be read"
        )
    }

    private static func event(nesting count: Int) -> [UInt8] {
        // From the inside out; the lengths make this quadratic if built by concatenation.
        var reversed: [UInt8] = []
        for number in Array(repeating: [15, 3], count: count).flatMap({ $0 }).reversed() + [
            8, 1, 5,
        ] {
            let header: [UInt8] = .key(number, 2) + .varint(UInt64(reversed.count))
            reversed += header.reversed()
        }
        return reversed.reversed()
    }
}
