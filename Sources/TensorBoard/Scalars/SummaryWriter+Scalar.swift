internal import TFRecord
internal import TensorBoardEvents

extension SummaryWriter {
    /// Logs one number, for the Scalars and Time Series dashboards.
    ///
    /// NaN and infinities are written as they are. Equivalent to PyTorch's
    /// `SummaryWriter.add_scalar`; see TensorBoard's `plugins/scalar/summary_v2.py`.
    ///
    /// ```swift
    /// writer.addScalar("loss/train", 0.25, step: 10)
    /// ```
    ///
    /// - Parameters:
    ///   - tag: The name; the part before its first slash groups the charts.
    ///   - value: The number.
    ///   - step: The training step.
    ///   - wallTime: Seconds since 1970, UTC; now if `nil`.
    public func addScalar(_ tag: String, _ value: Float, step: Int, wallTime: Double? = nil) {
        var warnings: TagWarnings = []
        let time = warnings.checkedTime(wallTime)
        var name = warnings.checkedTag(tag)
        let odd = name.withUTF8 { bytes in
            append(
                UnsafeRawBufferPointer(bytes),
                value,
                step: Int64(step),
                wallTime: time,
                warnings
            )
        }
        if !odd.isEmpty { tell(odd, tag, step: Int64(step)) }
        if session.watchesScalars || !value.isFinite { notice(tag, value, step: step) }
    }

    /// Logs one number, at a step of any integer type.
    public func addScalar(
        _ tag: String,
        _ value: Float,
        step: some BinaryInteger,
        wallTime: Double? = nil
    ) {
        addScalar(tag, value, step: Int(clamping: step), wallTime: wallTime)
    }

    /// Logs one number, rounded to 32 bits: TensorBoard reads no wider ones.
    @_disfavoredOverload  // `.nan` and `.infinity` mean those of `Float`.
    public func addScalar(_ tag: String, _ value: Double, step: Int, wallTime: Double? = nil) {
        addScalar(tag, Float(value), step: step, wallTime: wallTime)
    }

    /// Logs one number of any floating-point type, at a step of any integer type.
    @_disfavoredOverload
    public func addScalar(
        _ tag: String,
        _ value: some BinaryFloatingPoint,
        step: some BinaryInteger,
        wallTime: Double? = nil
    ) {
        addScalar(tag, Float(value), step: Int(clamping: step), wallTime: wallTime)
    }

    /// Logs one whole number, rounded to the nearest that 32 bits of floating point can hold.
    public func addScalar(
        _ tag: String,
        _ value: some BinaryInteger,
        step: some BinaryInteger,
        wallTime: Double? = nil
    ) {
        addScalar(tag, Float(value), step: Int(clamping: step), wallTime: wallTime)
    }
}

extension SummaryWriter {
    /// Queues a scalar's record; nothing is allocated once the tag is known.
    private func append(
        _ tag: UnsafeRawBufferPointer,
        _ value: Float,
        step: Int64,
        wallTime: Double,
        _ warnings: TagWarnings
    ) -> TagWarnings {
        let (queue, run) = (queue, log)
        return queue.withGate { held in
            let room = tag.count + ScalarRecord.largestOverhead
            guard let start = queue.reserve(room, in: run, held) else {
                let tagState = held[run].tags.state(of: tag)
                return queue.noteDrop(of: 1, tagState, warnings, held)
            }
            let tagState = held[run].tags.state(of: tag)
            var record = ScalarRecord(at: start)
            let byteCount = record.compose(tagState, value, step: step, wallTime: wallTime)
            if !tagState.pointee.hasMetadata {
                tagState.pointee.hasMetadata = true
                held[run].metadata[Array(tag)] = .scalars
            }
            queue.commit(byteCount, in: run, held)
            let odd = tagState.pointee.note(step: step, plugin: ScalarRecord.plugin)
            return warnings.isEmpty ? odd : odd.union(tagState.pointee.tell(warnings))
        }
    }
}

extension SummaryWriter {
    /// Logs several numbers of one step in one event.
    func addScalars(_ scalars: [(tag: String, value: Float)], step: Int, wallTime: Double?) {
        guard let first = scalars.first else { return }
        let time = finiteTime(wallTime, first.tag, step: step)
        var odd = [TagWarnings](repeating: [], count: scalars.count)
        var named = scalars
        for index in scalars.indices where scalars[index].tag.isEmpty {
            named[index].tag = odd[index].checkedTag("")
        }
        append(named, step: Int64(step), wallTime: time, &odd)
        for (index, (tag, value)) in scalars.enumerated() {
            if !odd[index].isEmpty { tell(odd[index], tag, step: Int64(step)) }
            if session.watchesScalars || !value.isFinite { notice(tag, value, step: step) }
        }
    }

