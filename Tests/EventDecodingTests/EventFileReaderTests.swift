import EventDecoding
import TFRecord
import TensorBoardEvents
import TestSupport
import Testing

@Suite struct EventFileReaderTests {
    @Test func eventsHaveTheOrderOfTheFile() throws {
        let file = try ScratchFile(GoldenRecord.all.flatMap(\.bytes))
        var reader = try EventFileReader(opening: file.path)
        var events: [Event] = []
        var offsets: [Int] = []
        while let event = try reader.next() {
            events.append(event)
            offsets.append(reader.recordOffset)
        }
        #expect(events == GoldenRecord.all.map(\.event))
        #expect(offsets == RecordBytes.ranges(GoldenRecord.all.map(\.payload)).map(\.lowerBound))
        #expect(reader.damage == [])
        #expect(reader.malformedEvents == [])
    }

    @Test func aMalformedEventIsListedAndSkipped() throws {
        let good: [UInt8] = .varint(2, 7)
        let file = try ScratchFile(RecordBytes.file([good, [0x1a, 0xff], good]))
        var reader = try EventFileReader(opening: file.path)
        #expect(try steps(&reader) == [7, 7])
        #expect(reader.damage == [])
        #expect(
            reader.malformedEvents
                == [EventError(code: .malformed, path: file.path, offset: good.count + 16)]
        )
    }

    @Test func aWrongChecksumIsListedAndTheEventReturned() throws {
        let bytes = RecordBytes.file([.varint(2, 1), .varint(2, 2), .varint(2, 3)])
        let file = try ScratchFile(bytes.flipping(bit: 8 * (18 + 15)))
        var reader = try EventFileReader(opening: file.path)
        #expect(try steps(&reader) == [1, 2, 3])
        #expect(
            reader.damage == [RecordDamage(kind: .dataChecksum, offset: 18, byteCount: 18)]
        )
    }

    @Test func theWallTimeDoesNotMatter() throws {
        let file = try ScratchFile(
            RecordBytes.file([
                .double(1, .nan) + .varint(2, 1), .double(1, .infinity) + .varint(2, 2),
            ])
        )
        var reader = try EventFileReader(opening: file.path)
        #expect(try steps(&reader) == [1, 2])
    }

    @Test func aCutTailIsDamageAndNotAnError() throws {
        let bytes = RecordBytes.file([.varint(2, 1), .varint(2, 2)])
        let file = try ScratchFile(Array(bytes.dropLast()))
        var reader = try EventFileReader(opening: file.path)
        #expect(try steps(&reader) == [1])
        #expect(reader.damage.map(\.kind) == [.truncatedTail])
    }

    @Test func anEmptyFileHasNoEvents() throws {
        let file = try ScratchFile()
        var reader = try EventFileReader(opening: file.path)
        #expect(try steps(&reader) == [])
        #expect(reader.damage == [])
    }

    @Test func aMissingFileIsAnErrorThatSaysSo() throws {
        let path = ScratchFile.unusedPath()
        let error = #expect(throws: EventError.self) {
            // A reader is not copyable and cannot leave the closure.
            _ = try EventFileReader(opening: path).damage.count
        }
        #expect(error?.code == .unreadable)
        #expect(error?.path == path)
        #expect(error?.description == error?.cause?.description)
    }

    private func steps(_ reader: inout EventFileReader) throws -> [Int64] {
        var steps: [Int64] = []
        while let event = try reader.next() { steps.append(event.step) }
        return steps
    }
}
