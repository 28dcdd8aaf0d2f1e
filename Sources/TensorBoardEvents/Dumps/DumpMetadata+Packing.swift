extension DumpMetadata {
    /// Encodes the data for a tag's metadata, the counterpart of ``init(decoding:)-([UInt8])``.
    ///
    /// ```swift
    /// let dump = DumpMetadata(
    ///     name: "fc1/output", role: .output, pass: .forward, layer: "fc1", form: .digest)
    /// let content = dump.encoded()
    /// ```
    public func encoded() -> [UInt8] {
        var message = WireWriter()
        message.scalar(Field.version, Int64(version))
        message.text(Field.name, name)
        message.scalar(Field.role, role?.wireNumber ?? 0)
        message.scalar(Field.pass, pass?.wireNumber ?? 0)
        message.text(Field.layer, layer)
        message.scalar(Field.layerOrder, Int64(layerOrder ?? 0))
        message.text(Field.operation, operation)
        message.scalar(Field.form, form?.wireNumber ?? 0)
        return message.bytes
    }

    /// Decodes the plugin's content of a tag's metadata.
    ///
    /// Unknown fields are skipped. Text that is not UTF-8 is repaired with U+FFFD.
    ///
    /// - Throws: ``EventError`` when the bytes are not such a message.
    public init(decoding content: UnsafeRawBufferPointer) throws(EventError) {
        self.init(name: "", role: nil, pass: nil, layer: "", form: nil)
        version = 0
        var reader = WireReader(content)
        while reader.advance() {
            guard let type = Field.wireType(of: reader.fieldNumber) else { continue }
            guard reader.wireType == type else { throw Self.malformed }
            // Numbers of this message are int32 or enums: higher bits do not count.
            let number = Int32(truncatingIfNeeded: reader.bits)
            switch reader.fieldNumber {
            case Field.version: version = number
            case Field.name: name = String(decoding: reader.bytes, as: UTF8.self)
            case Field.role: role = DumpRole(wireNumber: Int64(number))
            case Field.pass: pass = DumpPass(wireNumber: Int64(number))
            case Field.layer: layer = String(decoding: reader.bytes, as: UTF8.self)
            case Field.layerOrder: layerOrder = number > 0 ? Int(number) : nil
            case Field.operation: operation = String(decoding: reader.bytes, as: UTF8.self)
            default: form = DumpForm(wireNumber: Int64(number))
            }
        }
        if reader.isMalformed { throw Self.malformed }
    }

    /// Decodes the plugin's content of a tag's metadata.
    ///
    /// - Throws: ``EventError`` when the bytes are not such a message.
    public init(decoding content: [UInt8]) throws(EventError) {
        let result = content.withUnsafeBytes { bytes in
            Result { () throws(EventError) in try DumpMetadata(decoding: bytes) }
        }
        self = try result.get()
    }

    private static var malformed: EventError {
        EventError(code: .malformed, message: "DumpPluginData")
    }

    /// `tfevents.DumpPluginData`.
    private enum Field {
        static let version = 1
        static let name = 2
        static let role = 3
        static let pass = 4
        static let layer = 5
        static let layerOrder = 6
        static let operation = 7
        static let form = 8

        /// The wire type of a field; `nil` for an unknown one.
        static func wireType(of number: Int) -> WireType? {
            switch number {
            case name, layer, operation: .delimited
            case version, role, pass, layerOrder, form: .varint
            default: nil
            }
        }
    }
}

/// An enum of `dump.proto`, whose cases are numbered from 1 in the order of `allCases`.
private protocol WireNumbered: CaseIterable, Equatable {}

extension DumpRole: WireNumbered {}
extension DumpPass: WireNumbered {}
extension DumpForm: WireNumbered {}

extension WireNumbered {
    fileprivate init?(wireNumber: Int64) {
        let cases = Array(Self.allCases)
        guard wireNumber >= 1, wireNumber <= Int64(cases.count) else { return nil }
        self = cases[Int(wireNumber) - 1]
    }

    fileprivate var wireNumber: Int64 {
        Int64(Array(Self.allCases).firstIndex(of: self) ?? -1) + 1
    }
}
