internal import Logdirs
internal import NonFiniteNumbers
internal import TFRecord
internal import TensorBoardEvents
internal import TextOutput

/// A scan of a file's events, in order, that keeps their history.
final class EventScan {
    let history = RunHistory()
    let selection: ScanSelection
    /// What is known of the features of examples, if their ranges are checked.
    let ranges: FeatureRanges?
    /// The number of old-style histograms, whose format is not known.
    private(set) var unreadValueCount = 0

    /// The last event with a finite wall time before the first without one.
    @exclusivity(unchecked) private var lastTimed: ValuePoint?
    /// Whether an event had a non-finite wall time; then the events around it count.
    @exclusivity(unchecked) var hasBadWallTime = false

    // Scratch memory, reused for each value.
    let tensor = TensorTally()
    let streamScratch = StreamScratch()
    /// The last metadata that was found to hold no hyperparameters.
    @exclusivity(unchecked) private var plainMetadata: UnsafeRawBufferPointer
    private let metadataMemory = UnsafeMutableRawBufferPointer.allocate(
        byteCount: EventScan.rememberedMetadataByteCount,
        alignment: 8
    )
    @exclusivity(unchecked) var observations: [Observation] = []

    init(selection: ScanSelection, checksRange: Bool = false) {
        self.selection = selection
        ranges = checksRange ? FeatureRanges(selection: selection) : nil
        plainMetadata = UnsafeRawBufferPointer(rebasing: metadataMemory[..<0])
    }

    deinit {
        metadataMemory.deallocate()
    }

    private static let rememberedMetadataByteCount = 1_024

    /// The facts about a record that its values share.
    struct Record {
        var offset: Int
        var checksumIsValid: Bool
    }

    /// Scans one serialized event.
    @inline(__always)
    func scan(_ message: UnsafeRawBufferPointer, of record: Record) -> RecordOutcome {
        var cursor = EventCursor(message)
        if cursor.isSessionStart { history.noteSessionStart() }
        var point = ValuePoint(step: cursor.step, wallTime: cursor.wallTime, of: record)
        guard selection.steps.contains(point.step) else {
            return cursor.isMalformed ? .malformed : []
        }
        var outcome = noteTime(at: point)
        while let value = cursor.next() {
            if !noteScalar(value, at: point) { outcome.formUnion(scan(value: value, at: point)) }
            point.valueIndex += 1
        }
        if cursor.isMalformed { outcome.insert(.malformed) }
        return outcome
    }

    /// Records the commonest value by far: one finite number of a known tag.
    ///
    /// - Returns: Whether it was one; otherwise nothing is recorded.
    @inline(__always)
    private func noteScalar(_ message: UnsafeRawBufferPointer, at point: ValuePoint) -> Bool {
        guard let scalar = ScalarValueView.recognize(message),
            Float(bitPattern: scalar.bits).isFinite,
            let tag = history.tags.find(scalar.tag), isPlain(tag, scalar.metadata)
        else { return false }
        history.countValue()
        history.addFinite(tag: tag, at: point, elementCount: 1)
        return true
    }

    /// Whether neither the tag nor its next value's metadata gives a number another meaning.
    @inline(__always)
    private func isPlain(_ tag: Int, _ metadata: UnsafeRawBufferPointer) -> Bool {
        // A comparison would be a call into another module.
        guard history.tags[tag].isSelected, case .none = history.tags[tag].pluginRole else {
            return false
        }
        guard metadata.count > 0 else { return true }
        return history.tags[tag].plugin >= 0 && holdsNoHParams(metadata)
    }

    /// Whether metadata holds no numbers of its own; mostly it equals the previous value's.
    private func holdsNoHParams(_ metadata: UnsafeRawBufferPointer) -> Bool {
        if plainMetadata.holdsSameBytes(as: metadata) { return true }
        guard PluginRole(MetadataView(metadata)) != .hparams else { return false }
        if metadata.count <= metadataMemory.count {
            metadataMemory.copyMemory(from: metadata)
            plainMetadata = UnsafeRawBufferPointer(rebasing: metadataMemory[..<metadata.count])
        }
        return true
    }

    /// Records an event's wall time.
    @inline(__always)
    func noteTime(at point: ValuePoint) -> RecordOutcome {
        guard point.wallTime.isFinite else { return noteWallTime(at: point) }
        if hasBadWallTime {
            noteFiniteWallTime(at: point)
        } else {
            lastTimed = point
        }
        return []
    }

    /// Records a non-finite wall time; TensorBoard's data server stops reading the file there.
    func noteWallTime(at point: ValuePoint) -> RecordOutcome {
        guard selection.includes(tag: UnsafeRawBufferPointer(start: nil, count: 0)) else {
            return []
        }
        if let good = lastTimed { noteFiniteWallTime(at: good) }
        lastTimed = nil
        hasBadWallTime = true
        guard let kind = NonFiniteKind(of: point.wallTime),
            let tag = tagIndex(UnsafeRawBufferPointer(start: nil, count: 0), isFinite: false),
            history.tags[tag].isSelected
        else { return [] }
        observations.removeAll(keepingCapacity: true)
        observations.append(
            Observation(
                kind: kind,
                place: .wallTime,
                count: 1,
                flatIndex: 0,
                bits: point.wallTime.bitPattern,
                dtype: .double,
                shape: TensorShape()
            )
        )
        history.add(observations, tag: tag, at: point, elementCount: 1)
        observations.removeAll(keepingCapacity: true)
        return .nonFinite
    }

