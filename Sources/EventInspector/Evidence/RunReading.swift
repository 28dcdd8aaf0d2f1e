internal import Logdirs
internal import SystemPackage
internal import TFRecord
internal import TagRoles
internal import TensorBoardEvents
internal import TextOutput

/// A second reading of a run, for the values around the step at which it broke.
///
/// The scan keeps a constant amount for each tag and cannot know beforehand which step matters.
final class RunReading {
    /// How much to read, and so how much memory to use.
    struct Extent {
        /// The number of values before the target that are kept of each tag.
        var history: Int
        /// Tensors of earlier steps are skipped.
        var tensorsFrom: Int64
        /// Larger tensors are not brought into memory.
        var tensorByteCount: Int
        /// The number of tags whose values are kept, besides those in ``badTags``.
        var tagCount: Int
        /// The most memory for tags and values together.
        ///
        /// A few values of each tag are always kept.
        var byteCount: Int
        /// The tags with findings and the step of the first.
        ///
        /// They are always kept, and for content that is not brought into memory nothing else is
        /// known.
        var badTags: [ExactName: Int64]

        /// Enough to find the direction.
        static func near(_ target: OriginTarget, badTags: [ExactName: Int64]) -> Extent {
            Extent(
                history: 4,
                tensorsFrom: target.lastFiniteStep ?? .min,
                tensorByteCount: 1 << 20,
                tagCount: 4_000,
                byteCount: 10 << 20,
                badTags: badTags
            )
        }

        /// Enough to find what grew before.
        static func wide(badTags: [ExactName: Int64]) -> Extent {
            Extent(
                history: 64,
                tensorsFrom: .min,
                tensorByteCount: 256 << 20,
                tagCount: 20_000,
                byteCount: 14 << 20,
                badTags: badTags
            )
        }
    }

    private let run: RunPlan.Run
    private let grammar: TagGrammar
    private let selection: ScanSelection
    let extent: Extent
    /// The rest of the extent's bytes.
    private var room: Int
    let target: OriginTarget
    private var evidence: RunEvidence
    /// The last of the steps before the target.
    private(set) var lastStepBefore = Int64.min
    let table = TagHistoryTable()
    private var roles: [PluginRole] = []
    private var dumps: [Bool] = []
    let recentScalars: RecentScalars
    var order = 0
    private(set) var fileIndex = 0
    private var recordOffset = 0
    /// Whether the target's record was read.
    private var hasMetTarget = false
    private(set) var isPastSegment = false
    var resets = TrainingRestarts()
    /// Whether neither the file's name nor a record has yet shown that it holds events.
    private(set) var mayHoldExamples = false
    /// Memory for a streamed value.
    let streamed = StreamedValue()
    /// The tags with points in the current segment; a run may be restarted more often than it has
    /// tags.
    private var touched: [Int] = []

    init(
        _ run: RunPlan.Run,
        target: OriginTarget,
        grammar: TagGrammar,
        selection: ScanSelection,
        extent: Extent
    ) {
        self.run = run
        self.grammar = grammar
        self.selection = selection
        self.extent = extent
        self.target = target
        evidence = RunEvidence(target: target)
        room = extent.byteCount
        recentScalars = RecentScalars(limit: extent.history, byteCount: extent.byteCount / 8)
    }

    /// The logged values; none for a run that cannot be read twice, such as standard input.
    func read() -> RunEvidence {
        let buffer = ReadBuffer()
        for (index, file) in run.files.enumerated() where !isPastSegment {
            guard let path = file.spooledPath ?? file.path, file.failure == nil,
                file.content != .debugEvents, FileStatus(of: path)?.kind == .regularFile
            else { continue }
            fileIndex = index
            mayHoldExamples = file.content == .records
            resets.startFile()
            do throws(RecordError) {
                var reader = try RecordReader(file.open(), path: path, buffer: buffer)
                try read(&reader)
                evidence.isRead = true
            } catch {
                // The scan has reported it; what was read so far still counts.
                evidence.isRead = true
            }
        }
        for tag in evidence.tags.indices { settle(tag) }
        evidence.inheritDumps()
        return evidence
    }

    private func read(_ reader: inout RecordReader) throws(RecordError) {
        while !isPastSegment {
            readIntactRecords(&reader)
            if isPastSegment { return }
            switch try reader.step() {
            case .end: return
            case .damage: continue
            case .record(let frame):
                if let bytes = frame.payload {
                    read(bytes, at: frame.offset)
                } else {
                    begin(at: frame.offset)
                    try readStreamed(&reader)
                }
            }
        }
    }