    /// Queues their record; `odd` are the oddities found so far, and then those to report.
    private func append(
        _ scalars: [(tag: String, value: Float)],
        step: Int64,
        wallTime: Double,
        _ odd: inout [TagWarnings]
    ) {
        let (queue, run) = (queue, log)
        queue.withGate { held in
            let room = scalars.reduce(0) { $0 + $1.tag.utf8.count + ScalarRecord.largestOverhead }
            guard let start = queue.reserve(room, in: run, held) else {
                for index in scalars.indices {
                    odd[index] = run.withState(of: scalars[index].tag, held) {
                        queue.noteDrop(of: 1, $0, odd[index], held)
                    }
                }
                return
            }
            let byteCount = scalars.reduce(0) { sum, scalar in
                run.withState(of: scalar.tag, held) { sum + ScalarRecord.byteCount(of: $0) }
            }
            var record = ScalarRecord(at: start)
            record.begin(wallTime: wallTime, step: step, summaryByteCount: byteCount)
            for (tag, value) in scalars {
                run.withState(of: tag, held) { record.add($0, value) }
            }
            queue.commit(record.finish(), in: run, held)
            // Not before: the same tag twice has its metadata twice.
            for index in scalars.indices {
                let tag = scalars[index].tag
                odd[index] = run.withState(of: tag, held) { state in
                    if !state.pointee.hasMetadata {
                        state.pointee.hasMetadata = true
                        held[run].metadata[Array(tag.utf8)] = .scalars
                    }
                    return state.pointee.note(step: step, plugin: ScalarRecord.plugin)
                        .union(state.pointee.tell(odd[index]))
                }
            }
        }
    }
}

/// The record of an event with scalars: `DT_FLOAT` tensors of rank 0.
private struct ScalarRecord {
    private var composer: RecordComposer

    @inline(__always)
    init(at start: UnsafeMutableRawPointer) {
        composer = RecordComposer(at: start)
    }

    /// An event with one scalar.
    @inline(__always)
    mutating func compose(
        _ tag: UnsafeMutablePointer<TagState>,
        _ value: Float,
        step: Int64,
        wallTime: Double
    ) -> Int {
        begin(wallTime: wallTime, step: step, summaryByteCount: Self.byteCount(of: tag))
        add(tag, value)
        return finish()
    }

    @inline(__always)
    mutating func begin(wallTime: Double, step: Int64, summaryByteCount: Int) {
        composer.eventHead(wallTime: wallTime, step: step, summaryByteCount: summaryByteCount)
    }

    @inline(__always)
    mutating func add(_ tag: UnsafeMutablePointer<TagState>, _ value: Float) {
        composer.byte(0x0a)
        composer.varint(UInt64(Self.valueByteCount(of: tag)))
        composer.bytes(UnsafeRawBufferPointer(tag.pointee.template))
        composer.fixed32(value.bitPattern)
        if !tag.pointee.hasMetadata { Self.metadata.withUnsafeBytes { composer.bytes($0) } }
    }

    @inline(__always)
    mutating func finish() -> Int { composer.finish() }

    /// The size of a scalar's field in the summary.
    @inline(__always)
    static func byteCount(of tag: UnsafeMutablePointer<TagState>) -> Int {
        let count = valueByteCount(of: tag)
        return 1 + Varint.byteCount(of: UInt64(count)) + count
    }

    @inline(__always)
    private static func valueByteCount(of tag: UnsafeMutablePointer<TagState>) -> Int {
        tag.pointee.template.count + 4 + (tag.pointee.hasMetadata ? 0 : metadata.count)
    }

    /// Field 9 of `Summary.Value` for the scalars plugin.
    private static let metadata: [UInt8] = {
        var value = WireWriter()
        value.message(FieldNumber.Value.metadata) { SummaryMetadata.scalars.pack(into: &$0) }
        return value.bytes
    }()

    static let plugin = SummaryMetadata.scalars.pluginHash

    /// More than everything except the tag needs, including its field's head.
    static let largestOverhead = 128
}

extension SummaryMetadata {
    /// One number at each step.
    static let scalars = SummaryMetadata(pluginName: "scalars", dataClass: .scalar)

    /// A number for the plugin's name, never 0.
    var pluginHash: UInt32 {
        var hash = FNV1a()
        hash.add(pluginName.utf8)
        return UInt32(truncatingIfNeeded: hash.value) | 1
    }
}
