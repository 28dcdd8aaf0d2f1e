internal import ClampedArithmetic
internal import Logdirs
internal import NonFiniteNumbers
internal import TFRecord
internal import TensorBoardEvents

/// The tensors of TensorFlow's debugger (tfdbg version 2), which writes `DebugEvent`s.
extension EventScan {
    /// Scans one serialized `DebugEvent`.
    func scanDebugEvent(
        _ message: UnsafeRawBufferPointer,
        of record: Record
    ) -> RecordOutcome {
        typealias Field = FieldNumber.DebugEvent
        var point = ValuePoint(
            step: 0,
            wallTime: 0,
            offset: record.offset,
            valueIndex: 0,
            checksumIsValid: record.checksumIsValid
        )
        var reader = WireReader(message)
        var traces: [(number: Int, message: UnsafeRawBufferPointer)] = []
        while reader.advance() {
            switch (reader.fieldNumber, reader.wireType) {
            case (Field.wallTime, .fixed64): point.wallTime = Double(bitPattern: reader.bits)
            case (Field.step, .varint): point.step = Int64(bitPattern: reader.bits)
            case (Field.execution, .delimited), (Field.graphExecutionTrace, .delimited):
                traces.append((reader.fieldNumber, reader.bytes))
            default: continue
            }
        }
        var outcome: RecordOutcome = reader.isMalformed ? .malformed : []
        guard selection.steps.contains(point.step) else { return outcome }
        if !point.wallTime.isFinite { outcome.formUnion(noteWallTime(at: point)) }
        for trace in traces {
            outcome.formUnion(scanTrace(trace.message, fieldNumber: trace.number, at: &point))
        }
        return outcome
    }

    private func scanTrace(
        _ message: UnsafeRawBufferPointer,
        fieldNumber: Int,
        at point: inout ValuePoint
    ) -> RecordOutcome {
        var head = DebugTraceHead(fieldNumber: fieldNumber)
        var reader = WireReader(message)
        while reader.advance() {
            if reader.wireType == .varint {
                head.take(field: reader.fieldNumber, varint: reader.bits)
            } else if reader.wireType == .delimited {
                head.take(field: reader.fieldNumber, bytes: reader.bytes)
            }
        }
        var outcome: RecordOutcome = reader.isMalformed ? .malformed : []
        reader = WireReader(message)
        while reader.advance() {
            guard reader.fieldNumber == head.tensorField, reader.wireType == .delimited
            else { continue }
            outcome.formUnion(scanTraced(reader.bytes, head: head, at: point))
            head.tensorIndex += 1
            point.valueIndex += 1
        }
        return outcome
    }

    func scanTraced(
        _ message: UnsafeRawBufferPointer,
        head: DebugTraceHead,
        at point: ValuePoint
    ) -> RecordOutcome {
        history.countValue()
        guard head.holdsNumbers else { return [] }
        observations.removeAll(keepingCapacity: true)
        var content = ContentOutcome()
        if let health = DebugHealth(rawValue: head.mode) {
            let vector = SmallTensor.values(of: message)
            if let verdict = health.verdict(of: vector) {
                note(verdict, field: nil)
                // The vector's own numbers were scanned even if it states no size.
                content.elementCount = max(verdict.elementCount, 1)
            }
            // Any other tensor is scanned as such.
            if !health.explains(vector) {
                content.add(
                    scanTensor(
                        message,
                        role: .none,
                        nodeName: UnsafeRawBufferPointer(start: nil, count: 0)
                    )
                )
            }
        } else {
            content = scanTensor(
                message,
                role: .none,
                nodeName: UnsafeRawBufferPointer(start: nil, count: 0)
            )
        }
        var outcome = note(debugTag: head.tag, elementCount: content.elementCount, at: point)
        if content.isMalformed { outcome.insert(.malformed) }
        return outcome
    }

    /// Records a traced tensor under its tag.
    func note(debugTag: [UInt8], elementCount: Int, at point: ValuePoint) -> RecordOutcome {
        debugTag.withUnsafeBytes { name in
            LongName.withKept(name) { note(keptDebugTag: $0, elementCount, at: point) }
        }
    }

    private func note(
        keptDebugTag name: UnsafeRawBufferPointer,
        _ elementCount: Int,
        at point: ValuePoint
    ) -> RecordOutcome {
        if !selection.includes(tag: name) {
            observations.removeAll(keepingCapacity: true)
            return []
        }
        return note(
            tag: name,
            metadata: nil,
            known: history.tags.find(kept: name),
            elementCount: elementCount,
            at: point
        )
    }
}

/// The fields next to the tensors of an `Execution` or a `GraphExecutionTrace`.
struct DebugTraceHead {
    let isExecution: Bool
    private(set) var mode = 0
    private var name: [UInt8] = []
    private var outputSlot = 0
    /// The position of the current tensor among those of an execution.
    var tensorIndex = 0

    init(fieldNumber: Int) {
        isExecution = fieldNumber == FieldNumber.DebugEvent.execution
    }

    /// The field that holds tensors.
    var tensorField: Int {
        isExecution ? FieldNumber.Execution.tensors : FieldNumber.GraphExecutionTrace.tensor
    }

    /// Whether the mode writes the tensor's numbers, as health or in full.
    var holdsNumbers: Bool { DebugHealth(rawValue: mode) != nil || isFullTensor }

    /// Whether the mode writes the tensor itself.
    var isFullTensor: Bool { mode == Self.fullTensor }

    /// The tag under which the current tensor is reported, such as `Log:0`.
    var tag: [UInt8] {
        name + ":\(isExecution ? tensorIndex : outputSlot)".utf8
    }

    /// Whether a field belongs to the head.
    func takes(field: Int) -> Bool {
        typealias Trace = FieldNumber.GraphExecutionTrace
        return isExecution
            ? field == FieldNumber.Execution.opType
                || field == FieldNumber.Execution.tensorDebugMode
            : field == Trace.opName || field == Trace.outputSlot || field == Trace.tensorDebugMode
    }

    mutating func take(field: Int, varint: UInt64) {
        if isExecution {
            if field == FieldNumber.Execution.tensorDebugMode { mode = Int(clamping: varint) }
        } else {
            typealias Field = FieldNumber.GraphExecutionTrace
            if field == Field.tensorDebugMode { mode = Int(clamping: varint) }
            if field == Field.outputSlot {
                outputSlot = Int(clamping: Int32(truncatingIfNeeded: varint))
            }
        }
    }

    mutating func take(field: Int, bytes: UnsafeRawBufferPointer) {
        let nameField =
            isExecution ? FieldNumber.Execution.opType : FieldNumber.GraphExecutionTrace.opName
        if field == nameField { name = [UInt8](bytes) }
    }

    private static let fullTensor = 7
}
