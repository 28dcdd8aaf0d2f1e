internal import Logdirs
internal import TFRecord
internal import TensorBoardEvents

/// A scan of an example that is too large for the buffer, in one pass as it streams past.
///
/// Features that fit the buffer are passed to ``EventScan``. Memory stays the same for an example
/// of any size.
struct StreamedExample {
    private let events: EventScan
    private var point: ValuePoint
    private var outcome = RecordOutcome()

    init(events: EventScan, record: EventScan.Record, number: Int) {
        self.events = events
        point = ValuePoint(example: record, number: number)
    }

    /// Scans the record's payload.
    ///
    /// - Returns: The outcome; `unknown` if it is not an example.
    mutating func scan(_ reader: inout RecordReader) throws(RecordError) -> RecordOutcome {
        guard events.selection.steps.contains(point.step) else { return [] }
        events.ranges?.beginExample(point.step)
        var message = StreamedMessage(byteCount: reader.remainingPayloadByteCount)
        while let field = try message.nextField(&reader) {
            typealias Field = ExampleField.Example
            switch (field.number, field.wireType) {
            case (Field.features, .delimited):
                try scanMap(&reader, byteCount: field.byteCount, ofLists: false)
            case (Field.featureLists, .delimited):
                try scanMap(&reader, byteCount: field.byteCount, ofLists: true)
            default: outcome.insert(.malformed)
            }
            try message.finish(field, &reader)
        }
        if message.isMalformed { outcome.insert(.malformed) }
        outcome = outcome.ofExample(withValues: point.valueIndex)
        if outcome.contains(.unknown) { events.ranges?.dropExample() }
        return outcome
    }

    private mutating func scanMap(
        _ reader: inout RecordReader,
        byteCount: Int,
        ofLists isList: Bool
    ) throws(RecordError) {
        var message = StreamedMessage(byteCount: byteCount)
        while let field = try message.nextField(&reader) {
            if field.number != ExampleField.Map.entry || field.wireType != .delimited {
                outcome.insert(.malformed)
            } else if field.byteCount <= reader.contiguousLimit {
                let bytes = try reader.peekPayload(field.byteCount)
                outcome.formUnion(events.scanEntry(bytes, isList: isList, at: &point))
            } else {
                try scanEntry(&reader, byteCount: field.byteCount, isList: isList)
            }
            try message.finish(field, &reader)
        }
        if message.isMalformed { outcome.insert(.malformed) }
    }

    private mutating func scanEntry(
        _ reader: inout RecordReader,
        byteCount: Int,
        isList: Bool
    ) throws(RecordError) {
        var tally = FeatureTally(isList: isList, range: events.ranges?.beginFeature())
        events.streamScratch.tag.removeAll(keepingCapacity: true)
        var message = StreamedMessage(byteCount: byteCount)
        while let field = try message.nextField(&reader) {
            switch (field.number, field.wireType) {
            case (ExampleField.Map.key, .delimited):
                let scratch = events.streamScratch
                try scratch.name.read(field, of: &message, &reader, over: &scratch.tag)
            case (ExampleField.Map.value, .delimited):
                if isList {
                    try scanRows(&reader, byteCount: field.byteCount, &tally)
                } else {
                    try scanFeature(&reader, byteCount: field.byteCount, &tally)
                }
            default: tally.noteMalformed()
            }
            try message.finish(field, &reader)
        }
        if message.isMalformed { tally.noteMalformed() }
        events.streamScratch.tag.withUnsafeBytes { name in
            outcome.formUnion(events.note(keptFeature: name, tally, at: &point))
        }
    }

    private func scanRows(
        _ reader: inout RecordReader,
        byteCount: Int,
        _ tally: inout FeatureTally
    ) throws(RecordError) {
        var message = StreamedMessage(byteCount: byteCount)
        while let field = try message.nextField(&reader) {
            if field.number != ExampleField.FeatureList.feature || field.wireType != .delimited {
                tally.noteMalformed()
            } else if field.byteCount <= reader.contiguousLimit {
                tally.scan(feature: try reader.peekPayload(field.byteCount))
                tally.endRow()
            } else {
                try scanFeature(&reader, byteCount: field.byteCount, &tally)
                tally.endRow()
            }
            try message.finish(field, &reader)
        }
        if message.isMalformed { tally.noteMalformed() }
    }

    private func scanFeature(
        _ reader: inout RecordReader,
        byteCount: Int,
        _ tally: inout FeatureTally
    ) throws(RecordError) {
        var message = StreamedMessage(byteCount: byteCount)
        while let field = try message.nextField(&reader) {
            if tally.begin(list: field.number, field.wireType) {
                try scanList(&reader, byteCount: field.byteCount, kind: field.number, &tally)
            }
            try message.finish(field, &reader)
        }
        if message.isMalformed { tally.noteMalformed() }
    }

    private func scanList(
        _ reader: inout RecordReader,
        byteCount: Int,
        kind: Int,
        _ tally: inout FeatureTally
    ) throws(RecordError) {
        var message = StreamedMessage(byteCount: byteCount)
        while let field = try message.nextField(&reader) {
            if field.wireType == .delimited {
                while let chunk = try message.nextChunk(of: field, &reader) {
                    tally.scan(chunk, of: field.number, in: kind)
                }
            } else {
                tally.scan(single: field.bits, field.wireType, of: field.number, in: kind)
            }
            try message.finish(field, &reader)
        }
        if message.isMalformed { tally.noteMalformed() }
    }
}
