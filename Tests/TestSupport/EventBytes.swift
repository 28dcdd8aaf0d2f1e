package import TensorBoardEvents

/// Serialized events, laid out as TensorBoard's writers do unless a test asks for something else.
package enum EventBytes {
    /// When the events of tests happen.
    package static let epoch = 1_700_000_000.0

    /// An event with a summary of serialized values.
    package static func event(
        step: Int64 = 1,
        wallTime: Double = epoch,
        _ values: [UInt8]...
    ) -> [UInt8] {
        event(step: step, wallTime: wallTime, values: values)
    }

    /// An event with a summary of serialized values.
    package static func event(
        step: Int64 = 1,
        wallTime: Double = epoch,
        values: [[UInt8]]
    ) -> [UInt8] {
        var event = head(step: step, wallTime: wallTime)
        event.message(FieldNumber.Event.summary) { summary in
            for value in values { summary.delimited(FieldNumber.Summary.value, value) }
        }
        return event.bytes
    }

    /// The event that opens a file.
    package static func version(wallTime: Double = epoch) -> [UInt8] {
        var event = WireWriter()
        event.double(FieldNumber.Event.wallTime, wallTime)
        event.delimited(FieldNumber.Event.fileVersion, "brain.Event:2".utf8)
        return event.bytes
    }

    /// `SessionLog.START`, which TensorFlow 1 and PyTorch's `purge_step` write.
    package static func sessionStart(step: Int64, wallTime: Double = epoch) -> [UInt8] {
        var event = head(step: step, wallTime: wallTime)
        event.message(FieldNumber.Event.sessionLog) { $0.varint(FieldNumber.SessionLog.status, 1) }
        return event.bytes
    }

    /// The wall time and the step, as writers put them first.
    package static func head(step: Int64, wallTime: Double) -> WireWriter {
        var event = WireWriter()
        event.double(FieldNumber.Event.wallTime, wallTime)
        if step != 0 { event.varint(FieldNumber.Event.step, UInt64(bitPattern: step)) }
        return event
    }
}

// MARK: - Values

extension EventBytes {
    /// A `Summary.Value`: its tag, then whatever `body` writes.
    package static func value(_ tag: String, _ body: (inout WireWriter) -> Void) -> [UInt8] {
        value(tagBytes: Array(tag.utf8), body)
    }

    /// A `Summary.Value` whose tag need not be UTF-8.
    package static func value(
        tagBytes: [UInt8],
        _ body: (inout WireWriter) -> Void
    ) -> [UInt8] {
        var value = WireWriter()
        value.delimited(FieldNumber.Value.tag, tagBytes)
        body(&value)
        return value.bytes
    }

    /// A scalar as PyTorch and TensorFlow 1 write it.
    package static func scalar(_ tag: String, _ number: Float) -> [UInt8] {
        value(tag) { $0.float(FieldNumber.Value.simpleValue, number) }
    }

    /// An event with one such scalar.
    package static func scalar(
        _ tag: String,
        _ number: Float,
        step: Int64,
        wallTime: Double? = nil
    ) -> [UInt8] {
        event(step: step, wallTime: wallTime ?? epoch + Double(step), scalar(tag, number))
    }

    /// A tensor, with the name of a plugin where one is given.
    package static func tensor(
        _ tag: String,
        plugin: String? = nil,
        _ body: (inout WireWriter) -> Void
    ) -> [UInt8] {
        value(tag) { value in
            value.message(FieldNumber.Value.tensor, body)
            if let plugin { value.delimited(FieldNumber.Value.metadata, metadata(plugin: plugin)) }
        }
    }

    /// A tensor of floats in `tensor_content`.
    package static func tensor(_ tag: String, floats: [Float], shape: [Int64]) -> [UInt8] {
        tensor(tag) { tensor in
            tensor.dtype(.float)
            tensor.shape(shape)
            tensor.delimited(FieldNumber.Tensor.content, floats.littleEndianBytes)
        }
    }

    /// A `SummaryMetadata`.
    package static func metadata(plugin: String, content: [UInt8] = []) -> [UInt8] {
        var metadata = WireWriter()
        metadata.message(FieldNumber.Metadata.pluginData) { data in
            data.delimited(FieldNumber.Metadata.pluginName, plugin.utf8)
            if !content.isEmpty { data.delimited(FieldNumber.Metadata.pluginContent, content) }
        }
        return metadata.bytes
    }
}

extension WireWriter {
    /// The element type of a tensor.
    package mutating func dtype(_ dtype: DataType) {
        varint(FieldNumber.Tensor.dtype, UInt64(bitPattern: Int64(dtype.rawValue)))
    }

    /// The dimensions of a tensor; none, as rank 0 is written, for an empty list.
    package mutating func shape(_ dimensions: [Int64]) {
        message(FieldNumber.Tensor.shape) { shape in
            for dimension in dimensions {
                shape.message(FieldNumber.Shape.dimension) {
                    $0.varint(FieldNumber.Shape.size, UInt64(bitPattern: dimension))
                }
            }
        }
    }

    /// A packed array of varints, as `half_val` is one.
    package mutating func packed(_ number: Int, varints: [UInt64]) {
        var packed = WireWriter()
        for varint in varints { packed.rawVarint(varint) }
        delimited(number, packed.bytes)
    }

    /// Packed floats, as in `float_val`.
    package mutating func packed(_ number: Int, floats: [Float]) {
        packed(number, fixed: floats.map(\.bitPattern))
    }

    /// Packed doubles, as in `double_val`.
    package mutating func packed(_ number: Int, doubles: [Double]) {
        packed(number, fixed: doubles.map(\.bitPattern))
    }
}

extension [Float] {
    /// The bytes as `tensor_content` has them.
    package var littleEndianBytes: [UInt8] {
        flatMap { float in
            Swift.withUnsafeBytes(of: float.bitPattern.littleEndian) { [UInt8]($0) }
        }
    }
}

extension [Double] {
    /// The bytes as `tensor_content` has them.
    package var littleEndianBytes: [UInt8] {
        flatMap { double in
            Swift.withUnsafeBytes(of: double.bitPattern.littleEndian) { [UInt8]($0) }
        }
    }
}
