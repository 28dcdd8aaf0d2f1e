internal import Logdirs
internal import NonFiniteNumbers
internal import SystemPackage
internal import TFRecord
internal import TagRoles
internal import TensorBoardEvents
internal import TextOutput
internal import Timelines

/// Reads a run a second time: for its timeline, and for the values around the steps that broke.
///
/// The scan keeps a constant amount for each tag and cannot know beforehand which steps matter. It
/// knows where the findings began; of these targets the timeline tells later which is told.
final class RunReading {
    private let run: RunPlan.Run
    let grammar: TagGrammar
    let selection: ScanSelection
    let allowances: [Allowance]
    var extent: Extent
    /// The rest of the extent's bytes.
    var room: Int
    /// The targets, and steps at which a counter showed non-finite values before.
    var windows: [EvidenceWindow]
    /// The lowest step of a target: what is below is kept once for all windows.
    private(set) var lowestStep: Int64
    /// Whether some window's target is still to come.
    private(set) var hasTargetAhead = true
    let table = TagHistoryTable()
    var tags: [TagEvidence] = []
    /// What the values of each tag were like.
    var valueFacts: [ValueFacts] = []
    var roles: [PluginRole] = []
    var dumps: [Bool] = []
    var allowed: [Set<NonFiniteKind>] = []
    /// Samples of the losses, and which of them is each tag's; -1 for none.
    var curves: [(tag: Int, sample: CurveSample)] = []
    var curveNumbers: [Int] = []
    let recentScalars: RecentScalars
    var recorder: TimelineRecorder
    var lastSteps: [Int64] = []
    var order = 0
    var fileIndex = 0
    private(set) var recordOffset = 0
    private var isRead = false
    private var graph: GraphOrder?
    /// Whether the file's name does not say that its records are events, and none of them has yet.
    var mayHoldExamples = false
    /// Memory for a streamed value.
    let streamed = StreamedValue()

    init(
        _ run: RunPlan.Run,
        targets: [OriginTarget],
        grammar: TagGrammar,
        selection: ScanSelection,
        allowances: [Allowance] = [],
        extent: Extent
    ) {
        self.run = run
        self.grammar = grammar
        self.selection = selection
        self.allowances = allowances
        self.extent = extent
        // Without a target all values lie before it.
        let nowhere = OriginTarget(step: .max, file: .max, offset: .max)
        windows = (targets.isEmpty ? [nowhere] : targets).map(EvidenceWindow.init)
        lowestStep = targets.map(\.step).min() ?? .max
        room = extent.byteCount
        recentScalars = RecentScalars(limit: extent.history, byteCount: extent.byteCount / 8)
        recorder = TimelineRecorder(isSelective: !selection.isEverything)
    }

    /// The run's timeline and values; nothing if it cannot be read twice, such as standard input.
    func read() -> RunLook {
        let buffer = ReadBuffer()
        for (index, file) in run.files.enumerated() {
            guard let path = file.spooledPath ?? file.path, file.failure == nil,
                file.content != .debugEvents, FileStatus(of: path)?.kind == .regularFile
            else { continue }
            fileIndex = index
            mayHoldExamples = file.content == .records
            recorder.addFile(index, named: file.relativePath)
            do throws(RecordError) {
                var reader = try RecordReader(file.open(), path: path, buffer: buffer)
                isRead = true
                try read(&reader)
            } catch {
                // The scan has reported it; what was read so far still counts.
                recorder.noteUnread(file: index, from: recordOffset + 1)
                isRead = true
            }
        }
        for tag in tags.indices { settle(tag) }
        inheritDumps()
        judgeRoles()
        return RunLook(
            timeline: recorder.timeline(roles: tags.map(\.hint)),
            windows: windows,
            tags: tags,
            graph: graph,
            isRead: isRead,
            isSelective: !selection.isEverything,
            firstStepLookedAt: selection.steps.lowerBound == .min
                ? nil : selection.steps.lowerBound,
            signs: signs,
            curves: curves
        )
    }

    private func read(_ reader: inout RecordReader) throws(RecordError) {
        repeat { readIntactRecords(&reader) } while try readStep(&reader)
    }

    /// Reads what is next, whole or not.
    ///
    /// - Returns: Whether there was anything.
    func readStep(_ reader: inout RecordReader) throws(RecordError) -> Bool {
        switch try reader.step() {
        case .end: return false
        case .damage(let damage):
            recorder.noteUnread(file: fileIndex, damage)
        case .record(let frame):
            if let bytes = frame.payload {
                read(bytes, at: frame.offset)
            } else {
                begin(at: frame.offset)
                try readStreamed(&reader)
            }
        }
        return true
    }

