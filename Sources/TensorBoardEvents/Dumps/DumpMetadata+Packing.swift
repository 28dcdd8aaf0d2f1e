internal import CTensorBoardProto

extension DumpMetadata {
    /// The data as it stands in a tag's metadata, the counterpart of ``init(decoding:)-([UInt8])``.
    ///
    /// ```swift
    /// let dump = DumpMetadata(
    ///     name: "fc1/output", role: .output, pass: .forward, layer: "fc1", form: .digest)
    /// let content = dump.encoded()
    /// ```
    public func encoded() -> [UInt8] {
        var message = WireWriter()
        message.scalar(1, Int64(version))
        message.text(2, name)
        message.scalar(3, role?.wireNumber ?? 0)
        message.scalar(4, pass?.wireNumber ?? 0)
        message.text(5, layer)
        message.scalar(6, Int64(layerOrder ?? 0))
        message.text(7, operation)
        message.scalar(8, form?.wireNumber ?? 0)
        return message.bytes
    }

    /// Decodes the plugin's content of a tag's metadata.
    ///
    /// - Throws: ``EventError`` when the bytes are no such message.
    public init(decoding content: UnsafeRawBufferPointer) throws(EventError) {
        self = try Tfevents__DumpPluginData.withUnpacked(
            content,
            named: "DumpPluginData",
            in: UnpackArena()
        ) {
            DumpMetadata($0.pointee)
        }
    }

    /// Decodes the plugin's content of a tag's metadata.
    ///
    /// - Throws: ``EventError`` when the bytes are no such message.
    public init(decoding content: [UInt8]) throws(EventError) {
        let result = content.withUnsafeBytes { bytes in
            Result { () throws(EventError) in try DumpMetadata(decoding: bytes) }
        }
        self = try result.get()
    }

    private init(_ message: Tfevents__DumpPluginData) {
        self.init(
            name: message.name.text,
            role: DumpRole(wireNumber: Int64(message.role.rawValue)),
            pass: DumpPass(wireNumber: Int64(message.pass.rawValue)),
            layer: message.layer.text,
            layerOrder: message.layer_order > 0 ? Int(message.layer_order) : nil,
            operation: message.operation.text,
            form: DumpForm(wireNumber: Int64(message.form.rawValue))
        )
        version = message.version
    }
}

extension Tfevents__DumpPluginData: GeneratedMessage {
    static var initialize: (UnsafeMutablePointer<Self>) -> Void {
        tfevents__dump_plugin_data__init
    }
    static var refusesRepeatedChoices: Bool { false }
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