    /// Records a finite wall time; called only starting just before the first non-finite one.
    private func noteFiniteWallTime(at point: ValuePoint) {
        let name = UnsafeRawBufferPointer(start: nil, count: 0)
        guard let tag = tagIndex(name, isFinite: true) else { return }
        history.addFinite(tag: tag, at: point, elementCount: 0)
    }

    /// Scans one serialized `Summary.Value`.
    func scan(value message: UnsafeRawBufferPointer, at point: ValuePoint) -> RecordOutcome {
        let value = ValueView(message)
        history.countValue()
        let outcome: RecordOutcome = value.isMalformed ? .malformed : []
        return LongName.withKept(value.tag) { outcome.union(scan(value, tag: $0, at: point)) }
    }

    private func scan(
        _ value: ValueView,
        tag name: UnsafeRawBufferPointer,
        at point: ValuePoint
    ) -> RecordOutcome {
        let known = history.tags.find(kept: name)
        if let known, !history.tags[known].isSelected { return [] }
        if known == nil, !selection.includes(tag: name) {
            if let tag = tagIndex(name, isFinite: true) {
                history.tags[tag].isSelected = false
            }
            return []
        }
        if case .simpleValue(let bits) = value.content, value.contentCount == 1,
            Float(bitPattern: bits).isFinite, !mayHoldHParams(value, known: known)
        {
            // The commonest value by far.
            return note(
                tag: name,
                metadata: value.metadata,
                known: known,
                elementCount: 1,
                at: point
            )
        }
        observations.removeAll(keepingCapacity: true)
        var content = ContentOutcome()
        let role = role(of: value, known: known)
        if value.contentCount <= 1 {
            content = scan(value.content, role: role, nodeName: value.nodeName)
        } else {
            for one in value.allContents {
                content.add(scan(one, role: role, nodeName: value.nodeName))
            }
        }
        if role == .hparams, let metadata = value.metadata {
            content.add(scanHParams(MetadataView(metadata).pluginContent))
        }
        let outcome = note(
            tag: name,
            metadata: value.metadata,
            known: known,
            elementCount: content.elementCount,
            at: point
        )
        return content.isMalformed ? outcome.union(.malformed) : outcome
    }

    /// Whether the metadata may hold numbers of its own.
    @inline(__always)
    private func mayHoldHParams(_ value: ValueView, known: Int?) -> Bool {
        guard let metadata = value.metadata else { return false }
        return role(metadata: metadata, known: known) == .hparams
    }

    /// Records what was found in a value, or that it was finite.
    func note(
        tag name: UnsafeRawBufferPointer,
        metadata: UnsafeRawBufferPointer?,
        known: Int?,
        elementCount: Int,
        at point: ValuePoint
    ) -> RecordOutcome {
        let isFinite = observations.isEmpty
        guard let tag = known ?? tagIndex(name, isFinite: isFinite) else {
            history.addUntracked(observations, elementCount: elementCount)
            observations.removeAll(keepingCapacity: true)
            return isFinite ? [] : .nonFinite
        }
        if history.tags[tag].plugin < 0, let metadata { setPlugin(of: tag, from: metadata) }
        if !isFinite {
            history.add(observations, tag: tag, at: point, elementCount: elementCount)
            observations.removeAll(keepingCapacity: true)
        } else if elementCount > 0 {
            history.addFinite(tag: tag, at: point, elementCount: elementCount)
        }
        return isFinite ? [] : .nonFinite
    }

    /// The tag's place in the table; tags with findings get one even if the table is nearly full.
    func tagIndex(_ name: UnsafeRawBufferPointer, isFinite: Bool) -> Int? {
        history.tags.find(kept: name)
            ?? history.tags.insert(
                kept: name,
                limit: isFinite ? TagTableLimits.soft : TagTableLimits.hard
            )
    }

    /// Adds what is not part of the history, from the scan of the following part.
    func append(_ next: EventScan) {
        unreadValueCount += next.unreadValueCount
        lastTimed = next.lastTimed ?? lastTimed
    }

    /// Counts a value that cannot be scanned.
    func countUnread() { unreadValueCount += 1 }

    /// Only the first metadata of a tag counts, as in TensorBoard.
    private func setPlugin(of tag: Int, from message: UnsafeRawBufferPointer) {
        let metadata = MetadataView(message)
        guard metadata.pluginName.count > 0 else { return }
        let plugin = history.pluginIndex(EscapedText.text(metadata.pluginName))
        history.tags[tag].setPlugin(plugin, role: PluginRole(metadata))
    }

    func role(of value: ValueView, known: Int?) -> PluginRole {
        role(metadata: value.metadata, known: known)
    }

    func role(metadata: UnsafeRawBufferPointer?, known: Int?) -> PluginRole {
        let own = metadata.map { PluginRole(MetadataView($0)) }
        guard let known, history.tags[known].plugin >= 0 else { return own ?? .none }
        let role = history.tags[known].pluginRole
        // Hyperparameters are in the metadata itself, whatever the tag's earlier metadata said.
        return own == .hparams || role == .hparams ? own ?? .none : role
    }
}

extension ValuePoint {
    /// The first value of a record's event.
    init(step: Int64, wallTime: Double, of record: EventScan.Record) {
        self.init(
            step: step,
            wallTime: wallTime,
            offset: record.offset,
            valueIndex: 0,
            checksumIsValid: record.checksumIsValid
        )
    }
}
