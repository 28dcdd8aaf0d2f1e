internal import TFRecord
internal import TensorBoardEvents

/// Looks through the events of a file, one after the other, and keeps their history.
final class EventScan {
    let history = RunHistory()
    let selection: ScanSelection
    /// Whether the event at hand could not be read to its end.
    var isMalformed = false
    /// Old-style histograms, whose format is not known.
    private(set) var unreadValueCount = 0

    /// The last event with a good wall time before the first without.
    private var lastTimed: ValuePoint?
    /// Whether an event had no good wall time; the events around it count then.
    private(set) var hasBadWallTime = false

    // Scratch memory, used anew for each value.
    let tensor = TensorTally()
    let streamScratch = StreamScratch()
    /// The last metadata that were seen to hold no hyperparameters.
    private var plainMetadata: UnsafeRawBufferPointer
    private let metadataMemory = UnsafeMutableRawBufferPointer.allocate(
        byteCount: EventScan.rememberedMetadataByteCount,
        alignment: 8
    )
    var observations: [Observation] = []

    init(selection: ScanSelection) {
        self.selection = selection
        plainMetadata = UnsafeRawBufferPointer(rebasing: metadataMemory[..<0])
    }

    deinit {
        metadataMemory.deallocate()
    }

    private static let valueKey: UInt8 = 0x0a
    private static let rememberedMetadataByteCount = 1_024

    /// The facts about a record that its values share.
    struct Record {
        var offset: Int
        var checksumIsValid: Bool
    }

    /// Looks through one serialized event.
    func scan(_ message: UnsafeRawBufferPointer, of record: Record) {
        if let event = SummaryEventView.recognize(message) {
            isMalformed = false
            let point = ValuePoint(step: event.step, wallTime: event.wallTime, of: record)
            scan(summary: event.summary, at: point)
            return
        }
        let event = EventView(message)
        isMalformed = event.isMalformed
        if event.isSessionStart { history.noteSessionStart() }
        var point = ValuePoint(step: event.step, wallTime: event.wallTime, of: record)
        guard begin(at: point) else { return }
        scan(event.values, at: &point)
    }

    /// Looks through a summary, which is all that an event holds.
    private func scan(summary: UnsafeRawBufferPointer, at start: ValuePoint) {
        guard begin(at: start) else { return }
        var point = start
        var rest = RecognizedBytes(summary)
        while !rest.isEmpty {
            let unrecognized = rest.bytes
            guard rest.skip(Self.valueKey), let value = rest.delimited() else {
                scan(ValueCursor(summary: unrecognized), at: &point)
                return
            }
            if !noteScalar(value, at: point) { scan(value: value, at: point) }
            point.valueIndex += 1
        }
    }

    /// Takes the commonest value by far: one finite number, of a tag that is known.
    ///
    /// - Returns: Whether it was one; otherwise nothing is taken.
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

    /// Whether neither the tag nor the metadata of its next value say more of a number than it does.
    @inline(__always)
    private func isPlain(_ tag: Int, _ metadata: UnsafeRawBufferPointer) -> Bool {
        guard history.tags[tag].isSelected, history.tags[tag].pluginRole == .none else {
            return false
        }
        guard metadata.count > 0 else { return true }
        return history.tags[tag].plugin >= 0 && holdsNoHParams(metadata)
    }

    /// Whether metadata hold no numbers of their own; mostly they are those of the value before.
    private func holdsNoHParams(_ metadata: UnsafeRawBufferPointer) -> Bool {
        if plainMetadata.holdsSameBytes(as: metadata) { return true }
        guard PluginRole(MetadataView(metadata)) != .hparams else { return false }
        if metadata.count <= metadataMemory.count {
            metadataMemory.copyMemory(from: metadata)
            plainMetadata = UnsafeRawBufferPointer(rebasing: metadataMemory[..<metadata.count])
        }
        return true
    }

    /// Takes the step and the time of an event.
    ///
    /// - Returns: Whether its values are to be looked at.
    @inline(__always)
    private func begin(at point: ValuePoint) -> Bool {
        guard selection.steps.contains(point.step) else { return false }
        if !point.wallTime.isFinite {
            noteWallTime(at: point)
        } else if hasBadWallTime {
            noteFiniteWallTime(at: point)
        } else {
            lastTimed = point
        }
        return true
    }

    private func scan(_ values: consuming ValueCursor, at point: inout ValuePoint) {
        while let value = values.next() {
            scan(value: value, at: point)
            point.valueIndex += 1
        }
        if values.isMalformed { isMalformed = true }
    }

    /// A wall time that is no time; TensorBoard's data server gives up the file there.
    func noteWallTime(at point: ValuePoint) {
        guard selection.includes(tag: UnsafeRawBufferPointer(start: nil, count: 0)) else { return }
        if let good = lastTimed { noteFiniteWallTime(at: good) }
        lastTimed = nil
        hasBadWallTime = true
        guard let kind = NonFiniteKind(of: point.wallTime),
            let tag = tagIndex(UnsafeRawBufferPointer(start: nil, count: 0), isFinite: false),
            history.tags[tag].isSelected
        else { return }
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
    }

