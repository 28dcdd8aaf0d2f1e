internal import TFRecord
internal import TensorBoardEvents

/// The fast path for nearly all events of a long run: one scalar before the target, or long after
/// it.
extension RunReading {
    /// Reads the events that are whole and intact in the reader's buffer.
    func readIntactRecords(_ reader: inout RecordReader) {
        while !isPastSegment, let record = reader.nextIntactRecord() {
            if !take(record) { read(record.payload, at: record.offset) }
        }
    }

    /// Adds an event with one scalar of a known tag.
    ///
    /// - Returns: Whether it was one; otherwise nothing is recorded.
    private func take(_ record: IntactRecord) -> Bool {
        guard record.payload.count <= Self.plainByteCount,
            let event = SummaryEventView.recognize(record.payload), event.step != target.step,
            record.offset != target.offset || fileIndex != target.file
        else { return false }
        var rest = RecognizedBytes(event.summary)
        guard rest.skip(Self.valueKey), let value = rest.delimited(), rest.isEmpty,
            let scalar = ScalarValueView.recognize(value), let tag = table.find(scalar.tag),
            takes(Float(bitPattern: scalar.bits), of: tag, at: event.step)
        else { return false }
        order += 1
        let entry = RecentScalars.Entry(
            step: event.step,
            wallTime: event.wallTime,
            order: order,
            bits: scalar.bits,
            isTensor: scalar.isTensor
        )
        let isKept = recentScalars.treatment(of: tag) == .kept
        if resets.add(tag: tag, step: event.step, wallTime: event.wallTime) {
            startSegment()
            if isKept, !isPastSegment { keep(RecentScalars.point(entry), tag: tag) }
        } else if isKept, event.step < target.step {
            recentScalars.add(entry, tag: tag)
            if event.step > lastStepBefore || lastStepBefore == .min { noteStep(event.step) }
        }
        return true
    }

    /// Whether a scalar is one of the many that show nothing on their own.
    @inline(__always)
    private func takes(_ number: Float, of tag: Int, at step: Int64) -> Bool {
        switch recentScalars.treatment(of: tag) {
        case .ignored: true
        case .kept: step < target.step ? number.isFinite : recentScalars.isFollowed(tag)
        case .walked: false
        }
    }

    /// Larger than an event with one scalar and a short tag; others are read completely, where a
    /// long name is processed once.
    private static let plainByteCount = LongName.limit + 128

    private static let valueKey: UInt8 = 0x0a
}
