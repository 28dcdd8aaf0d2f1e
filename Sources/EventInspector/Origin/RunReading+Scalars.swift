internal import TFRecord
internal import TensorBoardEvents

/// The way of nearly all events of a long run: one finite scalar before the target.
extension RunReading {
    /// Reads the events that lie whole and sound in the reader's buffer.
    func readSoundRecords(_ reader: inout RecordReader) {
        while !isPastSegment, let sound = reader.nextSoundRecord() {
            if !take(sound) { read(sound.payload, at: sound.offset) }
        }
    }

    /// Takes an event of one finite scalar of a tag that is known.
    ///
    /// - Returns: Whether it was one; otherwise nothing is taken.
    private func take(_ record: SoundRecord) -> Bool {
        guard let event = SummaryEventView.recognize(record.payload), event.step < target.step,
            record.offset != target.offset || fileIndex != target.file
        else { return false }
        var rest = RecognizedBytes(event.summary)
        guard rest.skip(Self.valueKey), let value = rest.delimited(), rest.isEmpty,
            let scalar = ScalarValueView.recognize(value),
            Float(bitPattern: scalar.bits).isFinite,
            let tag = table.find(scalar.tag), recentScalars.treatment(of: tag) != .walked
        else { return false }
        order += 1
        if resets.add(tag: tag, step: event.step, wallTime: event.wallTime) { startSegment() }
        guard !isPastSegment, recentScalars.treatment(of: tag) == .kept else { return true }
        recentScalars.add(
            RecentScalars.Entry(
                step: event.step,
                wallTime: event.wallTime,
                order: order,
                bits: scalar.bits,
                isTensor: scalar.isTensor
            ),
            tag: tag
        )
        if event.step > lastStepBefore || lastStepBefore == .min { noteStep(event.step) }
        return true
    }

    private static let valueKey: UInt8 = 0x0a
}
