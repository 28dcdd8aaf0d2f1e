internal import SystemPackage

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
