internal import TensorBoardEvents

/// The kind of a record, as far as its bytes show, in a file whose name does not.
enum RecordKind {
    /// Nothing: an event or an example with every field left out.
    case empty
    /// `tensorboard.Event`.
    case event
    /// `tf.train.Example` or `SequenceExample`, or something that begins like one.
    case example
    /// Something else.
    case unknown

    /// Decides by the first field, which is a number in an event and a message in an example.
    ///
    /// A record with neither wall time nor step, but only a graph or a session log, is not treated
    /// as an event: messages of any kind may look like that.
    ///
    /// - Parameter beginning: At least the first byte of the payload, unless it is empty.
    init(beginning: UnsafeRawBufferPointer) {
        typealias Event = FieldNumber.Event
        typealias Example = ExampleField.Example
        self =
            switch beginning.first {
            case nil: .empty
            case Self.key(Event.wallTime, .fixed64), Self.key(Event.step, .varint),
                Self.key(Event.summary, .delimited):
                .event
            case Self.key(Event.fileVersion, .delimited):
                beginning.count > 2 && beginning[2...].starts(with: Self.versionPrefix)
                    ? .event : .unknown
            case Self.key(Example.features, .delimited), Self.key(Example.featureLists, .delimited):
                .example
            default: .unknown
            }
    }

    /// Decides by the first field, and checks the types of an event's other fields.
    init(of payload: UnsafeRawBufferPointer) {
        self.init(beginning: payload)
        if case .event = self, !Self.hasFieldsOfEvent(payload) { self = .unknown }
    }

    private static func hasFieldsOfEvent(_ payload: UnsafeRawBufferPointer) -> Bool {
        typealias Event = FieldNumber.Event
        var reader = WireReader(payload)
        while reader.advance() {
            let expected: WireType? =
                switch reader.fieldNumber {
                case Event.wallTime: .fixed64
                case Event.step: .varint
                case Event.fileVersion...Event.sourceMetadata: .delimited
                default: nil
                }
            if let expected, expected != reader.wireType { return false }
        }
        return true
    }

    /// A key of one byte, like all that matter here.
    private static func key(_ number: Int, _ type: WireType) -> UInt8 {
        UInt8(truncatingIfNeeded: number << 3) | type.rawValue
    }

    /// The beginning of the version in a file's first event.
    static let versionPrefix = "brain.Event:".utf8
}
