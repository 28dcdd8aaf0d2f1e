internal import Logdirs
internal import NonFiniteNumbers
internal import TFRecord
internal import TensorBoardEvents
internal import TextOutput

/// A reading of a file, or of a part of it, which hands each selected value to a visitor.
final class RecordWalk<Visitor: SeriesVisitor> {
    let tags = TagTable<SeriesTag>()
    @exclusivity(unchecked) var visitor: Visitor
    let selection: ScanSelection
    private let file: Int32
    private let hasAllSteps: Bool
    /// What is known of tags whose first values are in an earlier part.
    private let seed: TagSeed?
    /// Tags for which the table has no room.
    private(set) var refusedValueCount = 0
    private(set) var damage = DamageList()
    @exclusivity(unchecked) private(set) var recordCount = 0
    private(set) var graphCount = 0
    private(set) var sessionStartCount = 0
    private let streamed = StreamedValue()
    /// Where the reading began; `nil` if no record was found.
    private(set) var start: Int?
    /// Where it ended, and whether the next part may go on from there.
    private(set) var end = 0
    private(set) var canHandOver = false
    /// Whether there is nothing more to read in the file.
    private(set) var isEnded = false

    init(_ visitor: Visitor, file: Int, selection: ScanSelection, seed: TagSeed? = nil) {
        self.visitor = visitor
        self.file = Int32(truncatingIfNeeded: file)
        self.selection = selection
        self.seed = seed
        hasAllSteps = selection.steps == .min ... .max
    }

    /// Reads up to the first record that starts at or after `limit`.
    func read(
        _ reader: inout RecordReader,
        until limit: Int = .max,
        progress: (any ScanProgress)? = nil
    ) {
        var reported = reader.position
        defer {
            end = reader.position
            canHandOver = reader.canHandOver
            visitor.endPart()
            progress?.advance(by: reader.position - reported)
        }
        do throws(RecordError) {
            while reader.position < limit || !reader.canHandOver {
                readIntactRecords(&reader, until: limit)
                guard reader.position < limit || !reader.canHandOver else { break }
                switch try reader.step() {
                case .end:
                    isEnded = true
                    return
                case .damage(let found): damage.add(found)
                case .record(let frame): try take(frame, &reader)
                }
                if let progress, reader.position - reported >= 1 << 20 {
                    progress.advance(by: reader.position - reported)
                    reported = reader.position
                }
            }
        } catch {
            fail(error)
        }
    }

    /// Says where the reading begins.
    func begin(at offset: Int) { start = offset }

    /// Ends the reading of the file.
    func endHere() { isEnded = true }

    /// Ends the reading of the file, because its rest cannot be read.
    func fail(_ error: RecordError) {
        damage.failure = error
        isEnded = true
    }

    /// Adds what is not the visitor's.
    func addCounts(of next: RecordWalk) {
        recordCount += next.recordCount
        graphCount += next.graphCount
        sessionStartCount += next.sessionStartCount
        refusedValueCount += next.refusedValueCount
        damage.append(next.damage)
        end = next.end
        canHandOver = next.canHandOver
        isEnded = next.isEnded
    }

    @inline(__always)
    private func readIntactRecords(_ reader: inout RecordReader, until limit: Int) {
        while let record = reader.nextIntactRecord() {
            take(record.payload, at: record.offset)
            if record.end >= limit { return }
        }
    }

    private func take(_ frame: RecordFrame, _ reader: inout RecordReader) throws(RecordError) {
        guard let payload = frame.payload else {
            try takeStreamed(frame, &reader)
            return
        }
        if let found = reader.damage(of: frame, checksum: frame.checksum) {
            // Its numbers may be anybody's.
            damage.add(found)
            return
        }
        take(payload, at: frame.offset)
    }

    @inline(__always)
    private func take(_ message: UnsafeRawBufferPointer, at offset: Int) {
        recordCount += 1
        var cursor = EventCursor(message)
        var place = ValuePlace(
            file: file,
            index: 0,
            offset: offset,
            step: cursor.step,
            wallTime: cursor.wallTime,
            byteCount: 0
        )
        var isEmpty = true
        while let value = cursor.next() {
            isEmpty = false
            place.byteCount = value.count
            if hasAllSteps || selection.steps.contains(place.step) {
                if !takeScalar(value, at: place) { take(ValueView(value), at: place) }
            }
            place.index += 1
        }
        if cursor.isMalformed { damage.addMalformed(offset, message.count) }
        if cursor.isSessionStart {
            sessionStartCount += 1
            visitor.noteStart(at: place)
        }
        if isEmpty { noteGraph(message) }
    }

    private func noteGraph(_ message: UnsafeRawBufferPointer) {
        if EventView(message).what == FieldNumber.Event.graphDef { graphCount += 1 }
    }

    /// Takes the commonest value by far: one float of a known tag of scalars.
    @inline(__always)
    private func takeScalar(_ message: UnsafeRawBufferPointer, at place: ValuePlace) -> Bool {
        guard let scalar = ScalarValueView.recognize(message), let tag = tags.find(scalar.tag),
            tags[tag].isScalar, tags[tag].isSelected
        else { return false }
        visitor.take(Double(Float(bitPattern: scalar.bits)), at: place, tag: tag)
        return true
    }

    /// Takes any value.
    private func take(_ value: ValueView, at place: ValuePlace) {
        if value.isMalformed { damage.addMalformed(place.offset, place.byteCount) }
        let tag = LongName.withKept(value.tag) {
            index(of: $0, metadata: value.metadata, content: value.content)
        }
        guard let tag else { return }
        take(value.content, at: place, tag: tag)
    }