    func read(_ message: UnsafeRawBufferPointer, at offset: Int) {
        let event = EventView(message)
        if mayHoldExamples {
            guard case .event = RecordKind(beginning: message) else { return }
            mayHoldExamples = event.fileVersion?.starts(with: RecordKind.versionPrefix) != true
        }
        if signs.writer == nil, event.fileVersion != nil, let writer = event.writer {
            signs.writer = EscapedText.text(writer)
        }
        begin(at: offset)
        if event.isSessionStart {
            recorder.noteStart(file: fileIndex, place: offset, step: event.step)
        }
        if event.what == FieldNumber.Event.graphDef, needsGraph {
            takeGraph(in: message)
        }
        var values = event.values
        while let value = values.next() {
            read(ValueView(value), step: event.step, wallTime: event.wallTime)
        }
    }

    func read(_ value: ValueView, step: Int64, wallTime: Double) {
        LongName.withKept(value.tag) { name in
            read(
                Value(name: name, metadata: value.metadata, content: value.content),
                step: step,
                wallTime: wallTime
            )
        }
    }

    func begin(at offset: Int) {
        recordOffset = offset
        guard hasTargetAhead else { return }
        var isAhead = false
        for window in windows {
            window.begin(file: fileIndex, place: offset)
            if !window.isPast { isAhead = true }
        }
        hasTargetAhead = isAhead
    }

    /// One value of an event.
    struct Value {
        /// The name that ``LongName`` keeps of its tag.
        var name: UnsafeRawBufferPointer
        var metadata: UnsafeRawBufferPointer?
        var content: ValueView.Content
        /// Whether the content is there; otherwise the scan's finding of the tag replaces it.
        var isWhole = true
    }

    func read(_ value: Value, step: Int64, wallTime: Double) {
        guard selection.steps.contains(step) else { return }
        guard let tag = tagIndex(of: value) else { return }
        if tags[tag].meaning.role == .ignored { return }
        order += 1
        if case .simpleValue(let bits) = value.content, roles[tag] == .none {
            let number = Float(bitPattern: bits)
            if tags[tag].meaning.statistic == .nonFiniteCount, number != number.rounded() {
                // A count is a whole number: "inf" is short for something else, as for inference.
                tags[tag].meaning.statistic = .values
            }
            let entry = RecentScalars.Entry(
                step: step,
                wallTime: wallTime,
                order: order,
                place: recordOffset,
                file: Int32(truncatingIfNeeded: fileIndex),
                bits: bits,
                isTensor: false
            )
            take(RecentScalars.point(entry), tag: tag)
            return
        }
        switch self.facts(of: value, tag: tag, step: step) {
        case .none: order -= 1
        case .finite(let mark):
            noteStep(step, of: tag)
            recorder.record(
                file: fileIndex,
                place: recordOffset,
                step: step,
                time: wallTime,
                kind: .finite,
                mark: mark,
                tag: tag
            )
        case .known(let facts):
            let point = TagPoint(
                step: step,
                wallTime: wallTime,
                order: order,
                file: fileIndex,
                place: recordOffset,
                facts: facts
            )
            take(point, tag: tag)
        }
    }

    /// Adds a value to the timeline and to the windows.
    private func take(_ point: TagPoint, tag: Int) {
        record(point, point.facts, tag: tag)
        keep(point, tag: tag)
    }

    /// What a value that is not a plain number shows.
    private enum Showing {
        /// It holds no numbers.
        case none
        /// A tensor of an early step, of a tag without findings.
        case finite(mark: UInt64)
        case known(TensorFacts)
    }

    private func facts(of value: Value, tag: Int, step: Int64) -> Showing {
        let bad = extent.badTags[ExactName(tags[tag].name)]
        guard value.isWhole else {
            var facts = TensorFacts()
            facts.countsAreExact = false
            if let bad, step >= bad { facts.nan = 1 }
            return .known(facts)
        }
        if case .tensor(let message) = value.content {
            if dumps[tag], let digest = TensorFacts(digest: message) { return .known(digest) }
            if !tags[tag].isScalar, step < extent.tensorsFrom, bad == nil {
                return .finite(mark: UInt64(message.count))
            }
        }
        return TensorFacts(value.content, role: roles[tag]).map(Showing.known) ?? .none
    }

