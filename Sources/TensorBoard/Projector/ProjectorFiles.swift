internal import SystemPackage

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

extension ProjectorFiles {
    /// Writes everything below a run's directory, the list of embeddings last.
    ///
    /// Readers see each file as it was or as it is to be, never a part; the list never names a
    /// file that is not there.
    func write(below run: FilePath) throws(ProjectorError) {
        for (path, bytes) in files {
            let file = run.pushing(FilePath(path))
            try ReplacedFile.makeDirectories(of: file, below: run)
            try ReplacedFile.write(bytes, to: file)
        }
        let config = run.appending(ProjectorConfig.fileName)
        let lock = try DirectoryLock(run)
        defer { lock.release() }
        do {
            let text = try ReplacedFile.read(config) ?? []
            try ReplacedFile.write(ProjectorConfig.merge(embedding, into: text), to: config)
        } catch {
            throw ProjectorError(code: error.code, path: config, errno: error.errno)
        }
    }
}
