extension DumpMetadata {
    /// The metadata of a dumped tensor's tags; `nil` for other tags.
    package init?(ofTag view: MetadataView) {
        guard view.pluginName.elementsEqual(Self.pluginName.utf8),
            let dump = try? DumpMetadata(decoding: view.pluginContent)
        else { return nil }
        self = dump
    }
}
