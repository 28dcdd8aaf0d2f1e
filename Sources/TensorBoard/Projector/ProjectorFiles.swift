/// The files of one embedding: what is to be written, before anything is.
struct ProjectorFiles: Sendable {
    /// The bytes of each file, by its path below the run's directory.
    let files: [(path: String, bytes: [UInt8])]
    /// The entry that makes the projector list them.
    let embedding: ProjectorConfig.Embedding

    init(
        _ name: ProjectorName,
        matrix: EmbeddingMatrix,
        format: EmbeddingFormat,
        metadata: ProjectorMetadata?,
        sprite: ProjectorSprite?
    ) {
        let (bytes, isText) = matrix.encoded(as: format)
        var embedding = ProjectorConfig.Embedding(
            tensorName: name.tensorName,
            shape: (matrix.rowCount, matrix.columnCount),
            tensorPath: name.directory + (isText ? "/tensors.tsv" : "/tensors.bytes")
        )
        var files = [(path: embedding.tensorPath, bytes: bytes)]
        if let metadata {
            let path = name.directory + "/metadata.tsv"
            embedding.metadataPath = path
            files.append((path, metadata.encoded()))
        }
        if let sprite {
            let path = name.directory + "/sprite.png"
            embedding.sprite = (path, sprite.thumbnailWidth, sprite.thumbnailHeight)
            files.append((path, sprite.png))
        }
        self.files = files
        self.embedding = embedding
    }
}
