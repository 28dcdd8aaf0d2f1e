package import TensorBoardEvents

/// The meaning that a tag's plugin gives its tensors.
package enum PluginRole: UInt8 {
    case none
    /// `[k, 3]` tensors are histograms.
    case histograms
    /// The metadata itself holds hyperparameters.
    case hparams
    /// The vector is the digest of a dumped tensor.
    case digest
}

extension PluginRole {
    /// What the metadata of a tag says.
    package init(_ metadata: MetadataView) {
        let pluginName = metadata.pluginName
        self =
            if pluginName.elementsEqual("histograms".utf8) {
                .histograms
            } else if pluginName.elementsEqual("hparams".utf8) {
                .hparams
            } else if DumpMetadata(ofTag: metadata)?.form == .digest {
                .digest
            } else {
                .none
            }
    }
}
