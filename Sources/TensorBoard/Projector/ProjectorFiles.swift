internal import SystemPackage

/// The contents of one embedding's files, before any is written.
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
    /// Readers see each file as it was or as it will be, never a part; the list never names a file
    /// that does not exist.
    ///
    /// - Returns: The files, and the directories that may have new names.
    @discardableResult
    func write(below run: FilePath) throws(ProjectorError) -> [FilePath] {
        var changed: [FilePath] = [run]
        for (path, bytes) in files {
            let file = run.pushing(FilePath(path))
            try ReplacedFile.makeDirectories(of: file, below: run)
            try ReplacedFile.write(bytes, to: file)
            changed += ReplacedFile.directories(of: file, below: run) + [file]
        }
        let config = run.appending(ProjectorConfig.fileName)
        let lock = try DirectoryLock(run)
        defer { lock.release() }
        do {
            let text = try ReplacedFile.read(config) ?? []
            try ReplacedFile.write(ProjectorConfig.merge(embedding, into: text), to: config)
            return changed + [config]
        } catch {
            throw ProjectorError(code: error.code, path: config, errno: error.errno)
        }
    }
}

/// The names of an embedding at one step, in the projector and on disk.
struct ProjectorName {
    /// The name in the projector's list, unique within a run.
    let tensorName: String
    /// The directory of its files, below the run's directory.
    let directory: String

    init(_ name: String, step: Int) {
        let digits = String(step.magnitude)
        let zeros = String(repeating: "0", count: max(0, 5 - digits.count))
        let number = (step < 0 ? "-" : "") + zeros + digits
        // Never ends in ":0", which TensorBoard would cut off.
        tensorName = "\(Self.listed(name)):\(number)"
        directory = "\(Self.root)/\(Self.stored(name))/\(number)"
    }

    private static let root = "projector"
    private static let maximumStoredByteCount = 64

    /// The projector's page requests a name without encoding the special characters of a URL.
    private static func listed(_ name: String) -> String {
        replacing(name) { character in
            "&#+%".unicodeScalars.contains(character) || character.value < 0x20
        }
    }

    /// Other programs restrict file names, too; TensorBoard mistakes `tfevents` for an event file.
    private static func stored(_ name: String) -> String {
        let safe = replacing(name, cutAt: maximumStoredByteCount) { character in
            switch character {
            // No capitals: some file systems do not distinguish them from small letters.
            case "a"..."z", "0"..."9", "_", "-": false
            default: true
            }
        }
        return EventFileName.isEventFile(safe) ? "embedding-" + fingerprint(name) : safe
    }

    /// Replaces characters with `_`, and keeps names distinct that would become equal.
    private static func replacing(
        _ name: String,
        cutAt limit: Int = .max,
        _ isBad: (Unicode.Scalar) -> Bool
    ) -> String {
        var clean = String.UnicodeScalarView()
        for character in name.unicodeScalars.prefix(limit) {
            clean.append(isBad(character) ? "_" : character)
        }
        let text = String(clean)
        return text.utf8.elementsEqual(name.utf8) ? text : text + "-" + fingerprint(name)
    }

    /// The same in every process and in every version.
    private static func fingerprint(_ name: String) -> String {
        var hash = FNV1a()
        hash.add(name.utf8)
        let digits = String(hash.value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

/// The reason why an embedding's files could not be written.
struct ProjectorError: Error, CustomStringConvertible {
    enum Code: Hashable, Sendable {
        /// The operating system refused a write.
        case write
        /// The existing list of embeddings is not in protobuf's text format.
        case unreadableConfig(offset: Int)
        /// Another process keeps the list of embeddings locked.
        case locked
    }

    var code: Code
    var path: FilePath?
    var errno: Errno?

    var description: String {
        let place = path.map { "\($0): " } ?? ""
        let cause = errno.map { ": \($0)" } ?? ""
        return switch code {
        case .write: "\(place)cannot be written\(cause)"
        case .unreadableConfig(let offset):
            "\(place)not in protobuf's text format at byte \(offset); fix it or move it aside"
        case .locked: "\(place)locked by another process"
        }
    }
}

extension WriterError {
    init(_ error: ProjectorError) {
        let code: Code =
            switch error.code {
            case .write: .write
            case .unreadableConfig: .projectorConfig
            case .locked: .inUse
            }
        self.init(code: code, path: error.path ?? "projector_config.pbtxt", errno: error.errno)
    }
}
