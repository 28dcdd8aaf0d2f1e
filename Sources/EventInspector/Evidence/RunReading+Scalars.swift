internal import Logdirs
internal import TFRecord
internal import TensorBoardEvents

/// The path of nearly all events of a long run: one finite scalar before the targets, or long after
/// them.
extension RunReading {
    /// Reads the events that are whole and intact in the reader's buffer.
    func readIntactRecords(_ reader: inout RecordReader) {
        while let record = reader.nextIntactRecord() {
            if !take(record) { read(record.payload, at: record.offset) }
        }
    }

    /// Takes an event of one finite scalar of a tag that is known.
    ///
    /// - Returns: Whether it was one; otherwise nothing is recorded.
    func take(_ record: IntactRecord) -> Bool {
        guard record.payload.count <= Self.plainByteCount,
            let event = SummaryEventView.recognize(record.payload),
            selection.steps.contains(event.step)
        else { return false }
        var rest = RecognizedBytes(event.summary)
        guard rest.skip(Self.valueKey), let value = rest.delimited(), rest.isEmpty,
            let scalar = ScalarValueView.recognize(value), let tag = table.find(scalar.tag),
            takes(Float(bitPattern: scalar.bits), of: tag, at: event.step)
        else { return false }
        if recentScalars.treatment(of: tag) == .ignored { return true }
        begin(at: record.offset)
        order += 1
        let entry = RecentScalars.Entry(
            step: event.step,
            wallTime: event.wallTime,
            order: order,
            place: record.offset,
            file: Int32(truncatingIfNeeded: fileIndex),
            bits: scalar.bits,
            isTensor: scalar.isTensor
        )
        noteStep(entry.step, of: tag)
        recordScalar(entry, tag: tag)
        if event.step < lowestStep {
            recentScalars.add(entry, tag: tag)
        } else if !recentScalars.isFollowed(tag) {
            keep(RecentScalars.point(entry), tag: tag)
        }
        return true
    }

    /// Whether a scalar is one of the many that show nothing on their own.
    @inline(__always)
    private func takes(_ number: Float, of tag: Int, at step: Int64) -> Bool {
        switch recentScalars.treatment(of: tag) {
        case .ignored: true
        case .kept: number.isFinite
        case .walked: false
        }
    }

    /// Larger than an event with one scalar and a short tag; others are read completely, where a
    /// long name is processed once.
    private static let plainByteCount = LongName.limit + 128

    private static let valueKey: UInt8 = 0x0a
}
