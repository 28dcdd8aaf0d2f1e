internal import CTensorBoardProto
package import TensorBoardEvents

extension DumpMetadata {
    /// Decodes the plugin's content of a tag's metadata with libprotobuf-c.
    ///
    /// For comparing the two ways of reading it; the program uses `init(decoding:)` of
    /// `TensorBoardEvents`.
    package init?(unpacking content: UnsafeRawBufferPointer) {
        let data = try? Tfevents__DumpPluginData.withUnpacked(
            content,
            named: "DumpPluginData",
            in: UnpackArena()
        ) {
            DumpMetadata($0.pointee)
        }
        guard let data else { return nil }
        self = data
    }

    private init(_ message: Tfevents__DumpPluginData) {
        self.init(
            name: message.name.text,
            role: Self.value(message.role.rawValue, of: DumpRole.allCases),
            pass: Self.value(message.pass.rawValue, of: DumpPass.allCases),
            layer: message.layer.text,
            layerOrder: message.layer_order > 0 ? Int(message.layer_order) : nil,
            operation: message.operation.text,
            form: Self.value(message.form.rawValue, of: DumpForm.allCases)
        )
        version = message.version
    }

    /// Cases are numbered from 1 in their order.
    private static func value<Value>(_ number: some BinaryInteger, of cases: [Value]) -> Value? {
        number >= 1 && number <= cases.count ? cases[Int(number) - 1] : nil
    }
}

extension Tfevents__DumpPluginData: GeneratedMessage {
    static var initialize: (UnsafeMutablePointer<Self>) -> Void {
        tfevents__dump_plugin_data__init
    }
    static var refusesRepeatedChoices: Bool { false }
}
