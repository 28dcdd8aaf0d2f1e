package import SystemPackage
internal import TFRecord

/// Whether writing to a path would destroy data, or make a file that is later taken for data.
package enum RecordFileCheck {
    /// Whether there is an event file or a dataset at the path.
    ///
    /// An empty file counts if it has the name of an event file: a program may be about to write.
    package static func isRecordFile(_ path: FilePath) -> Bool {
        guard let status = FileStatus(of: path), status.kind == .regularFile else { return false }
        let basename = path.lastComponent?.string ?? ""
        let isNamedSo = isNamedLikeEvents(basename)
        guard let source = try? FileSource(opening: path),
            var reader = try? RecordReader(source, path: path, buffer: ReadBuffer()),
            let beginning = try? reader.beginningWithoutRecord(ForeignFile.beginningByteCount)
        else {
            // A record begins there, or nobody can tell.
            return status.byteCount > 0 || isNamedSo
        }
        return isNamedSo && ForeignFile(beginning: beginning, basename: basename) == nil
    }

    /// Whether a search of the logdir would take the path for an event file or a dataset.
    package static func isDataName(_ path: FilePath, below logdir: FilePath) -> Bool {
        guard LogdirFile.content(ofFileNamed: path.lastComponent?.string ?? "") != nil,
            let root = FileStatus(of: logdir), root.kind == .directory
        else { return false }
        var directory = path.removingLastComponent()
        while true {
            // Whatever links lead there.
            if FileStatus(of: directory.isEmpty ? "." : directory)?.identity == root.identity {
                return true
            }
            guard !directory.isEmpty, directory.lastComponent != nil else { return false }
            directory.removeLastComponent()
        }
    }

    /// Whether two paths lead to the same regular file.
    package static func isSame(_ path: FilePath, as other: FilePath) -> Bool {
        guard let status = FileStatus(of: path), status.kind == .regularFile else { return false }
        return FileStatus(of: other)?.identity == status.identity
    }

    private static func isNamedLikeEvents(_ basename: String) -> Bool {
        switch LogdirFile.content(ofFileNamed: basename) {
        case .events, .debugEvents: true
        case .records, nil: false
        }
    }
}