    /// Adds a value to the timeline.
    private func record(_ point: TagPoint, _ facts: TensorFacts, tag: Int) {
        noteStep(point.step, of: tag)
        note(facts, of: tag)
        if let number = facts.number { addToCurve(number, step: point.step, of: tag) }
        recorder.record(
            file: fileIndex,
            place: recordOffset,
            step: point.step,
            time: point.wallTime,
            kind: tags[tag].kind(of: facts, allowing: allowed[tag]),
            mark: facts.mark,
            tag: tag
        )
    }

    /// Notes what a value is like, for the tag's role.
    private func note(_ facts: TensorFacts, of tag: Int) {
        if let number = facts.number {
            valueFacts[tag].add(number)
            return
        }
        if let minimum = facts.minimum { valueFacts[tag].add(minimum) }
        if let maximum = facts.maximum { valueFacts[tag].add(maximum) }
        if facts.nan > 0 { valueFacts[tag].add(.nan) }
        if facts.positiveInfinity > 0 { valueFacts[tag].add(.infinity) }
        if facts.negativeInfinity > 0 { valueFacts[tag].add(-.infinity) }
    }

    /// Adds a finite scalar to the timeline.
    @inline(__always)
    func recordScalar(_ entry: RecentScalars.Entry, tag: Int) {
        valueFacts[tag].add(Double(Float(bitPattern: entry.bits)))
        addToCurve(Double(Float(bitPattern: entry.bits)), step: entry.step, of: tag)
        recorder.record(
            file: fileIndex,
            place: recordOffset,
            step: entry.step,
            time: entry.wallTime,
            kind: .finite,
            mark: Double(Float(bitPattern: entry.bits)).bitPattern,
            tag: tag
        )
    }

    @inline(__always)
    private func addToCurve(_ number: Double, step: Int64, of tag: Int) {
        let curve = curveNumbers[tag]
        guard curve >= 0 else { return }
        curves[curve].sample.add(number, step: step, file: fileIndex, place: recordOffset)
    }

    /// Notes a tag's step, and whether it is below the last one.
    @inline(__always)
    func noteStep(_ step: Int64, of tag: Int) {
        let last = lastSteps[tag]
        lastSteps[tag] = step
        if step < last { noteFall(of: tag) }
    }

    private func noteFall(of tag: Int) {
        settle(tag)
        for window in windows { room -= window.noteFall(of: tag) }
    }

    func keep(_ point: TagPoint, tag: Int) {
        settle(tag)
        if tags[tag].meaning.statistic == .nonFiniteCount, tags[tag].isBad(point) {
            noteEarlierSign(point, tag: tag)
        }
        add(point, tag: tag)
        if windows.allSatisfy({ $0.isClosed(tag) }) { recentScalars.markFollowed(tag) }
    }

    /// Adds a value to all windows; while there is no room, older ones make it.
    private func add(_ point: TagPoint, tag: Int) {
        let history = room > 0 ? extent.history : Self.leastHistory
        for window in windows { room -= window.add(point, tag: tag, history: history) }
    }

    /// Brings the scalars of a tag that were taken in passing into the windows.
    private func settle(_ tag: Int) {
        for point in recentScalars.take(tag) { add(point, tag: tag) }
    }

    /// Opens a window where a counter shows that tensors were not finite before any number was.
    private func noteEarlierSign(_ point: TagPoint, tag: Int) {
        guard point.step < lowestStep, signCount < Self.signLimit,
            let next = windows.first(where: { $0.target.step == lowestStep })
        else { return }
        for other in tags.indices { settle(other) }
        signCount += 1
        let target = OriginTarget(
            step: point.step,
            file: fileIndex,
            offset: recordOffset,
            lastFiniteStep: nil
        )
        let window = next.forked(at: target, history: extent.history)
        window.begin(file: fileIndex, place: recordOffset)
        room -= window.tags.reduce(0) { sum, values in
            (values.before + values.at + values.after).reduce(sum) { $0 + $1.byteCount }
        }
        windows.append(window)
        lowestStep = point.step
        hasTargetAhead = true
    }

    private var signCount = 0
    var signs = LoggingSigns()

    var needsGraph: Bool { graph == nil }

    /// Reads the graph in an event.
    private func takeGraph(in message: UnsafeRawBufferPointer) {
        var reader = WireReader(message)
        while reader.advance() {
            if reader.fieldNumber == FieldNumber.Event.graphDef, reader.wireType == .delimited {
                takeGraph(reader.bytes)
                return
            }
        }
    }

    /// Takes a serialized `GraphDef`.
    func takeGraph(_ message: UnsafeRawBufferPointer) { graph = GraphOrder(message) }

    /// Values of a tag that are kept in any case; two show whether the last was an exception.
    private static let leastHistory = 2
    private static let signLimit = 3
}
