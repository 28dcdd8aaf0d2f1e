internal import CTensorBoardProto
internal import TFRecord
internal import TensorBoardEvents

/// A message type of `CTensorBoardProto` that libprotobuf-c unpacks from bytes.
protocol GeneratedMessage {
    init()
    static var initialize: (UnsafeMutablePointer<Self>) -> Void { get }
    var base: ProtobufCMessage { get }
    /// Whether a message with a repeated `oneof` is refused.
    static var refusesRepeatedChoices: Bool { get }
}

extension Tensorboard__Event: GeneratedMessage {
    static var initialize: (UnsafeMutablePointer<Self>) -> Void { tensorboard__event__init }
    static var refusesRepeatedChoices: Bool { false }
}

extension Tensorboard__Hparams__HParamsPluginData: GeneratedMessage {
    static var initialize: (UnsafeMutablePointer<Self>) -> Void {
        tensorboard__hparams__hparams_plugin_data__init
    }
    static var refusesRepeatedChoices: Bool { true }
}

extension GeneratedMessage {
    /// Unpacks a message that ``UnpackGuard`` accepts.
    static func withUnpacked<Result>(
        _ bytes: UnsafeRawBufferPointer,
        named name: String,
        in arena: UnpackArena,
        _ body: (UnsafePointer<Self>) -> Result
    ) throws(EventError) -> Result {
        guard bytes.count <= RecordFormat.maximumPayloadByteCount else {
            throw EventError(code: .tooLarge, message: name)
        }
        let objection = UnpackGuard.objection(
            to: bytes,
            as: descriptor,
            refusesRepeatedChoices: refusesRepeatedChoices
        )
        if let objection {
            throw EventError(code: objection, message: name)
        }
        guard let result = withUnpacked(unguarded: bytes, in: arena, body) else {
            throw EventError(code: arena.isExhausted ? .tooLarge : .malformed, message: name)
        }
        return result
    }

    /// Unpacks a message with libprotobuf-c; `nil` if it refuses.
    static func withUnpacked<Result>(
        unguarded bytes: UnsafeRawBufferPointer,
        in arena: UnpackArena,
        _ body: (UnsafePointer<Self>) -> Result
    ) -> Result? {
        arena.withAllocator(forMessageOf: bytes.count) { allocator in
            guard
                let message = protobuf_c_message_unpack(
                    descriptor,
                    allocator,
                    bytes.count,
                    bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
                )
            else { return nil }
            // Generated structs start with a ProtobufCMessage, which is how C casts them.
            return body(UnsafeRawPointer(message).assumingMemoryBound(to: Self.self))
        }
    }

    private static var descriptor: UnsafePointer<ProtobufCMessageDescriptor> {
        var message = Self()
        initialize(&message)
        return message.base.descriptor
    }
}

extension ProtobufCBinaryData {
    /// The bytes, copied.
    var bytes: [UInt8] {
        // Empty bytes arrive without an address.
        Array(UnsafeBufferPointer(start: data, count: data == nil ? 0 : len))
    }

    /// The bytes as UTF-8, with U+FFFD for each invalid sequence: libprotobuf-c does not validate.
    var text: String {
        String(
            decoding: UnsafeBufferPointer(start: data, count: data == nil ? 0 : len),
            as: UTF8.self
        )
    }
}

extension Array {
    /// Copies a repeated field of numbers.
    init(_ start: UnsafeMutablePointer<Element>?, _ count: Int) {
        self.init(UnsafeBufferPointer(start: start, count: start == nil ? 0 : count))
    }

    /// Converts a repeated field of messages.
    init<Message>(
        _ start: UnsafeMutablePointer<UnsafeMutablePointer<Message>?>?,
        _ count: Int,
        _ convert: (UnsafePointer<Message>) -> Element
    ) {
        let messages = UnsafeBufferPointer(start: start, count: start == nil ? 0 : count)
        self = messages.compactMap { $0.map { convert($0) } }
    }
}
