internal import Logdirs
internal import TFRecord
internal import TensorBoardEvents
internal import TextOutput

/// Files whose names do not show what their records hold: each record shows it.
extension FileScan {
    /// Scans a record in memory.
    func scanRecord(
        _ payload: UnsafeRawBufferPointer,
        of record: EventScan.Record
    ) -> RecordOutcome {
        switch isEventFile ? RecordKind(beginning: payload) : RecordKind(of: payload) {
        case .empty: return []
        case .event:
            if !isEventFile { noteVersion(in: payload, of: record) }
            return events.scan(payload, of: record)
        case .example:
            let outcome = events.scanExample(payload, of: record, number: recordCount - 1)
            if !outcome.contains(.unknown) { exampleCount += 1 }
            return outcome
        case .unknown:
            // As in a file whose name says that it holds events.
            return isEventFile ? events.scan(payload, of: record) : .unknown
        }
    }

    /// Scans a record as it streams past.
    func scanStreamedRecord(
        _ reader: inout RecordReader,
        of record: EventScan.Record
    ) throws(RecordError) -> RecordOutcome {
        switch RecordKind(beginning: try reader.peekPayload(Self.beginningByteCount)) {
        case .example:
            var example = StreamedExample(
                events: events,
                record: record,
                number: recordCount - 1
            )
            let outcome = try example.scan(&reader)
            if !outcome.contains(.unknown) { exampleCount += 1 }
            return outcome
        case .unknown where !isEventFile:
            return .unknown
        case .empty, .event, .unknown:
            var event = StreamedScan(events: events, record: record)
            return try event.scan(&reader)
        }
    }

    /// Treats the file as one of events once an event has said so.
    private func noteVersion(in payload: UnsafeRawBufferPointer, of record: EventScan.Record) {
        guard record.checksumIsValid, exampleCount == 0,
            let version = EventView(payload).fileVersion
        else { return }
        isEventFile = version.starts(with: RecordKind.versionPrefix)
    }

    /// Notes about a dataset that do not affect its integrity.
    var datasetNotes: [String] {
        guard exampleCount > 0, exampleCount == recordCount, history.totals.elements == 0,
            events.selection.isEverything
        else { return [] }
        return [
            NumberText.count(exampleCount, "example")
                + " of bytes and integers, without a float: what they mean is not looked into"
        ]
    }

    private static let beginningByteCount = 32
}