    private func take(_ content: ValueView.Content?, at place: ValuePlace, tag: Int) {
        guard tags[tag].isSelected else { return }
        if tags[tag].isScalar, let number = content.flatMap({ Self.number($0) }) {
            visitor.take(number, at: place, tag: tag)
        } else {
            visitor.take(content, role: tags[tag].role, at: place, tag: tag)
        }
    }

    private static func number(_ content: ValueView.Content) -> Double? {
        switch content {
        case .simpleValue(let bits): Double(Float(bitPattern: bits))
        case .tensor(let message): ScalarTensor.read(message)?.number
        default: nil
        }
    }

    /// The index of a tag, which is new with its first value; `nil` where there is no room for it.
    private func index(
        of name: UnsafeRawBufferPointer,
        metadata: UnsafeRawBufferPointer?,
        content: ValueView.Content?
    ) -> Int? {
        if let known = tags.find(kept: name) { return known }
        guard let index = tags.insert(kept: name, limit: TagTableLimits.hard) else {
            refusedValueCount += 1
            return nil
        }
        let view = metadata.map(MetadataView.init)
        // Only the first metadata of a tag counts, as in TensorBoard.
        let known = seed?[name]
        tags[index].isSelected = selection.includes(tag: name)
        tags[index].kind =
            known?.kind ?? SeriesKind(content ?? .none, plugin: view?.pluginName)
        tags[index].role = known?.role ?? view.map { PluginRole($0) } ?? .none
        var dtype: DataType?
        switch content {
        case .simpleValue: dtype = .float
        case .tensor(let message):
            var shape = TensorShape()
            dtype = TensorView(message, shape: &shape).dtype
        default: break
        }
        visitor.addTag(
            tags[index],
            plugin: known?.plugin ?? view.map { EscapedText.text($0.pluginName) },
            dtype: dtype
        )
        return index
    }
}

// Parts of a file that were read separately.
extension RecordWalk where Visitor: JoiningVisitor {
    /// What the reading so far says of the tags.
    func makeSeed() -> TagSeed { TagSeed(tags) { visitor.plugin(of: $0) } }

    /// Adds the reading of the next part, if it is what this one would have read.
    ///
    /// - Returns: Whether it was added.
    func append(_ next: RecordWalk) -> Bool {
        guard let start = next.start, start == end, canHandOver, !isContradicted(by: next) else {
            return false
        }
        join(next)
        return true
    }

    /// Whether a value would have been taken for something else.
    private func isContradicted(by next: RecordWalk) -> Bool {
        (0..<next.tags.count).contains { index in
            guard let known = tags.find(kept: next.tags.name(of: index)) else { return false }
            return tags[known].role != next.tags[index].role
                || tags[known].kind != next.tags[index].kind
        }
    }

    /// Adds the reading of the next part.
    func join(_ next: RecordWalk) {
        var numbers: [Int] = []
        numbers.reserveCapacity(next.tags.count)
        for index in 0..<next.tags.count {
            numbers.append(number(ofTag: index, of: next))
        }
        visitor.append(next.visitor) { numbers[$0] }
        addCounts(of: next)
    }

    private func number(ofTag other: Int, of next: RecordWalk) -> Int {
        let tag = next.tags[other]
        if let known = tags.find(kept: tag.name) { return known }
        // The parts' tables have the same limit, and there is no harm in a few tags beyond it.
        guard let index = tags.insert(kept: tag.name, limit: .max) else { return 0 }
        tags[index].kind = tag.kind
        tags[index].role = tag.role
        tags[index].isSelected = tag.isSelected
        visitor.addTag(
            tags[index],
            plugin: next.visitor.plugin(of: other),
            dtype: next.visitor.dtype(of: other)
        )
        return index
    }
}

// Records that are too large for the reader's buffer.
extension RecordWalk {
    private func takeStreamed(
        _ frame: RecordFrame,
        _ reader: inout RecordReader
    ) throws(RecordError) {
        recordCount += 1
        var stream = EventStream(
            byteCount: reader.remainingPayloadByteCount,
            steps: selection.steps
        )
        var place = ValuePlace(
            file: file,
            index: 0,
            offset: frame.offset,
            step: 0,
            wallTime: 0,
            byteCount: 0
        )
        while let value = try stream.next(&reader) {
            place.step = stream.step
            place.wallTime = stream.wallTime
            switch value {
            case .whole(let bytes):
                place.byteCount = bytes.count
                take(ValueView(bytes), at: place)
            case .streamed(let byteCount):
                place.byteCount = byteCount
                try takeStreamedValue(byteCount, at: place, &reader)
            case .graph:
                graphCount += 1
                continue
            }
            place.index += 1
        }
        if stream.isMalformed { damage.addMalformed(frame.offset, frame.payloadByteCount) }
        // The values were counted already; the damage tells that they may be wrong.
        if let found = reader.damage(of: frame, checksum: try reader.finishPayload()) {
            damage.add(found)
        }
    }

    private func takeStreamedValue(
        _ byteCount: Int,
        at place: ValuePlace,
        _ reader: inout RecordReader
    ) throws(RecordError) {
        try streamed.read(byteCount, contentLimit: Self.largestContent, &reader)
        streamed.withParts { name, metadata, content in
            guard let tag = index(of: name, metadata: metadata, content: content) else { return }
            take(streamed.isWhole ? content : nil, at: place, tag: tag)
        }
    }

    /// A larger tensor is not brought into memory, so that nobody knows whether it is finite.
    private static var largestContent: Int { 64 << 20 }
}
