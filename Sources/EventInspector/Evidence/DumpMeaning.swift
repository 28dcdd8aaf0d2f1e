internal import TagRoles
internal import TensorBoardEvents

/// What our own writer recorded about a dumped tensor, in the metadata of its tags.
struct DumpMeaning {
    let meaning: TagMeaning
    /// Whether the tag's values are digests rather than tensors.
    let isDigest: Bool

    /// Reads a tag's metadata; nil when the tag is no dump's.
    init?(_ view: MetadataView) {
        guard let dump = DumpMetadata(ofTag: view) else { return nil }
        var meaning = TagMeaning(role: TagRole(dump))
        meaning.layer = dump.layer
        meaning.layerOrder = dump.layerOrder
        meaning.dumpName = dump.name
        meaning.operation =
            dump.operation.isEmpty
            ? TensorOperation(words: LayerKey(dump.layer).parts)
            : TensorOperation(words: TagWords(dump.operation).folded)
        meaning.source = "the writer recorded its role"
        self.meaning = meaning
        isDigest = dump.form == .digest
    }
}

extension TagRole {
    fileprivate init(_ dump: DumpMetadata) {
        self =
            switch dump.role {
            case .input: dump.pass == .data ? .data : .input
            case .output: .output
            case .gradient: .gradient
            case .parameter: .parameter
            case .update: .update
            case .loss: .loss
            case nil: .unknown
            }
    }
}

extension TensorFacts {
    /// What a digest tells; nil where the tensor is none.
    init?(digest message: UnsafeRawBufferPointer) {
        guard let digest = DumpDigest(vector: SmallTensor.values(of: message)) else { return nil }
        self.init()
        elementCount = digest.elementCount
        nan = digest.nanCount
        positiveInfinity = digest.positiveInfinityCount
        negativeInfinity = digest.negativeInfinityCount
        zeros = digest.zeroCount
        ones = digest.unitCount
        firstBadIndex = digest.firstNonFiniteIndex
        shape = digest.shape.map(Int64.init)
        dtype = digest.dtype
        if digest.elementCount > digest.nonFiniteCount {
            minimum = digest.min
            maximum = digest.max
            if digest.smallestMagnitude > 0 { smallestMagnitude = digest.smallestMagnitude }
        }
    }
}
