internal import NonFiniteNumbers
internal import TFRecord
internal import TensorBoardEvents

extension EventScan {
    /// Scans a tensor, and the tensors inside it, as they stream past.
    ///
    /// The numbers are counted by ``noteStreamedTensors(place:)``; only damage is added to `outcome`.
    func scanStreamedTensor(
        _ reader: inout RecordReader,
        byteCount: Int,
        depth: Int = 0,
        _ outcome: inout ContentOutcome
    ) throws(RecordError) {
        guard depth < VariantTensors.maximumDepth,
            streamScratch.tensorCount < Self.maximumTensorCount
        else {
            outcome.isMalformed = true
            return
        }
        let tally = streamScratch.nextTally()
        tally.readsRows = true
        var message = StreamedMessage(byteCount: byteCount)
        while let field = try message.nextField(&reader) {
            typealias Field = FieldNumber.Tensor
            switch (field.number, field.wireType) {
            case (Field.dtype, .varint):
                tally.setDType(DataType(rawValue: Int32(truncatingIfNeeded: field.bits)))
            case (Field.shape, .delimited):
                if field.byteCount <= reader.contiguousLimit {
                    let shape = try reader.peekPayload(field.byteCount)
                    if !tally.shape.merge(shape) { outcome.isMalformed = true }
                } else {
                    outcome.isMalformed = true
                }
            case (Field.variantValues, .delimited):
                try scanVariant(&reader, byteCount: field.byteCount, depth: depth, &outcome)
            case (_, .delimited):
                while let chunk = try message.nextChunk(of: field, &reader) {
                    tally.scan(field: field.number, piece: chunk)
                }
            case (_, .varint): tally.scan(field: field.number, varint: field.bits)
            case (_, .fixed32), (_, .fixed64):
                tally.scan(field: field.number, fixed: field.bits)
            default: break
            }
            try message.finish(field, &reader)
        }
        if message.isMalformed { outcome.isMalformed = true }
    }

    /// Turns the value's tensors' counts into observations.
    ///
    /// - Returns: The number of numbers.
    func noteStreamedTensors(place: Place) -> ContentOutcome {
        var outcome = ContentOutcome()
        for index in 0..<streamScratch.tensorCount {
            let tally = streamScratch.tally(at: index)
            let result = tally.result()
            if place == .histogram, tally.shape.isRowsOfThree,
                tally.rows.numberCount == tally.shape.elementCount
            {
                note(tally.rows)
            } else {
                note(result, of: tally, place: place)
            }
            outcome.add(
                ContentOutcome(
                    elementCount: result.elementCount,
                    isMalformed: result.isMalformed
                )
            )
        }
        return outcome
    }

    private func scanVariant(
        _ reader: inout RecordReader,
        byteCount: Int,
        depth: Int,
        _ outcome: inout ContentOutcome
    ) throws(RecordError) {
        var message = StreamedMessage(byteCount: byteCount)
        while let field = try message.nextField(&reader) {
            if field.number == FieldNumber.Variant.tensors, field.wireType == .delimited {
                try scanStreamedTensor(
                    &reader,
                    byteCount: field.byteCount,
                    depth: depth + 1,
                    &outcome
                )
            }
            try message.finish(field, &reader)
        }
        if message.isMalformed { outcome.isMalformed = true }
    }

    /// Scans a legacy histogram as it streams past.
    ///
    /// - Returns: The number of its numbers.
    func scanStreamedHistogram(
        _ reader: inout RecordReader,
        byteCount: Int
    ) throws(RecordError) -> ContentOutcome {
        var histogram = HistogramTally()
        var message = StreamedMessage(byteCount: byteCount)
        while let field = try message.nextField(&reader) {
            if field.wireType == .delimited {
                while let chunk = try message.nextChunk(of: field, &reader) {
                    histogram.scan(field: field.number, piece: chunk)
                }
            } else if field.wireType == .fixed64 {
                histogram.scan(field: field.number, fixed: field.bits)
            }
            try message.finish(field, &reader)
        }
        var outcome = note(histogram)
        if message.isMalformed { outcome.isMalformed = true }
        return outcome
    }

    /// Scans the sample rate of a clip and skips its samples.
    ///
    /// - Returns: The number of numbers.
    func scanStreamedAudio(
        _ reader: inout RecordReader,
        byteCount: Int
    ) throws(RecordError) -> ContentOutcome {
        var count = 0
        var message = StreamedMessage(byteCount: byteCount)
        while let field = try message.nextField(&reader) {
            if field.number == FieldNumber.Audio.sampleRate, field.wireType == .fixed32 {
                scanSampleRate(UInt32(truncatingIfNeeded: field.bits))
                count += 1
            }
            try message.finish(field, &reader)
        }
        return ContentOutcome(elementCount: count, isMalformed: message.isMalformed)
    }

    /// The most tensors of one value; a value with more is reported as malformed.
    private static var maximumTensorCount: Int { 4_096 }
}
