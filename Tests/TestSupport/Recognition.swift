internal import TensorBoardEvents

/// How what is recognised at a glance compares with what the walk reads.
package enum Recognition {
    /// Where a recognised event or value says something else than the walk; nil where all agrees.
    package static func difference(on payload: [UInt8]) -> String? {
        payload.withUnsafeBytes { difference(on: $0) }
    }

    private static func difference(on payload: UnsafeRawBufferPointer) -> String? {
        let view = EventView(payload)
        var cursor = view.values
        if let event = SummaryEventView.recognize(payload) {
            guard !view.isMalformed, !view.hasRepeatedFields, !view.isSessionStart else {
                return "what the walk calls malformed or a session start was recognised"
            }
            guard event.wallTime.bitPattern == view.wallTime.bitPattern, event.step == view.step
            else { return "the recognised time or step is another" }
            // The summary field by field, against the cursor, which recognizes values by their bytes.
            var recognized = EventCursor(payload)
            var fields = WireReader(event.summary)
            while fields.advance() {
                guard fields.fieldNumber == 1, fields.wireType == .delimited else { continue }
                guard fields.bytes.baseAddress == cursor.next()?.baseAddress,
                    fields.bytes.baseAddress == recognized.next()?.baseAddress
                else { return "the recognized values are others" }
            }
            guard cursor.next() == nil, recognized.next() == nil,
                recognized.isMalformed == fields.isMalformed,
                cursor.isMalformed == fields.isMalformed
            else { return "the recognized summary ends elsewhere" }
        }
        cursor = view.values
        while let value = cursor.next() {
            if let difference = difference(onValue: value) { return difference }
        }
        return nil
    }

    private static func difference(onValue message: UnsafeRawBufferPointer) -> String? {
        guard let scalar = ScalarValueView.recognize(message) else { return nil }
        let view = ValueView(message)
        guard !view.isMalformed, !view.hasRepeatedFields, view.nodeName.isEmpty else {
            return "a value that the walk finds odd was recognised"
        }
        guard scalar.tag.elementsEqual(view.tag),
            scalar.metadata.elementsEqual(view.metadata.map { Array($0) } ?? []),
            scalar.metadata.isEmpty || view.metadata != nil
        else { return "the recognised tag or metadata are others" }
        switch view.content {
        case .simpleValue(let bits):
            return bits == scalar.bits ? nil : "the recognised simple_value is another"
        case .tensor(let tensor):
            var shape = TensorShape()
            let head = TensorView(tensor, shape: &shape)
            guard !head.isMalformed, !head.hasRepeatedFields, head.dtype == .float,
                shape.dimensions.isEmpty, tensor.suffix(4).elementsEqual(scalar.bits.bytes)
            else { return "the recognised tensor is no float scalar" }
            return nil
        default:
            return "no scalar was recognised as one"
        }
    }
}

extension UInt32 {
    fileprivate var bytes: [UInt8] { withUnsafeBytes(of: littleEndian) { Array($0) } }
}
