internal import TensorBoardEvents

/// One dump, but for its elements.
struct MeasuredDump: Sendable {
    let tags: DumpTags
    let role: DumpRole
    let layer: String
    let layerOrder: Int?
    let operation: String
    let step: Int
    let wallTime: Double
    let digest: DumpDigest

    /// The metadata of one of its own tags.
    func metadata(_ form: DumpForm) -> SummaryMetadata {
        DumpMetadata(
            name: tags.name,
            role: role,
            pass: role.pass(isFirstLayer: layerOrder == 1),
            layer: layer,
            layerOrder: layerOrder,
            operation: operation,
            form: form
        ).summaryMetadata
    }

    /// All values but the tensor itself.
    func values(_ parts: DumpParts, _ bytes: UnsafeRawBufferPointer?) -> [Summary.Value] {
        var values: [Summary.Value] = []
        if parts.contains(.digest) {
            values.append(
                Summary.Value(
                    tag: tags.digest,
                    metadata: metadata(.digest),
                    content: .tensor(digest.tensor)
                )
            )
        }
        if parts.contains(.scalars) {
            values.append(Summary.Value(scalar: tags.nonFinite, Float(digest.nonFiniteCount)))
            // An infinity would look like one of the tensor's.
            let magnitude = min(digest.maxMagnitude, Double(Float.greatestFiniteMagnitude))
            values.append(Summary.Value(scalar: tags.maxMagnitude, Float(magnitude)))
        }
        guard let bytes else { return values }
        if parts.contains(.histogram),
            let histogram = Histogram(of: bytes, digest.dtype, bucketCount: 30)
        {
            values.append(Summary.Value(histogram: tags.name, histogram))
        }
        if parts.contains(.image), let picture = DumpPicture(digest, bytes)?.summary {
            values.append(picture.value(tag: tags.image, displayName: "", description: ""))
        }
        return values
    }
}
