import TensorBoardEvents
import TestSupport

/// An event with one value that can be made as large as a test likes without changing what it says.
///
/// Unknown fields may stand anywhere in a message, and every reader has to pass over them. Events
/// beyond 64 KiB are looked at as they stream by, smaller ones in memory.
struct PaddedEvent: Sendable, CustomStringConvertible {
    /// What the test calls it; the tag, too.
    let name: String
    /// The fields of the value that hold something: their numbers, and their bytes if messages.
    var contents: [(number: Int, body: [UInt8])] = []
    /// A `simple_value` before those.
    var simpleValue: Float?
    /// The value's metadata; in front of the contents where that is asked for.
    var metadata: [UInt8]?
    var metadataIsFirst = false
    var tagIsLast = false
    var wallTime = EventBytes.epoch

    var description: String { name }

    /// Where the unknown field stands.
    enum Padding: String, CaseIterable, Sendable {
        case none
        case eventHead
        case eventTail
        case summaryHead
        case summaryTail
        case valueHead
        case valueTail
        case contentHead
        case contentTail
    }

    /// The serialized event.
    func bytes(step: Int64, padding: Padding, byteCount: Int) -> [UInt8] {
        var unknown = WireWriter()
        // Misread as numbers these would be NaNs.
        unknown.delimited(Self.unknownField, [UInt8](repeating: 0xff, count: byteCount))
        func padded(_ message: [UInt8], _ head: Padding, _ tail: Padding) -> [UInt8] {
            padding == head
                ? unknown.bytes + message : padding == tail ? message + unknown.bytes : message
        }
        var value = WireWriter()
        if !tagIsLast { value.delimited(FieldNumber.Value.tag, name.utf8) }
        if let metadata, metadataIsFirst { value.delimited(FieldNumber.Value.metadata, metadata) }
        if let simpleValue { value.float(FieldNumber.Value.simpleValue, simpleValue) }
        for content in contents {
            value.delimited(content.number, padded(content.body, .contentHead, .contentTail))
        }
        if let metadata, !metadataIsFirst { value.delimited(FieldNumber.Value.metadata, metadata) }
        if tagIsLast { value.delimited(FieldNumber.Value.tag, name.utf8) }
        var summary = WireWriter()
        summary.delimited(
            FieldNumber.Summary.value,
            padded(value.bytes, .valueHead, .valueTail)
        )
        var event = EventBytes.head(step: step, wallTime: wallTime)
        event.delimited(
            FieldNumber.Event.summary,
            padded(summary.bytes, .summaryHead, .summaryTail)
        )
        return padded(event.bytes, .eventHead, .eventTail)
    }

    private static let unknownField = 999
}

extension PaddedEvent {
    /// An event with a tensor.
    static func tensor(
        _ name: String,
        plugin: String? = nil,
        _ body: (inout WireWriter) -> Void
    ) -> PaddedEvent {
        var tensor = WireWriter()
        body(&tensor)
        return PaddedEvent(
            name: name,
            contents: [(FieldNumber.Value.tensor, tensor.bytes)],
            metadata: plugin.map { EventBytes.metadata(plugin: $0) }
        )
    }

    /// An event with a legacy histogram.
    static func histogram(_ name: String, _ body: (inout WireWriter) -> Void) -> PaddedEvent {
        var histogram = WireWriter()
        body(&histogram)
        return PaddedEvent(name: name, contents: [(FieldNumber.Value.histogram, histogram.bytes)])
    }
}
