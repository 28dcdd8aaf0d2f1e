internal import TensorBoardEvents

/// What a record holds, as far as its bytes tell, in a file whose name does not.
enum RecordKind {
    /// Nothing: an event or an example with every field left out.
    case empty
    /// `tensorboard.Event`.
    case event
    /// `tf.train.Example` or `SequenceExample`, or something that begins like one.
    case example
    /// Something else.
    case unknown

    /// Tells by the first field: of an event it is a number, of an example a message.
    ///
    /// A record that leaves its wall time, its step and all else out but a graph or a session log
    /// is not taken for an event: messages of any kind may look like that.
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

    /// Tells by the first field, and whether the other fields of an event are those of one.
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

    /// A key of one byte, as all those are that matter here.
    private static func key(_ number: Int, _ type: WireType) -> UInt8 {
        UInt8(truncatingIfNeeded: number << 3) | type.rawValue
    }

    /// What the first event of a file begins its version with.
    static let versionPrefix = "brain.Event:".utf8
}
