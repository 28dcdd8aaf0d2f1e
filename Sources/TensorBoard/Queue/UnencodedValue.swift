internal import TensorBoardEvents

/// A value whose encoding takes longer than its caller should wait, and that a thread of the
/// writers encodes.
final class UnencodedValue: Sendable {
    let run: RunLog
    let tag: String
    let step: Int
    let wallTime: Double
    /// The memory that it keeps alive until it is encoded.
    let byteCount: Int
    // Guarded by the queue's gate, through which alone it is reached.
    nonisolated(unsafe) fileprivate var state: State

    struct State {
        /// Orders it among the values of its queue.
        var number = 0
        /// Whether its record has the tag's metadata.
        var hasMetadata = false
        var progress: Progress

        /// Whether its record does not exist yet, but will.
        var isUnencoded: Bool {
            switch progress {
            case .waiting, .underWay: true
            case .encoded, .omitted: false
            }
        }
    }

    enum Progress {
        /// No thread encodes it.
        case waiting(@Sendable () -> EncodedValue)
        /// A thread encodes it.
        case underWay
        case encoded(Chunk)
        /// It cannot be shown, or was dropped.
        case omitted
    }

    init(
        run: RunLog,
        tag: String,
        step: Int,
        wallTime: Double,
        byteCount: Int,
        encode: @escaping @Sendable () -> EncodedValue
    ) {
        self.run = run
        self.tag = tag
        self.step = step
        self.wallTime = wallTime
        self.byteCount = byteCount
        state = State(progress: .waiting(encode))
    }

    /// The payload of its record.
    func payload(_ value: Summary.Value, hasMetadata: Bool) -> [UInt8] {
        var value = value
        value.tag = tag
        if !hasMetadata { value.metadata = nil }
        let summary = Summary(values: [value])
        return Event(wallTime: wallTime, step: Int64(step), what: .summary(summary)).encoded()
    }
}

/// The result of encoding a value.
struct EncodedValue {
    /// The value with its metadata; `nil` if it cannot be shown.
    var value: Summary.Value?
    /// What is odd about it.
    var warnings: [(code: WriterWarning.Code, message: String)] = []
}

/// Records on their way to the disk, in the order of logging.
enum QueuedRecords {
    /// Whole records.
    case chunk(Chunk)
    /// One record, which may not exist yet.
    case value(UnencodedValue)

    /// Frees the memory, when no thread can reach it any longer.
    func deallocate() {
        switch self {
        case .chunk(let chunk): chunk.deallocate()
        case .value(let value):
            if case .encoded(let chunk) = value.state.progress { chunk.deallocate() }
        }
    }
}

extension HeldGate {
    /// The state of a value of the gate's queue.
    subscript(value: UnencodedValue) -> UnencodedValue.State {
        get { value.state }
        nonmutating set { value.state = newValue }
    }

    /// The records that exist already.
    func chunk(of records: QueuedRecords) -> Chunk? {
        switch records {
        case .chunk(let chunk): return chunk
        case .value(let value):
            if case .encoded(let chunk) = value.state.progress { return chunk }
            return nil
        }
    }

    /// The bytes that count towards the queue's limit.
    func byteCount(of records: QueuedRecords) -> Int {
        if case .value(let value) = records, value.state.isUnencoded { return value.byteCount }
        return chunk(of: records)?.bytes.count ?? 0
    }

    /// The number of values that are not fully written.
    func unwrittenValueCount(of records: QueuedRecords) -> Int {
        if case .value(let value) = records, value.state.isUnencoded { return 1 }
        return chunk(of: records)?.unwrittenValueCount ?? 0
    }
}
