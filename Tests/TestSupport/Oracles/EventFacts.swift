package import TensorBoardEvents

/// What an event says, as far as the walk reads it; from either reader, to be compared.
///
/// Numbers are kept as bits. Text that is not kept as bytes by both is repaired for both.
package struct EventFacts: Equatable {
    package var wallTime: UInt64
    package var step: Int64
    package var what: Int
    package var fileVersion: [UInt8] = []
    var isSessionStart = false
    package var writer: [UInt8]
    package var values: [ValueFacts] = []

    package struct ValueFacts: Equatable {
        package var tag: [UInt8]
        package var nodeName: [UInt8]
        package var metadata: MetadataFacts?
        package var content: Summary.Value.Content
    }

    package struct MetadataFacts: Equatable {
        package var pluginName: [UInt8]
        package var pluginContent: [UInt8]
        package var dataClass: Int32
    }
}

extension EventFacts {
    /// Where two readings differ, in words.
    package func difference(from other: EventFacts) -> String {
        var words: [String] = []
        func note<Fact: Equatable>(_ name: String, _ left: Fact, _ right: Fact) {
            if left != right { words.append("\(name): \(left) and \(right)") }
        }
        note("wall time", wallTime, other.wallTime)
        note("step", step, other.step)
        note("what", what, other.what)
        note("file version", fileVersion, other.fileVersion)
        note("session start", isSessionStart, other.isSessionStart)
        note("writer", writer, other.writer)
        note("value count", values.count, other.values.count)
        for (index, (left, right)) in zip(values, other.values).enumerated() {
            note("tag \(index)", left.tag, right.tag)
            note("node name \(index)", left.nodeName, right.nodeName)
            note("metadata \(index)", left.metadata, right.metadata)
            note("content \(index)", left.content, right.content)
        }
        return words.joined(separator: "; ")
    }
}

// MARK: - From libprotobuf-c

extension EventFacts {
    package init(_ event: Event) {
        wallTime = event.wallTime.bitPattern
        step = event.step
        what = event.what.fieldNumber
        writer = event.writer.map { Array($0.utf8) } ?? []
        switch event.what {
        case .fileVersion(let version): fileVersion = Array(version.utf8)
        case .sessionLog(let log): isSessionStart = log.status == .start
        case .summary(let summary): values = summary.values.map(ValueFacts.init)
        default: break
        }
    }
}

extension EventFacts.ValueFacts {
    init(_ value: Summary.Value) {
        tag = value.tagBytes
        nodeName = Array(value.nodeName.utf8)
        metadata = value.metadata.map {
            EventFacts.MetadataFacts(
                pluginName: Array($0.pluginName.utf8),
                pluginContent: $0.pluginContent,
                dataClass: $0.dataClass.rawValue
            )
        }
        content =
            switch value.content {
            case .tensor(let tensor): .tensor(tensor.asFarAsTheWalkReads)
            case .image: .image(.unread)
            case .audio(let audio): .audio(.unread(sampleRate: audio.sampleRate))
            default: value.content
            }
    }
}

extension TensorProto {
    /// The fields that can hold numbers that are not finite, and those that describe them.
    fileprivate var asFarAsTheWalkReads: TensorProto {
        var tensor = TensorProto(dtype: dtype, shape: shape)
        tensor.content = content
        tensor.floatValues = floatValues
        tensor.doubleValues = doubleValues
        tensor.complex64Values = complex64Values
        tensor.complex128Values = complex128Values
        tensor.halfValues = halfValues
        tensor.float8Values = float8Values
        tensor.variantValues = variantValues.map { _ in .unread }
        return tensor
    }
}

extension Event.What {
    fileprivate var fieldNumber: Int {
        switch self {
        case .none: 0
        case .fileVersion: 3
        case .graphDef: 4
        case .summary: 5
        case .logMessage: 6
        case .sessionLog: 7
        case .taggedRunMetadata: 8
        case .metaGraphDef: 9
        }
    }
}

// MARK: - From the walk

