extension Event {
    /// Encodes the event as a record's payload, the counterpart of `init(decoding:)`.
    ///
    /// Fields are in the order of their numbers; empty ones are omitted, as protobuf does.
    ///
    /// ```swift
    /// let event = Event(wallTime: 1e9, what: .fileVersion("brain.Event:2"))
    /// print(event.encoded().count)    // 24
    /// ```
    public func encoded() -> [UInt8] {
        var event = WireWriter()
        typealias Field = FieldNumber.Event
        event.scalar(Field.wallTime, wallTime)
        event.scalar(Field.step, step)
        switch what {
        case .none: break
        case .fileVersion(let version): event.delimited(Field.fileVersion, version.utf8)
        case .graphDef(let bytes): event.delimited(Field.graphDef, bytes)
        case .summary(let summary): event.message(Field.summary) { summary.pack(into: &$0) }
        case .logMessage(let line): event.message(Field.logMessage) { line.pack(into: &$0) }
        case .sessionLog(let log): event.message(Field.sessionLog) { log.pack(into: &$0) }
        case .taggedRunMetadata(let metadata):
            event.message(Field.taggedRunMetadata) { metadata.pack(into: &$0) }
        case .metaGraphDef(let bytes): event.delimited(Field.metaGraphDef, bytes)
        }
        if let writer {
            event.message(Field.sourceMetadata) {
                $0.text(FieldNumber.SourceMetadata.writer, writer)
            }
        }
        return event.bytes
    }
}

extension LogMessage {
    fileprivate func pack(into message: inout WireWriter) {
        message.scalar(FieldNumber.LogMessage.level, Int64(level.rawValue))
        message.text(FieldNumber.LogMessage.message, self.message)
    }
}

extension SessionLog {
    fileprivate func pack(into message: inout WireWriter) {
        message.scalar(FieldNumber.SessionLog.status, Int64(status.rawValue))
        message.text(FieldNumber.SessionLog.checkpointPath, checkpointPath)
        message.text(FieldNumber.SessionLog.message, self.message)
    }
}

extension TaggedRunMetadata {
    fileprivate func pack(into message: inout WireWriter) {
        message.text(FieldNumber.TaggedRunMetadata.tag, tag)
        message.blob(FieldNumber.TaggedRunMetadata.runMetadata, runMetadata)
    }
}
