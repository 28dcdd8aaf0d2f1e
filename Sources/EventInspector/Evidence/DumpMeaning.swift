internal import NonFiniteNumbers
internal import TagRoles
internal import TensorBoardEvents

/// The facts about a dumped tensor that the writer recorded in the metadata of its tags.
struct DumpMeaning {
    let meaning: TagMeaning
    /// Whether the tag's values are digests rather than tensors.
    let isDigest: Bool

    /// Reads a tag's metadata; `nil` if the tag is not a dump's.
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
    /// The facts in a digest; `nil` if the tensor is not one.
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
