internal import TFRecord
internal import TensorBoardEvents

/// Files whose names do not tell what their records hold: each record tells by itself.
extension FileScan {
    /// Looks through a record in memory.
    ///
    /// - Returns: Whether it is known what it holds.
    func scanRecord(_ payload: UnsafeRawBufferPointer, of record: EventScan.Record) -> Bool {
        switch isEventFile ? RecordKind(beginning: payload) : RecordKind(of: payload) {
        case .empty: return true
        case .event:
            if !isEventFile { noteVersion(in: payload, of: record) }
            events.scan(payload, of: record)
            return true
        case .example:
            guard events.scanExample(payload, of: record, number: recordCount - 1) else {
                return false
            }
            exampleCount += 1
            return true
        case .unknown:
            // As in a file whose name says that it holds events.
            if isEventFile { events.scan(payload, of: record) }
            return isEventFile
        }
    }

    /// Looks through a record as it streams by.
    ///
    /// - Returns: Whether it is known what it holds.
    func scanStreamedRecord(
        _ reader: inout RecordReader,
        of record: EventScan.Record
    ) throws(RecordError) -> Bool {
        switch RecordKind(beginning: try reader.peekPayload(Self.beginningByteCount)) {
        case .example:
            var example = StreamedExample(
                events: events,
                record: record,
                number: recordCount - 1
            )
            guard try example.scan(&reader) else { return false }
            exampleCount += 1
            return true
        case .unknown where !isEventFile:
            return false
        case .empty, .event, .unknown:
            var event = StreamedScan(events: events, record: record)
            try event.scan(&reader, content: .events)
            return true
        }
    }

    /// Takes the file for one of events once an event has said so.
    private func noteVersion(in payload: UnsafeRawBufferPointer, of record: EventScan.Record) {
        guard record.checksumIsValid, exampleCount == 0,
            let version = EventView(payload).fileVersion
        else { return }
        isEventFile = version.starts(with: RecordKind.versionPrefix)
    }

    /// Facts about a dataset that are no issues.
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