extension EventFacts {
    /// Nil where the walk calls any part of the event malformed.
    package init?(walking message: UnsafeRawBufferPointer) {
        let view = EventView(message)
        wallTime = view.wallTime.bitPattern
        step = view.step
        what = view.what
        fileVersion = view.fileVersion?.repaired ?? []
        isSessionStart = view.isSessionStart
        writer = view.writer?.repaired ?? []
        var cursor = view.values
        while let value = cursor.next() {
            guard let facts = ValueFacts(walking: value) else { return nil }
            values.append(facts)
        }
        guard !view.isMalformed, !cursor.isMalformed else { return nil }
    }
}

extension EventFacts.ValueFacts {
    init?(walking message: UnsafeRawBufferPointer) {
        let view = ValueView(message)
        tag = Array(view.tag)
        nodeName = view.nodeName.repaired
        if let bytes = view.metadata {
            let metadata = MetadataView(bytes)
            guard !metadata.isMalformed else { return nil }
            self.metadata = EventFacts.MetadataFacts(
                pluginName: metadata.pluginName.repaired,
                pluginContent: Array(metadata.pluginContent),
                dataClass: metadata.dataClass
            )
        }
        guard let content = Summary.Value.Content(walking: view.content), !view.isMalformed
        else { return nil }
        self.content = content
    }
}

extension Summary.Value.Content {
    fileprivate init?(walking content: ValueView.Content) {
        switch content {
        case .none: self = .none
        case .simpleValue(let bits): self = .simpleValue(Float(bitPattern: bits))
        case .obsoleteHistogram(let bytes): self = .obsoleteHistogram(Array(bytes))
        case .image: self = .image(.unread)
        case .audio(let bytes):
            guard let sampleRate = NumberWalk(bytes)?.float(FieldNumber.Audio.sampleRate)
            else { return nil }
            self = .audio(.unread(sampleRate: sampleRate))
        case .histogram(let bytes):
            guard let histogram = HistogramProto(walking: bytes) else { return nil }
            self = .histogram(histogram)
        case .tensor(let bytes):
            guard let tensor = TensorProto(walking: bytes) else { return nil }
            self = .tensor(tensor)
        }
    }
}

extension HistogramProto {
    fileprivate init?(walking message: UnsafeRawBufferPointer) {
        typealias Field = FieldNumber.Histogram
        guard let walk = NumberWalk(message) else { return nil }
        self.init(
            min: walk.double(Field.min),
            max: walk.double(Field.max),
            num: walk.double(Field.num),
            sum: walk.double(Field.sum),
            sumSquares: walk.double(Field.sumSquares),
            bucketLimits: walk.doubles(Field.bucketLimit),
            buckets: walk.doubles(Field.bucket)
        )
    }
}

extension TensorProto {
    fileprivate init?(walking message: UnsafeRawBufferPointer) {
        typealias Field = FieldNumber.Tensor
        var shape = TensorShape()
        let view = TensorView(message, shape: &shape)
        guard !view.isMalformed, let walk = NumberWalk(view.message) else { return nil }
        self.init(dtype: view.dtype, shape: shape)
        content = walk.bytes(Field.content).last ?? []
        floatValues = walk.floats(Field.floatValues)
        doubleValues = walk.doubles(Field.doubleValues)
        complex64Values = walk.floats(Field.complex64Values)
        complex128Values = walk.doubles(Field.complex128Values)
        float8Values = walk.bytes(Field.float8Values).last ?? []
        variantValues = walk.bytes(Field.variantValues).map { _ in .unread }
        guard let halves = walk.varints(Field.halfValues) else { return nil }
        halfValues = halves.map(Int32.init(truncatingIfNeeded:))
    }
}

// MARK: - What the walk leaves to others

extension Summary.Image {
    fileprivate static let unread = Summary.Image(
        height: 0,
        width: 0,
        colorspace: 0,
        encodedImage: []
    )
}

extension Summary.Audio {
    fileprivate static func unread(sampleRate: Float) -> Summary.Audio {
        Summary.Audio(
            sampleRate: sampleRate,
            channelCount: 0,
            frameCount: 0,
            encodedAudio: [],
            contentType: ""
        )
    }
}

extension TensorProto.Variant {
    fileprivate static let unread = TensorProto.Variant(typeName: "", metadata: [], tensors: [])
}

extension UnsafeRawBufferPointer {
    fileprivate var repaired: [UInt8] { Array(String(decoding: self, as: UTF8.self).utf8) }
}
