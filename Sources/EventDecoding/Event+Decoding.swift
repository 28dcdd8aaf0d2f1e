internal import CTensorBoardProto
public import TensorBoardEvents

extension Event {
    /// Decodes a serialized `Event`, the payload of one record.
    ///
    /// Text that is not UTF-8 is repaired with U+FFFD; ``Summary/Value/tagBytes`` keeps a tag's
    /// original bytes. Unknown fields are skipped. Groups and fields of the wrong wire type are
    /// errors, as in libprotobuf-c and unlike in other protobuf readers.
    ///
    /// - Throws: ``EventError`` when the bytes are not an event, nest too deep or inflate too much.
    public init(decoding payload: UnsafeRawBufferPointer) throws(EventError) {
        try self.init(decoding: payload, in: UnpackArena())
    }

    /// Decodes a serialized `Event`, the payload of one record.
    ///
    /// - Throws: ``EventError`` when the bytes are not an event, nest too deep or inflate too much.
    public init(decoding payload: [UInt8]) throws(EventError) {
        try self.init(decoding: payload, in: UnpackArena())
    }

    init(decoding payload: [UInt8], in arena: UnpackArena) throws(EventError) {
        let result = payload.withUnsafeBytes { bytes in
            Result { () throws(EventError) in try Event(decoding: bytes, in: arena) }
        }
        self = try result.get()
    }

    private init(
        decoding payload: UnsafeRawBufferPointer,
        in arena: UnpackArena
    ) throws(EventError) {
        self = try Tensorboard__Event.withUnpacked(payload, named: "Event", in: arena) {
            Event($0.pointee)
        }
    }

    /// Decodes with libprotobuf-c, without checking the bytes before.
    ///
    /// For comparing libprotobuf-c with the walk; untrusted bytes must not be passed to it.
    package init?(decodingUnguarded payload: [UInt8]) {
        let event = payload.withUnsafeBytes { bytes in
            Tensorboard__Event.withUnpacked(unguarded: bytes, in: UnpackArena()) {
                Event($0.pointee)
            }
        }
        guard let event else { return nil }
        self = event
    }

    private init(_ message: Tensorboard__Event) {
        self.init(wallTime: message.wall_time, step: message.step, what: What(message))
        if let writer = message.source_metadata?.pointee.writer.text, !writer.isEmpty {
            self.writer = writer
        }
    }
}

extension Event.What {
    fileprivate init(_ message: Tensorboard__Event) {
        self =
            switch message.what_case {
            case TENSORBOARD__EVENT__WHAT_FILE_VERSION: .fileVersion(message.file_version.text)
            case TENSORBOARD__EVENT__WHAT_GRAPH_DEF: .graphDef(message.graph_def.bytes)
            case TENSORBOARD__EVENT__WHAT_SUMMARY:
                .summary(Summary(message.summary.pointee))
            case TENSORBOARD__EVENT__WHAT_LOG_MESSAGE:
                .logMessage(LogMessage(message.log_message.pointee))
            case TENSORBOARD__EVENT__WHAT_SESSION_LOG:
                .sessionLog(SessionLog(message.session_log.pointee))
            case TENSORBOARD__EVENT__WHAT_TAGGED_RUN_METADATA:
                .taggedRunMetadata(TaggedRunMetadata(message.tagged_run_metadata.pointee))
            case TENSORBOARD__EVENT__WHAT_META_GRAPH_DEF:
                .metaGraphDef(message.meta_graph_def.bytes)
            default: .none
            }
    }
}

extension LogMessage {
    fileprivate init(_ message: Tensorboard__LogMessage) {
        self.init(
            level: Level(rawValue: Int32(bitPattern: message.level.rawValue)),
            message: message.message.text
        )
    }
}

extension SessionLog {
    fileprivate init(_ message: Tensorboard__SessionLog) {
        self.init(
            status: Status(rawValue: Int32(bitPattern: message.status.rawValue)),
            checkpointPath: message.checkpoint_path.text,
            message: message.msg.text
        )
    }
}

extension TaggedRunMetadata {
    fileprivate init(_ message: Tensorboard__TaggedRunMetadata) {
        self.init(tag: message.tag.text, runMetadata: message.run_metadata.bytes)
    }
}
