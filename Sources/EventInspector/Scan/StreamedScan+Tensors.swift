internal import TFRecord
internal import TensorBoardEvents

extension StreamedScan {
    /// Looks at a tensor, and the tensors inside it, as they go by.
    func scanTensor(
        _ reader: inout RecordReader,
        byteCount: Int,
        depth: Int
    ) throws(RecordError) {
        guard depth < VariantTensors.maximumDepth,
            events.streamScratch.tensorCount < Self.maximumTensorCount
        else {
            events.isMalformed = true
            return
        }
        let tally = events.streamScratch.nextTally()
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
                    if !tally.shape.merge(shape) { events.isMalformed = true }
                } else {
                    events.isMalformed = true
                }
            case (Field.variantValues, .delimited):
                try scanVariant(&reader, byteCount: field.byteCount, depth: depth)
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
        if message.isMalformed { events.isMalformed = true }
    }

    /// Turns what the value's tensors hold into findings.
    ///
    /// - Returns: How many numbers there were.
    func noteTensors(place: Place) -> Int {
        var elementCount = 0
        for index in 0..<events.streamScratch.tensorCount {
            let tally = events.streamScratch.tally(at: index)
            let result = tally.result()
            if result.isMalformed { events.isMalformed = true }
            if place == .histogram, tally.shape.isRowsOfThree,
                tally.rows.numberCount == tally.shape.elementCount
            {
                events.note(tally.rows)
            } else {
                events.note(result, of: tally, place: place)
            }
            elementCount.addClamped(result.elementCount)
        }
        return elementCount
    }

    private func scanVariant(
        _ reader: inout RecordReader,
        byteCount: Int,
        depth: Int
    ) throws(RecordError) {
        var message = StreamedMessage(byteCount: byteCount)
        while let field = try message.nextField(&reader) {
            if field.number == FieldNumber.Variant.tensors, field.wireType == .delimited {
                try scanTensor(&reader, byteCount: field.byteCount, depth: depth + 1)
            }
            try message.finish(field, &reader)
        }
        if message.isMalformed { events.isMalformed = true }
    }

    /// Looks at a legacy histogram as it goes by.
    ///
    /// - Returns: How many numbers it is made of.
    func scanHistogram(
        _ reader: inout RecordReader,
        byteCount: Int
    ) throws(RecordError) -> Int {
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
        if message.isMalformed { events.isMalformed = true }
        return events.note(histogram)
    }

    /// Looks at the sample rate of a clip whose samples go by unseen.
    ///
    /// - Returns: How many numbers there were.
    func scanAudio(_ reader: inout RecordReader, byteCount: Int) throws(RecordError) -> Int {
        var count = 0
        var message = StreamedMessage(byteCount: byteCount)
        while let field = try message.nextField(&reader) {
            if field.number == FieldNumber.Audio.sampleRate, field.wireType == .fixed32 {
                events.scanSampleRate(UInt32(truncatingIfNeeded: field.bits))
                count += 1
            }
            try message.finish(field, &reader)
        }
        if message.isMalformed { events.isMalformed = true }
        return count
    }

    /// Tensors of one value whose tallies are kept; a value with more is reported as malformed.
    private static var maximumTensorCount: Int { 4_096 }
}
