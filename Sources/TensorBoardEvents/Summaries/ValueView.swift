/// One serialized `Summary.Value`, read in place.
package struct ValueView {
    /// The kinds of contents.
    package enum Content {
        case none
        /// The bits of a `simple_value`.
        case simpleValue(UInt32)
        case tensor(UnsafeRawBufferPointer)
        case histogram(UnsafeRawBufferPointer)
        case image(UnsafeRawBufferPointer)
        case audio(UnsafeRawBufferPointer)
        /// TensorFlow's first histograms; their format was never published.
        case obsoleteHistogram(UnsafeRawBufferPointer)
    }

    /// The tag; empty if absent.
    package private(set) var tag = UnsafeRawBufferPointer(start: nil, count: 0)
    package private(set) var nodeName = UnsafeRawBufferPointer(start: nil, count: 0)
    package private(set) var metadata: UnsafeRawBufferPointer?
    /// The content; the last if there are several.
    package private(set) var content = Content.none
    /// The number of content fields in the message; valid writers set one.
    package private(set) var contentCount = 0
    /// Whether a singular field occurs more than once.
    package private(set) var hasRepeatedFields = false
    /// Whether the message is malformed; the fields before the error are kept.
    package private(set) var isMalformed: Bool

    private let message: UnsafeRawBufferPointer

    package init(_ message: UnsafeRawBufferPointer) {
        self.message = message
        var reader = WireReader(message)
        var seen: UInt32 = 0
        while reader.advance() {
            if let found = Self.content(of: reader) {
                content = found
                contentCount += 1
                continue
            }
            guard reader.wireType == .delimited else { continue }
            switch reader.fieldNumber {
            case FieldNumber.Value.tag: tag = reader.bytes
            case FieldNumber.Value.nodeName: nodeName = reader.bytes
            case FieldNumber.Value.metadata: metadata = reader.bytes
            default: continue
            }
            hasRepeatedFields = hasRepeatedFields || seen & (1 << reader.fieldNumber) != 0
            seen |= 1 << reader.fieldNumber
        }
        hasRepeatedFields = hasRepeatedFields || contentCount > 1
        isMalformed = reader.isMalformed
    }

    /// Every content in the message, for the rare value that has more than one.
    package var allContents: [Content] {
        var reader = WireReader(message)
        var contents: [Content] = []
        while reader.advance() {
            if let found = Self.content(of: reader) { contents.append(found) }
        }
        return contents
    }

    @inline(__always)
    private static func content(of reader: WireReader) -> Content? {
        typealias Field = FieldNumber.Value
        switch (reader.fieldNumber, reader.wireType) {
        case (Field.simpleValue, .fixed32):
            return .simpleValue(UInt32(truncatingIfNeeded: reader.bits))
        case (Field.tensor, .delimited): return .tensor(reader.bytes)
        case (Field.histogram, .delimited): return .histogram(reader.bytes)
        case (Field.image, .delimited): return .image(reader.bytes)
        case (Field.audio, .delimited): return .audio(reader.bytes)
        case (Field.obsoleteHistogram, .delimited): return .obsoleteHistogram(reader.bytes)
        default: return nil
        }
    }
}

/// One serialized `SummaryMetadata`, read in place.
package struct MetadataView {
    package private(set) var pluginName = UnsafeRawBufferPointer(start: nil, count: 0)
    package private(set) var pluginContent = UnsafeRawBufferPointer(start: nil, count: 0)
    package private(set) var dataClass: Int32 = 0
    /// Whether the message is malformed.
    package private(set) var isMalformed: Bool

    package init(_ message: UnsafeRawBufferPointer) {
        typealias Field = FieldNumber.Metadata
        var reader = WireReader(message)
        isMalformed = false
        while reader.advance() {
            switch (reader.fieldNumber, reader.wireType) {
            case (Field.pluginData, .delimited):
                var plugin = WireReader(reader.bytes)
                while plugin.advance() {
                    guard plugin.wireType == .delimited else { continue }
                    if plugin.fieldNumber == Field.pluginName { pluginName = plugin.bytes }
                    if plugin.fieldNumber == Field.pluginContent { pluginContent = plugin.bytes }
                }
                isMalformed = isMalformed || plugin.isMalformed
            case (Field.dataClass, .varint): dataClass = Int32(truncatingIfNeeded: reader.bits)
            default: continue
            }
        }
        isMalformed = isMalformed || reader.isMalformed
    }
}