    /// Remembers a good wall time; done only from just before the first that is none.
    private func noteFiniteWallTime(at point: ValuePoint) {
        let name = UnsafeRawBufferPointer(start: nil, count: 0)
        guard let tag = tagIndex(name, isFinite: true) else { return }
        history.addFinite(tag: tag, at: point, elementCount: 0)
    }

    /// Looks at one serialized `Summary.Value`.
    func scan(value message: UnsafeRawBufferPointer, at point: ValuePoint) {
        let value = ValueView(message)
        history.countValue()
        if value.isMalformed { isMalformed = true }
        LongName.withKept(value.tag) { scan(value, tag: $0, at: point) }
    }

    private func scan(_ value: ValueView, tag name: UnsafeRawBufferPointer, at point: ValuePoint) {
        let known = history.tags.find(kept: name)
        if let known, !history.tags[known].isSelected { return }
        if known == nil, !selection.includes(tag: name) {
            if let tag = tagIndex(name, isFinite: true) {
                history.tags[tag].isSelected = false
            }
            return
        }
        if case .simpleValue(let bits) = value.content, value.contentCount == 1,
            Float(bitPattern: bits).isFinite, !mayHoldHParams(value, known: known)
        {
            // The commonest value by far.
            note(
                tag: name,
                metadata: value.metadata,
                known: known,
                elementCount: 1,
                at: point
            )
            return
        }
        observations.removeAll(keepingCapacity: true)
        var elementCount = 0
        let role = role(of: value, known: known)
        if value.contentCount <= 1 {
            elementCount = scan(value.content, role: role, nodeName: value.nodeName)
        } else {
            for content in value.allContents {
                elementCount.addClamped(scan(content, role: role, nodeName: value.nodeName))
            }
        }
        if role == .hparams, let metadata = value.metadata {
            elementCount.addClamped(scanHParams(MetadataView(metadata).pluginContent))
        }
        note(
            tag: name,
            metadata: value.metadata,
            known: known,
            elementCount: elementCount,
            at: point
        )
    }

    /// Whether the metadata may hold numbers of its own.
    @inline(__always)
    private func mayHoldHParams(_ value: ValueView, known: Int?) -> Bool {
        guard let metadata = value.metadata else { return false }
        return role(metadata: metadata, known: known) == .hparams
    }

    /// Remembers what was found in a value, or that it was finite.
    func note(
        tag name: UnsafeRawBufferPointer,
        metadata: UnsafeRawBufferPointer?,
        known: Int?,
        elementCount: Int,
        at point: ValuePoint
    ) {
        let isFinite = observations.isEmpty
        guard let tag = known ?? tagIndex(name, isFinite: isFinite) else {
            history.addUntracked(observations, elementCount: elementCount)
            observations.removeAll(keepingCapacity: true)
            return
        }
        if history.tags[tag].plugin < 0, let metadata { setPlugin(of: tag, from: metadata) }
        if !isFinite {
            history.add(observations, tag: tag, at: point, elementCount: elementCount)
            observations.removeAll(keepingCapacity: true)
        } else if elementCount > 0 {
            history.addFinite(tag: tag, at: point, elementCount: elementCount)
        }
    }

    /// The tag's place in the table; findings get one even when the table is nearly full.
    func tagIndex(_ name: UnsafeRawBufferPointer, isFinite: Bool) -> Int? {
        history.tags.find(kept: name)
            ?? history.tags.insert(
                kept: name,
                limit: isFinite ? TagTable.softLimit : TagTable.hardLimit
            )
    }

    /// Takes what is not part of the history from the scan of what follows.
    func append(_ next: EventScan) {
        unreadValueCount += next.unreadValueCount
        lastTimed = next.lastTimed ?? lastTimed
    }

    /// Begins in the middle of a file, of which this is known.
    func begin(with seed: PartSeed) {
        hasBadWallTime = seed.hasBadWallTime
        for known in seed.tags {
            let tag = known.name.withUnsafeBytes { tagIndex($0, isFinite: true) }
            guard let tag else { return }
            history.tags[tag].setPlugin(history.pluginIndex(known.plugin), role: known.role)
        }
    }

    /// Counts a value that cannot be looked into.
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
        // Hyperparameters stand in the metadata itself, whatever the tag was said to be before.
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

extension PluginRole {
    init(_ metadata: MetadataView) {
        let pluginName = metadata.pluginName
        self =
            if pluginName.elementsEqual("histograms".utf8) {
                .histograms
            } else if pluginName.elementsEqual("hparams".utf8) {
                .hparams
            } else if DumpMeaning(metadata)?.isDigest == true {
                .digest
            } else {
                .none
            }
    }
}
