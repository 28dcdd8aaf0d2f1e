internal import Logdirs
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
    /// How much to read, and so how much memory to use.
    struct Extent {
        /// Values before a target that are kept of each tag.
        var history: Int
        /// Tensors of earlier steps are skipped.
        var tensorsFrom: Int64
        /// Larger tensors are not brought into memory.
        var tensorByteCount: Int
        /// Tags whose values are kept, apart from those in ``badTags``.
        var tagCount: Int
        /// The most memory for tags and values together.
        ///
        /// A few values of each tag are always kept.
        var byteCount: Int
        /// The tags with findings and the step of the first.
        ///
        /// They are kept in any case, and of values that are not brought into memory this is all
        /// that is known.
        var badTags: [ExactName: Int64]
        /// Those that broke first, which are part of the timeline in any case.
        var earlyTags: Set<ExactName> = []

        /// Enough for the direction.
        static func near(
            _ targets: [OriginTarget],
            badTags: [ExactName: Int64],
            earlyTags: Set<ExactName> = []
        ) -> Extent {
            Extent(
                history: 4,
                tensorsFrom: targets.map { $0.lastFiniteStep ?? .min }.min() ?? .min,
                tensorByteCount: 1 << 20,
                tagCount: 4_000,
                byteCount: 10 << 20,
                badTags: badTags,
                earlyTags: earlyTags
            )
        }

        /// Enough for the causes.
        static func wide(
            badTags: [ExactName: Int64],
            earlyTags: Set<ExactName> = []
        ) -> Extent {
            Extent(
                history: 64,
                tensorsFrom: .min,
                tensorByteCount: 256 << 20,
                tagCount: 20_000,
                byteCount: 14 << 20,
                badTags: badTags,
                earlyTags: earlyTags
            )
        }
    }

    private let run: RunPlan.Run
    let grammar: TagGrammar
    let selection: ScanSelection
    private let allowances: [Allowance]
    var extent: Extent
    /// The rest of the extent's bytes.
    private var room: Int
    /// The targets, and steps at which a counter showed non-finite values before.
    private(set) var windows: [EvidenceWindow]
    /// The lowest step of a target: what is below is kept once for all windows.
    private(set) var lowestStep: Int64
    /// Whether some window's target is still to come.
    private(set) var hasTargetAhead = true
    let table = TagHistoryTable()
    var tags: [TagEvidence] = []
    /// What the values of each tag were like.
    private(set) var valueFacts: [ValueFacts] = []
    private var roles: [PluginRole] = []
    private var dumps: [Bool] = []
    private var allowed: [Set<NonFiniteKind>] = []
    let recentScalars: RecentScalars
    var recorder: TimelineRecorder
    private(set) var lastSteps: [Int64] = []
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
            signs: signs
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
        let facts: TensorFacts
        if case .simpleValue(let bits) = value.content, roles[tag] == .none {
            let number = Float(bitPattern: bits)
            if tags[tag].meaning.statistic == .nonFiniteCount, number != number.rounded() {
                // A count is a whole number: "inf" is short for something else, as for inference.
                tags[tag].meaning.statistic = .values
            }
            facts = TensorFacts(number: Double(number), .float)
            let point = TagPoint(
                step: step,
                wallTime: wallTime,
                order: order,
                file: fileIndex,
                place: recordOffset,
                number: number,
                isTensor: false
            )
            record(point, facts, tag: tag)
            keep(point, tag: tag)
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
        case .known(let known):
            facts = known
            let point = TagPoint(
                step: step,
                wallTime: wallTime,
                order: order,
                file: fileIndex,
                place: recordOffset,
                facts: facts
            )
            record(point, facts, tag: tag)
            keep(point, tag: tag)
        }
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
    private var signs = LoggingSigns()

    private func tagIndex(of value: Value) -> Int? {
        if let known = table.find(kept: value.name) { return known }
        guard let isScalar = value.isWhole ? Self.isScalar(value.content) : false,
            selection.includes(tag: value.name)
        else {
            noteText(value)
            return nil
        }
        let name = EscapedText.text(value.name)
        let cost =
            (isScalar ? Self.scalarCost : Self.tensorCost)
            + (windows.count - 1) * Self.windowCost
        let byteCount = cost + Self.copiesOfName * name.utf8.count
        let hasRoom = tags.count < extent.tagCount && byteCount <= room
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
        tag.isRecorded = dump != nil
        tags.append(tag)
        valueFacts.append(ValueFacts())
        for window in windows { window.addTag() }
        lastSteps.append(.min)
        dumps.append(tag.isDigest)
        roles.append(metadata.map { PluginRole($0) } ?? .none)
        let covering = allowances.filter { $0.tag.matches(name) }
        allowed.append(covering.reduce(into: []) { $0.formUnion($1.kinds) })
        let brokeEarly = extent.earlyTags.contains(ExactName(name))
        recorder.addTag(isWanted: brokeEarly || tag.meaning.role == .loss)
        let isPlain = tag.isScalar && roles[index] == .none
        recentScalars.add(
            tag.meaning.role == .ignored
                ? .ignored : isPlain && tag.meaning.statistic != .nonFiniteCount ? .kept : .walked
        )
        return index
    }

    /// Notes what a value without numbers says of the program that logged it.
    private func noteText(_ value: Value) {
        guard !signs.holdsTrainerArguments else { return }
        signs.holdsTrainerArguments = value.name.elementsEqual(Self.trainerArguments)
    }

    private static let trainerArguments = Array("args/text_summary".utf8)

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

    /// Gives the other tags of a dump what its metadata says: its histogram and its scalars.
    func inheritDumps() {
        var dumps: [String: TagMeaning] = [:]
        for tag in tags {
            if let name = tag.meaning.dumpName { dumps[name] = tag.meaning }
        }
        guard !dumps.isEmpty else { return }
        for index in tags.indices where tags[index].meaning.dumpName == nil {
            let name = tags[index].name
            for (suffix, statistic) in Self.siblings where name.hasSuffix(suffix) {
                guard var meaning = dumps[String(name.dropLast(suffix.count))] else { continue }
                meaning.statistic = statistic
                tags[index].meaning = meaning
                tags[index].isRecorded = true
                break
            }
        }
    }

    private static let siblings: [(String, TagStatistic)] = [
        (DumpTagSuffix.nonFinite, .nonFiniteCount), (DumpTagSuffix.maxMagnitude, .maximum),
        ("", .values),
    ]

    /// Values of a tag that are kept in any case; two show whether the last was an exception.
    private static let leastHistory = 2
    // The state of a tag, and the few values that are always kept: three numbers or tensors of
    // about 400 bytes.
    private static let scalarCost = 900
    private static let tensorCost = 2_400
    /// The values that another window keeps in any case.
    private static let windowCost = 250
    /// The name, the layer, their shown forms, and the indices made of them.
    private static let copiesOfName = 6
    private static let signLimit = 3
}
