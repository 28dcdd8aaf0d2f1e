import EventDecoding
import TFRecord
import TensorBoardEvents
import Testing

@testable import TensorBoard

/// What the walk adds to records for a new file, as libprotobuf-c reads it.
@Suite struct MetadataRestorerTests {
    @Test func valuesWithoutMetadataGetTheirTagsMetadata() throws {
        let summary = Summary(values: [value("a"), value("b"), value("c", .other)])
        var expected = summary
        expected.values[0].metadata = .scalars
        #expect(try restored([event(summary)]) == [event(expected)])
    }

    @Test func onlyTheFirstValueOfATagGetsMetadata() throws {
        let plain = event(Summary(values: [value("a")]))
        let whole = event(Summary(values: [value("a", .scalars)]))
        #expect(try restored([plain, plain, whole]) == [whole, plain, whole])
        #expect(try restored([whole, plain]) == [whole, plain])
    }

    @Test func theOtherFieldsOfAnEventAreKept() throws {
        var odd = event(Summary(values: [value("a")]))
        odd.writer = "mine"
        odd.step = -1
        odd.wallTime = 0
        var expected = odd
        expected.what = .summary(Summary(values: [value("a", .scalars)]))
        let others = [
            Event(wallTime: 1, what: .fileVersion("brain.Event:2")), Event(),
            Event(step: 3, what: .graphDef([1, 2])),
        ]
        #expect(try restored(others + [odd]) == others + [expected])
    }

    @Test func writtenRecordsAreLeftOut() throws {
        let plain = event(Summary(values: [value("a")]))
        let whole = event(Summary(values: [value("a", .scalars)]))
        #expect(try restored([plain, plain], skipping: 1) == [whole])
    }

    /// The events of a chunk after restoring, their bytes being those that the writer encodes.
    private func restored(_ events: [Event], skipping count: Int = 0) throws -> [Event] {
        var records: [UInt8] = []
        var written = 0
        for (index, event) in events.enumerated() {
            RecordFormat.append(event.encoded(), to: &records)
            if index + 1 == count { written = records.count }
        }
        var chunk = Chunk(capacity: records.count)
        defer { chunk.deallocate() }
        UnsafeMutableRawBufferPointer(start: chunk.start, count: records.count)
            .copyBytes(from: records)
        chunk.count = records.count
        chunk.writtenByteCount = written
        var restorer = MetadataRestorer(metadata: [Array("a".utf8): .scalars])
        let restored = restorer.restore(chunk)
        defer { restored.deallocate() }
        var (result, start): ([Event], Int) = ([], 0)
        while let end = RecordFormat.recordEnd(from: start, in: restored.bytes) {
            let payload = Array(
                restored.bytes[
                    (start + RecordFormat.headerByteCount)..<(end - RecordFormat.footerByteCount)
                ]
            )
            let event = try Event(decoding: payload)
            #expect(event.encoded() == payload)
            result.append(event)
            start = end
        }
        #expect(start == restored.count)
        return result
    }

    private func event(_ summary: Summary) -> Event {
        Event(wallTime: 1.8e9, step: 7, what: .summary(summary))
    }

    private func value(_ tag: String, _ metadata: SummaryMetadata? = nil) -> Summary.Value {
        var tensor = TensorProto(dtype: .float)
        tensor.floatValues = [.nan]
        return Summary.Value(
            tag: tag,
            nodeName: "node",
            metadata: metadata,
            content: .tensor(tensor)
        )
    }
}

extension SummaryMetadata {
    fileprivate static let other = SummaryMetadata(pluginName: "mine")
}