    func read(_ message: UnsafeRawBufferPointer, at offset: Int) {
        let event = EventView(message)
        if mayHoldExamples {
            guard case .event = RecordKind(beginning: message) else { return }
            mayHoldExamples = event.fileVersion?.starts(with: RecordKind.versionPrefix) != true
        }
        begin(at: offset)
        if event.isSessionStart { resets.noteSessionStart() }
        if event.what == FieldNumber.Event.graphDef, needsGraph {
            takeGraph(in: message)
        }
        var values = event.values
        while let value = values.next(), !isPastSegment {
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

    private func begin(at offset: Int) {
        recordOffset = offset
        if fileIndex == target.file, offset == target.offset { hasMetTarget = true }
    }

    /// One value of an event.
    struct Value {
        /// The name that ``LongName`` keeps of its tag.
        var name: UnsafeRawBufferPointer
        var metadata: UnsafeRawBufferPointer?
        var content: ValueView.Content
        /// Whether the content is available; otherwise the scan's findings of the tag replace it.
        var isWhole = true
    }

    func read(_ value: Value, step: Int64, wallTime: Double) {
        guard let tag = tagIndex(of: value) else { return }
        order += 1
        if resets.add(tag: tag, step: step, wallTime: wallTime) { startSegment() }
        guard !isPastSegment else { return }
        if evidence.tags[tag].meaning.role == .ignored { return }
        if case .simpleValue(let bits) = value.content, roles[tag] == .none {
            let number = Float(bitPattern: bits)
            keep(
                TagPoint(
                    step: step,
                    wallTime: wallTime,
                    order: order,
                    number: number,
                    isTensor: false
                ),
                tag: tag
            )
            return
        }
        guard let facts = facts(of: value, tag: tag, step: step) else { return }
        keep(TagPoint(step: step, wallTime: wallTime, order: order, facts: facts), tag: tag)
    }

    private func facts(of value: Value, tag: Int, step: Int64) -> TensorFacts? {
        guard value.isWhole else {
            var facts = TensorFacts()
            facts.countsAreExact = false
            if let bad = extent.badTags[ExactName(evidence.tags[tag].name)], step >= bad {
                facts.nan = 1
            }
            return facts
        }
        if case .tensor(let message) = value.content {
            if dumps[tag], let digest = TensorFacts(digest: message) { return digest }
            if !evidence.tags[tag].isScalar, step < extent.tensorsFrom { return nil }
        }
        return TensorFacts(value.content, role: roles[tag])
    }

    func keep(_ point: TagPoint, tag: Int) {
        settle(tag)
        if !evidence.tags[tag].hasPoints { touched.append(tag) }
        if point.step < target.step {
            if evidence.tags[tag].meaning.statistic == .nonFiniteCount,
                evidence.tags[tag].isBad(point)
            {
                noteEarlierSign(point, tag: tag)
            }
            append([point], toHistoryOf: tag)
            noteStep(point.step)
        } else if point.step == target.step {
            // The first bad one of several values at the step says the most.
            if !evidence.tags[tag].isBadAtTarget { evidence.tags[tag].at = point }
        } else {
            let count = evidence.tags[tag].after.count
            if count < Self.afterCount, count == 0 || room > 0 {
                room -= point.byteCount
                evidence.tags[tag].after.append(point)
            }
            if count + 1 >= Self.afterCount || room <= 0 { recentScalars.markFollowed(tag) }
        }
    }

    /// Adds to the last values before the target; if there is no room, older ones are dropped.
    private func append(_ points: [TagPoint], toHistoryOf tag: Int) {
        let count = evidence.tags[tag].before.count + points.count
        evidence.tags[tag].before.reserveCapacity(min(count, extent.history))
        for point in points {
            let count = evidence.tags[tag].before.count
            if count >= extent.history || (room <= 0 && count >= Self.leastHistory) {
                room += evidence.tags[tag].before.removeFirst().byteCount
            }
            room -= point.byteCount
            evidence.tags[tag].before.append(point)
        }
    }

    /// Adds a step before the target.
    func noteStep(_ step: Int64) {
        if step <= lastStepBefore, !evidence.stepsBefore.isEmpty { return }
        lastStepBefore = step
        evidence.stepsBefore.append(step)
        if evidence.stepsBefore.count > 256 { evidence.stepsBefore.removeFirst(128) }
    }

    /// Moves the scalars of a tag from the fast path into its evidence.
    private func settle(_ tag: Int) {
        let recent = recentScalars.take(tag)
        guard !recent.isEmpty else { return }
        if !evidence.tags[tag].hasPoints { touched.append(tag) }
        append(recent, toHistoryOf: tag)
    }

    /// Handles a counter that reports non-finite tensors before any number is non-finite.
    private func noteEarlierSign(_ point: TagPoint, tag: Int) {
        guard point.step < evidence.earlierSign?.step ?? .max else { return }
        evidence.earlierSign = OriginTarget(
            step: point.step,
            file: fileIndex,
            offset: recordOffset,
            segment: target.segment,
            lastFiniteStep: evidence.tags[tag].lastFinite?.step
        )
    }

    /// Training was restarted: earlier values belong to another segment than the target.
    func startSegment() {
        if hasMetTarget {
            isPastSegment = true
            return
        }
        recentScalars.removeAll()
        for index in touched {
            let tag = evidence.tags[index]
            room += (tag.before + tag.after).reduce(0) { $0 + $1.byteCount }
            evidence.tags[index].removePoints()
        }
        touched.removeAll(keepingCapacity: true)
        evidence.stepsBefore = []
        lastStepBefore = .min
        evidence.earlierSign = nil
    }

    private func tagIndex(of value: Value) -> Int? {
        if let known = table.find(kept: value.name) { return known }
        guard let isScalar = value.isWhole ? Self.isScalar(value.content) : false,
            selection.includes(tag: value.name)
        else { return nil }
        let name = EscapedText.text(value.name)
        let cost = isScalar ? Self.scalarCost : Self.tensorCost
        let byteCount = cost + Self.copiesOfName * name.utf8.count
        let hasRoom = evidence.tags.count < extent.tagCount && byteCount <= room
        let isBad = extent.badTags[ExactName(name)] != nil
        guard hasRoom || isBad,
            let index = table.insert(
                kept: value.name,
                limit: isBad ? TagHistoryTable.hardLimit : TagHistoryTable.softLimit
            )
        else { return nil }
        room -= byteCount
        let metadata = value.metadata.map(MetadataView.init)
        let dump = metadata.flatMap { DumpMeaning($0) }
        var tag = TagEvidence(
            name: name,
            meaning: dump?.meaning ?? grammar.meaning(of: name, isScalar: isScalar),
            isScalar: isScalar && dump == nil
        )
        if case .tensor = value.content { tag.isTensor = !isScalar }
        tag.isDigest = dump?.isDigest ?? false
        evidence.tags.append(tag)
        dumps.append(tag.isDigest)
        roles.append(metadata.map { PluginRole($0) } ?? .none)
        let isPlain = tag.isScalar && roles[index] == .none
        recentScalars.add(
            tag.meaning.role == .ignored
                ? .ignored : isPlain && tag.meaning.statistic != .nonFiniteCount ? .kept : .walked
        )
        return index
    }

    /// Whether a value is one number; `nil` if it has no numbers.
    private static func isScalar(_ content: ValueView.Content) -> Bool? {
        switch content {
        case .simpleValue: return true
        case .histogram: return false
        case .tensor(let message):
            var shape = TensorShape()
            let dtype = TensorView(message, shape: &shape).dtype
            guard ElementType(dtype) != nil || dtype == .invalid else { return nil }
            return shape.dimensions.isEmpty
        case .none, .image, .audio, .obsoleteHistogram: return nil
        }
    }

    var needsGraph: Bool { evidence.graph == nil }

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

    /// Reads a serialized `GraphDef`.
    func takeGraph(_ message: UnsafeRawBufferPointer) { evidence.graph = GraphOrder(message) }

    private static let afterCount = 4
    /// The number of a tag's values that are always kept; two show whether the last was an
    /// exception.
    private static let leastHistory = 2
    // The state of a tag, and the few values that are always kept: three numbers or tensors of
    // about 400 bytes.
    private static let scalarCost = 900
    private static let tensorCost = 2_400
    /// The name, the layer, their displayed forms, and the indices built from them.
    private static let copiesOfName = 6
}
