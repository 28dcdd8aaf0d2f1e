internal import Logdirs
internal import SystemPackage
internal import TFRecord
internal import TagRoles
internal import TensorBoardEvents
internal import TextOutput

/// Reads a run a second time, for what it logged around the step at which it broke.
///
/// The scan keeps a constant amount for each tag and cannot know beforehand which step matters.
final class RunReading {
    /// How much to look at, and so how much memory to take.
    struct Extent {
        /// Values before the target that are kept of each tag.
        var history: Int
        /// Tensors of earlier steps are passed over.
        var tensorsFrom: Int64
        /// Records beyond it are not brought into memory.
        var recordByteCount: Int
        /// Tags whose values are kept, those in ``badTags`` apart.
        var tagCount: Int
        /// The tags with findings and the step of the first, for what is not brought into memory.
        var badTags: [ExactName: Int64] = [:]

        /// Enough to tell the direction.
        static func near(_ target: OriginTarget, badTags: [ExactName: Int64]) -> Extent {
            Extent(
                history: 4,
                tensorsFrom: target.lastFiniteStep ?? .min,
                recordByteCount: 1 << 20,
                tagCount: 4_000,
                badTags: badTags
            )
        }

        /// Enough to tell what rose before, of the tags with findings in any case.
        static func wide(badTags: [ExactName: Int64]) -> Extent {
            var extent = wide
            extent.badTags = badTags
            return extent
        }

        /// Enough to tell what rose before.
        static let wide = Extent(
            history: 64,
            tensorsFrom: .min,
            recordByteCount: 256 << 20,
            tagCount: 20_000
        )
    }

