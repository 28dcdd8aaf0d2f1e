import TFRecord
import TensorBoardEvents
import TestSupport

@testable import EventInspector

/// A scan uses its memory anew for each value: nothing of one event may be left for the next.
struct LeftoverCheck {
    private let payload: [UInt8]
    private let alone: Verdict
    private let buffer: ReadBuffer

    /// Compares with what is said of the payload alone.
    init(_ payload: [UInt8], alone: Verdict, buffer: ReadBuffer) {
        self.payload = payload
        self.alone = alone
        self.buffer = buffer
    }

    func run() {
        guard let before = Self.before[buffer.bytes.count] else { return }
        var file = Self.unfinishedFile
        RecordFormat.append(payload, to: &file)
        let after = Verdict.of(stream: file, as: .events, buffer: buffer)
        let isSame =
            after.findings == alone.findings
            && after.malformedCount == alone.malformedCount + before.malformedCount
            && after.elementCount == alone.elementCount.addingClamped(before.elementCount)
        check(isSame, "alone \(alone)\n  behind another event \(after)")
    }

    /// What is said of the unfinished event, by the size of the buffer.
    private static let before = Dictionary(
        uniqueKeysWithValues: Workspace.readBuffers.map { buffer in
            let verdict = Verdict.of(stream: unfinishedFile, as: .events, buffer: buffer)
            return (buffer.bytes.count, verdict)
        }
    )

    private static let unfinishedFile = RecordBytes.record(unfinished)

    /// An event whose arrays all break off inside a number, none of which can be found.
    private static let unfinished: [UInt8] = {
        typealias Field = FieldNumber.Tensor
        let fields: [(dtype: UInt64, number: Int, bytes: [UInt8])] = [
            (1, Field.content, [1, 2, 3]), (0, Field.content, [1, 2, 3]),
            (1, Field.floatValues, [1, 2, 3]), (2, Field.doubleValues, [1, 2, 3]),
            (8, Field.complex64Values, [0, 0, 0, 0]),
            (18, Field.complex128Values, [0, 0, 0, 0, 0, 0, 0, 0]), (19, Field.halfValues, [0x80]),
            (19, Field.halfValues, [UInt8](repeating: 0x80, count: 11)),
            (25, Field.float8Values, [1]), (21, Field.variantValues, [0x1a, 0]),
        ]
        var event = WireWriter()
        event.message(FieldNumber.Event.summary) { summary in
            for field in fields {
                for padding in [0, 300] {
                    summary.message(FieldNumber.Summary.value) { value in
                        value.delimited(FieldNumber.Value.tag, "unfinished".utf8)
                        value.message(FieldNumber.Value.tensor) { tensor in
                            tensor.varint(Field.dtype, field.dtype)
                            tensor.delimited(field.number, field.bytes)
                            // Strings are never looked at, and make the tensor a large one.
                            tensor.delimited(8, [UInt8](repeating: 0, count: padding))
                        }
                    }
                }
            }
        }
        return event.bytes
    }()
}

extension Int {
    fileprivate func addingClamped(_ other: Int) -> Int {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? .max : sum
    }
}
