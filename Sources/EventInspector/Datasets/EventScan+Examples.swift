internal import TensorBoardEvents

/// The examples that models are trained on; the name of a feature stands for the tag, the number
/// of the record for the step.
extension EventScan {
    /// Looks through one serialized `tf.train.Example` or `SequenceExample`.
    ///
    /// - Parameters:
    ///   - message: The payload of a record.
    ///   - record: The record.
    ///   - number: Its position among the file's records, counted from 0.
    /// - Returns: Whether it is one, whole or not.
    func scanExample(
        _ message: UnsafeRawBufferPointer,
        of record: Record,
        number: Int
    ) -> Bool {
        isMalformed = false
        var point = ValuePoint(example: record, number: number)
        guard selection.steps.contains(point.step) else { return true }
        var reader = WireReader(message)
        while reader.advance() {
            typealias Field = ExampleField.Example
            switch (reader.fieldNumber, reader.wireType) {
            case (Field.features, .delimited): scanMap(reader.bytes, ofLists: false, at: &point)
            case (Field.featureLists, .delimited): scanMap(reader.bytes, ofLists: true, at: &point)
            default: isMalformed = true
            }
        }
        if reader.isMalformed { isMalformed = true }
        return !isMalformed || point.valueIndex > 0
    }

    private func scanMap(
        _ message: UnsafeRawBufferPointer,
        ofLists isList: Bool,
        at point: inout ValuePoint
    ) {
        var reader = WireReader(message)
        while reader.advance() {
            if reader.fieldNumber == ExampleField.Map.entry, reader.wireType == .delimited {
                scanEntry(reader.bytes, isList: isList, at: &point)
            } else {
                isMalformed = true
            }
        }
        if reader.isMalformed { isMalformed = true }
    }

    /// Looks at a feature, or a feature list, with its name.
    func scanEntry(
        _ message: UnsafeRawBufferPointer,
        isList: Bool,
        at point: inout ValuePoint
    ) {
        var tally = FeatureTally(isList: isList)
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
        note(feature: name, tally, at: &point)
    }

    /// Remembers what was found in a feature, or that it was finite.
    func note(
        feature name: UnsafeRawBufferPointer,
        _ tally: FeatureTally,
        at point: inout ValuePoint
    ) {
        LongName.withKept(name) { note(keptFeature: $0, tally, at: &point) }
    }

    /// Remembers it under the name that is kept of the feature.
    func note(
        keptFeature name: UnsafeRawBufferPointer,
        _ tally: FeatureTally,
        at point: inout ValuePoint
    ) {
        if tally.isMalformed {
            isMalformed = true
            // Bytes of another kind may look like the beginning of a feature, but hardly like one
            // with floats in it.
            guard tally.elementCount > 0 else { return }
        }
        history.countValue()
        defer { point.valueIndex += 1 }
        guard tally.elementCount > 0 else { return }
        let known = history.tags.find(kept: name)
        if let known, !history.tags[known].isSelected { return }
        if known == nil, !selection.includes(tag: name) {
            if let tag = tagIndex(name, isFinite: true) { history.tags[tag].isSelected = false }
            return
        }
        observations.removeAll(keepingCapacity: true)
        if !tally.isClean { observations += tally.observations }
        note(
            tag: name,
            metadata: nil,
            known: known,
            elementCount: tally.elementCount,
            at: point
        )
    }
}

extension ValuePoint {
    /// The place of a record in a dataset, which knows no time.
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
