internal import TensorBoardEvents

/// One dump, without its elements.
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

    /// The parts that fit `byteLimit` bytes; the elements are the first to be left out.
    func parts(_ parts: DumpParts, fitting byteLimit: Int) -> DumpParts {
        let candidates = [parts, parts.subtracting([.tensor, .image])]
        return candidates.first { byteCount(of: $0) <= byteLimit } ?? []
    }

    /// About how many bytes the parts need in the file.
    private func byteCount(of parts: DumpParts) -> Int {
        let tag = tags.name.utf8.count + 64
        let elements = digest.elementCount * (digest.dtype.byteCount ?? 1)
        var count = 0
        if parts.contains(.scalars) { count += 2 * tag }
        if parts.contains(.digest) {
            count += tag + 8 * (DumpDigest.headCount + digest.shape.count)
        }
        if parts.contains(.histogram) { count += tag + 30 * 24 }
        // Compression may do better.
        if parts.contains(.image) { count += tag + digest.elementCount }
        if parts.contains(.tensor) { count += tag + elements }
        return count
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
            // An infinity would look like one of the tensor's own.
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
