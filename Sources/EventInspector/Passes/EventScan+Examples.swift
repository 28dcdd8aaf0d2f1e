internal import Logdirs
internal import TensorBoardEvents

/// The examples that models are trained on; a feature's name serves as the tag, the record's number
/// as the step.
extension EventScan {
    /// Scans one serialized `tf.train.Example` or `SequenceExample`.
    ///
    /// - Parameters:
    ///   - message: The payload of a record.
    ///   - record: The record.
    ///   - number: Its position among the file's records, counted from 0.
    /// - Returns: The outcome; `unknown` if it is not an example.
    func scanExample(
        _ message: UnsafeRawBufferPointer,
        of record: Record,
        number: Int
    ) -> RecordOutcome {
        var point = ValuePoint(example: record, number: number)
        guard selection.steps.contains(point.step) else { return [] }
        ranges?.beginExample(point.step)
        var outcome = RecordOutcome()
        var reader = WireReader(message)
        while reader.advance() {
            typealias Field = ExampleField.Example
            switch (reader.fieldNumber, reader.wireType) {
            case (Field.features, .delimited):
                outcome.formUnion(scanMap(reader.bytes, ofLists: false, at: &point))
            case (Field.featureLists, .delimited):
                outcome.formUnion(scanMap(reader.bytes, ofLists: true, at: &point))
            default: outcome.insert(.malformed)
            }
        }
        if reader.isMalformed { outcome.insert(.malformed) }
        outcome = outcome.ofExample(withValues: point.valueIndex)
        if outcome.contains(.unknown) { ranges?.dropExample() }
        return outcome
    }

    private func scanMap(
        _ message: UnsafeRawBufferPointer,
        ofLists isList: Bool,
        at point: inout ValuePoint
    ) -> RecordOutcome {
        var outcome = RecordOutcome()
        var reader = WireReader(message)
        while reader.advance() {
            if reader.fieldNumber == ExampleField.Map.entry, reader.wireType == .delimited {
                outcome.formUnion(scanEntry(reader.bytes, isList: isList, at: &point))
            } else {
                outcome.insert(.malformed)
            }
        }
        if reader.isMalformed { outcome.insert(.malformed) }
        return outcome
    }

    /// Scans a feature, or a feature list, with its name.
    func scanEntry(
        _ message: UnsafeRawBufferPointer,
        isList: Bool,
        at point: inout ValuePoint
    ) -> RecordOutcome {
        var tally = FeatureTally(isList: isList, range: ranges?.beginFeature())
        if !isList, let plain = PlainFeature(message) {
            tally.scan(floats: plain.floats)
            return note(feature: plain.name, tally, at: &point)
        }
        var name = UnsafeRawBufferPointer(start: nil, count: 0)
        var reader = WireReader(message)
        while reader.advance() {
            switch (reader.fieldNumber, reader.wireType) {
            case (ExampleField.Map.key, .delimited): name = reader.bytes
            case (ExampleField.Map.value, .delimited): tally.scan(value: reader.bytes)
            default: tally.noteMalformed()
            }
        }
        if reader.isMalformed { tally.noteMalformed() }
        return note(feature: name, tally, at: &point)
    }

    /// Records what was found in a feature, or that it was finite.
    func note(
        feature name: UnsafeRawBufferPointer,
        _ tally: FeatureTally,
        at point: inout ValuePoint
    ) -> RecordOutcome {
        LongName.withKept(name) { note(keptFeature: $0, tally, at: &point) }
    }

    /// Records it under the name that is kept of the feature.
    func note(
        keptFeature name: UnsafeRawBufferPointer,
        _ tally: FeatureTally,
        at point: inout ValuePoint
    ) -> RecordOutcome {
        var outcome: RecordOutcome = tally.isMalformed ? .malformed : []
        // Bytes of another kind may look like the beginning of a feature, but hardly like one with
        // floats in it.
        guard !tally.isMalformed || tally.elementCount > 0 else { return outcome }
        ranges?.add(name, tally)
        history.countValue()
        defer { point.valueIndex += 1 }
        guard tally.elementCount > 0 else { return outcome }
        let known = history.tags.find(kept: name)
        if let known, !history.tags[known].isSelected { return outcome }
        if known == nil, !selection.includes(tag: name) {
            if let tag = tagIndex(name, isFinite: true) { history.tags[tag].isSelected = false }
            return outcome
        }
        observations.removeAll(keepingCapacity: true)
        if !tally.isClean { observations += tally.observations }
        outcome.formUnion(
            note(
                tag: name,
                metadata: nil,
                known: known,
                elementCount: tally.elementCount,
                at: point
            )
        )
        return outcome
    }
}

extension RecordOutcome {
    /// The outcome of a record that may be an example: if it is malformed before the first feature,
    /// it is something else.
    func ofExample(withValues valueCount: Int) -> RecordOutcome {
        contains(.malformed) && valueCount == 0 ? union(.unknown) : self
    }
}

extension ValuePoint {
    /// The place of a record in a dataset, which has no times.
    init(example record: EventScan.Record, number: Int) {
        self.init(
            step: Int64(clamping: number),
            wallTime: 0,
            offset: record.offset,
            valueIndex: 0,
            checksumIsValid: record.checksumIsValid
        )
    }
}