    private let run: RunPlan.Run
    private let grammar: TagGrammar
    private let selection: ScanSelection
    private let extent: Extent
    let target: OriginTarget
    private var evidence: RunEvidence
    /// The last of the steps before the target.
    private(set) var lastStepBefore = Int64.min
    let table = TagTable()
    private var roles: [PluginRole] = []
    private var dumps: [Bool] = []
    let recentScalars: RecentScalars
    var order = 0
    private(set) var fileIndex = 0
    private var recordOffset = 0
    /// Whether the target's record has gone by.
    private var hasMetTarget = false
    private(set) var isPastSegment = false
    var resets = TrainingRestarts()
    private var payload: [UInt8] = []
    /// Whether the file's name does not say that its records are events, and none of them has yet.
    private var mayHoldExamples = false
    /// The tags with points of the segment at hand; a run may be restarted more often than it has
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
        recentScalars = RecentScalars(limit: extent.history)
    }

    /// What was logged; nothing of a run that cannot be read twice, such as standard input.
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
                // The scan has reported it; what was read so far still tells something.
                evidence.isRead = true
            }
        }
        for tag in evidence.tags.indices { settle(tag) }
        evidence.inheritDumps()
        return evidence
    }

    private func read(_ reader: inout RecordReader) throws(RecordError) {
        while !isPastSegment {
            readSoundRecords(&reader)
            if isPastSegment { return }
            switch try reader.step() {
            case .end: return
            case .damage: continue
            case .record(let frame):
                if let bytes = frame.payload {
                    read(bytes, at: frame.offset)
                } else if try isBeforeExtent(&reader) {
                    _ = try reader.finishPayload()
                } else {
                    try collect(&reader)
                    let isWhole = payload.count == frame.payloadByteCount
                    payload.withUnsafeBytes { bytes in
                        if isWhole {
                            read(bytes, at: frame.offset)
                        } else {
                            readHead(bytes, at: frame.offset)
                        }
                    }
                }
            }
        }
    }

    /// Whether a large record is of a step whose tensors are passed over.
    private func isBeforeExtent(_ reader: inout RecordReader) throws(RecordError) -> Bool {
        let head = EventView(try reader.peekPayload(Self.eventHeadByteCount))
        return head.step != 0 && head.step < extent.tensorsFrom
    }

    /// Brings a large record into memory, or so much of it that its first tag shows.
    private func collect(_ reader: inout RecordReader) throws(RecordError) {
        payload.removeAll(keepingCapacity: true)
        let isWhole = reader.remainingPayloadByteCount <= extent.recordByteCount
        let limit = isWhole ? extent.recordByteCount : Self.headByteCount
        while payload.count < limit, let chunk = try reader.nextPayloadChunk() {
            payload.append(contentsOf: chunk)
        }
        _ = try reader.finishPayload()
    }

    func read(_ message: UnsafeRawBufferPointer, at offset: Int) {
        let event = EventView(message)
        if mayHoldExamples {
            guard case .event = RecordKind(beginning: message) else { return }
            mayHoldExamples = event.fileVersion?.starts(with: RecordKind.versionPrefix) != true
        }
        recordOffset = offset
        if event.isSessionStart { resets.noteSessionStart() }
        if event.what == FieldNumber.Event.graphDef, evidence.graph == nil {
            evidence.graph = Self.graph(in: message)
        }
        if fileIndex == target.file, offset == target.offset {
            hasMetTarget = true
        }
        var values = event.values
        while let value = values.next(), !isPastSegment {
            read(value: ValueView(value), of: event)
        }
    }

    /// A record too large for memory: what the scan found of its first tag stands for the numbers.
    private func readHead(_ bytes: UnsafeRawBufferPointer, at offset: Int) {
        if mayHoldExamples, case .example = RecordKind(beginning: bytes) { return }
        guard let head = RecordHead(bytes) else { return }
        recordOffset = offset
        if fileIndex == target.file, offset == target.offset {
            hasMetTarget = true
        }
        let name = EscapedText.text(head.tag)
        let known = table.find(head.tag)
        guard let tag = known ?? table.insert(head.tag, limit: TagTable.softLimit) else { return }
        if known == nil {
            let dump = head.metadata.flatMap { DumpMeaning(MetadataView($0)) }
            var tag = TagEvidence(
                name: name,
                meaning: dump?.meaning ?? grammar.meaning(of: name, isScalar: false),
                isScalar: false
            )
            tag.isTensor = true
            evidence.tags.append(tag)
            dumps.append(false)
            roles.append(.none)
            recentScalars.add(.walked)
        }
        order += 1
        if resets.add(tag: tag, step: head.step, wallTime: head.wallTime) { startSegment() }
        guard !isPastSegment else { return }
        var facts = TensorFacts()
        facts.countsAreExact = false
        if let bad = extent.badTags[ExactName(name)], head.step >= bad { facts.nan = 1 }
        keep(
            TagPoint(step: head.step, wallTime: head.wallTime, order: order, facts: facts),
            tag: tag
        )
    }

    private func read(value: ValueView, of event: EventView) {
        guard let tag = tagIndex(of: value) else { return }
        order += 1
        if resets.add(tag: tag, step: event.step, wallTime: event.wallTime) { startSegment() }
        guard !isPastSegment else { return }
        if evidence.tags[tag].meaning.role == .ignored { return }
        guard let facts = facts(of: value, tag: tag, step: event.step) else { return }
        let point = TagPoint(step: event.step, wallTime: event.wallTime, order: order, facts: facts)
        keep(point, tag: tag)
    }

    private func facts(of value: ValueView, tag: Int, step: Int64) -> TensorFacts? {
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
            if evidence.tags[tag].before.count >= extent.history {
                evidence.tags[tag].before.removeFirst()
            }
            evidence.tags[tag].before.append(point)
            noteStep(point.step)
        } else if point.step == target.step {
            // Of several values at the step the first that is bad says most.
            if !evidence.tags[tag].isBadAtTarget { evidence.tags[tag].at = point }
        } else if evidence.tags[tag].after.count < Self.afterCount {
            evidence.tags[tag].after.append(point)
            if evidence.tags[tag].after.count == Self.afterCount { recentScalars.markFollowed(tag) }
        }
    }

    /// Takes a step before the target.
    func noteStep(_ step: Int64) {
        if step <= lastStepBefore, !evidence.stepsBefore.isEmpty { return }
        lastStepBefore = step
        evidence.stepsBefore.append(step)
        if evidence.stepsBefore.count > 256 { evidence.stepsBefore.removeFirst(128) }
    }

    /// Brings the scalars of a tag that were taken in passing into its evidence.
    private func settle(_ tag: Int) {
        let recent = recentScalars.take(tag)
        guard !recent.isEmpty else { return }
        if !evidence.tags[tag].hasPoints { touched.append(tag) }
        evidence.tags[tag].before = (evidence.tags[tag].before + recent).suffix(extent.history)
    }

    /// A counter that says that tensors were not finite, before any number was not.
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

    /// Training was restarted: what came before belongs to another segment than the target.
    func startSegment() {
        if hasMetTarget {
            isPastSegment = true
            return
        }
        recentScalars.removeAll()
        for index in touched { evidence.tags[index].removePoints() }
        touched.removeAll(keepingCapacity: true)
        evidence.stepsBefore = []
        lastStepBefore = .min
        evidence.earlierSign = nil
    }

    private func tagIndex(of value: ValueView) -> Int? {
        if let known = table.find(value.tag) { return known }
        let isScalar = Self.isScalar(value)
        let name = EscapedText.text(value.tag)
        guard let isScalar, selection.includes(tag: value.tag),
            evidence.tags.count < extent.tagCount || extent.badTags[ExactName(name)] != nil,
            let index = table.insert(
                value.tag,
                limit: extent.badTags[ExactName(name)] == nil
                    ? TagTable.softLimit : TagTable.hardLimit
            )
        else { return nil }
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

    /// Whether a value is one number; nil when it holds no numbers at all.
    private static func isScalar(_ value: ValueView) -> Bool? {
        switch value.content {
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

    private static func graph(in message: UnsafeRawBufferPointer) -> GraphOrder? {
        var reader = WireReader(message)
        while reader.advance() {
            if reader.fieldNumber == FieldNumber.Event.graphDef, reader.wireType == .delimited {
                return GraphOrder(reader.bytes)
            }
        }
        return nil
    }

    /// Enough for an event's wall time and step, which writers put first.
    private static let eventHeadByteCount = 20
    private static let headByteCount = 64 << 10
    private static let afterCount = 4
}
