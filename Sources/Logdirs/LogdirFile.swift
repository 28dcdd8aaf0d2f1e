internal import Platform
package import SystemPackage
package import TFRecord
internal import TensorBoardEvents

/// An event file or dataset that a scan will read.
package struct LogdirFile {
    /// The content of the file's records.
    package enum Content: Hashable {
        /// `tensorboard.Event`.
        case events
        /// `tensorflow.DebugEvent`, in files that tfdbg version 2 writes.
        case debugEvents
        /// Decided by each record: an event, or a `tf.train.Example`.
        case records
    }

    /// The given path that led to it.
    package let logdir: String
    /// Where to open it; `nil` for standard input.
    package let path: FilePath?
    /// Its path relative to the given path.
    package let relativePath: String
    /// Its directory relative to that, `.` for itself; a dataset is a run of its own.
    package let run: String
    package let content: Content
    /// Whether it is known to be a regular file, not a pipe.
    package var isRegular = false
    /// Whether it was given itself, and not found below a directory.
    package var isNamed = false
    /// What it is, if that is known already and neither an event file nor a dataset.
    package var foreign: ForeignFile?
    /// Why the directory or file cannot be read, if that is known already.
    package var failure: Errno?
    /// Where to read what has no path of its own, or a copy of a stream.
    package var spooledPath: FilePath?
    /// A copy of a stream that is made while it is read.
    package var copy: SpooledStream?

    /// Creates a file.
    package init(
        logdir: String,
        path: FilePath?,
        relativePath: String,
        run: String,
        content: Content,
        isRegular: Bool = false,
        failure: Errno? = nil
    ) {
        self.logdir = logdir
        self.path = path
        self.relativePath = relativePath
        self.run = run
        self.content = content
        self.isRegular = isRegular
        self.failure = failure
    }
}

extension LogdirFile {
    /// A file's content according to its name; `nil` if the name does not reveal it.
    package static func content(ofFileNamed basename: String) -> Content? {
        if EventFileName.isDebugEventFile(basename) { return .debugEvents }
        if EventFileName.isEventFile(basename) { return .events }
        return DatasetFileName.isDataset(basename) ? .records : nil
    }
}

extension LogdirFile {
    /// The file's name; empty for standard input.
    package var basename: String {
        path == nil ? "" : relativePath.split(separator: "/").last.map(String.init) ?? relativePath
    }

    /// Whether the name alone does not show that it is an event file or a dataset.
    package var hasAmbiguousName: Bool {
        LogdirFile.content(ofFileNamed: basename) == nil || DatasetFileName.isAmbiguous(basename)
    }

    /// Recognizes a file that is something else, by its beginning.
    ///
    /// - Parameter reader: A reader of the file that has not read a record.
    /// - Returns: What it is; `nil` for what may be an event file or a dataset.
    /// - Throws: `RecordError` when the file cannot be read.
    package func foreignFile(
        _ reader: inout RecordReader
    ) throws(RecordError) -> ForeignFile? {
        if let foreign { return foreign }
        guard
            let beginning = try reader.beginningWithoutRecord(ForeignFile.beginningByteCount)
        else { return nil }
        return ForeignFile(beginning: beginning, basename: basename)
    }

    /// Whether it is a stream, whose bytes can be read only once, and was not copied.
    package var isReadOnce: Bool {
        guard spooledPath == nil, failure == nil, isStream else { return false }
        // The copy must not take the place of a standard input that is closed.
        return path != nil || FileStatus(of: STDIN_FILENO) != nil
    }

    /// Whether it is standard input, a pipe or a device.
    package var isStream: Bool {
        guard let path else { return true }
        return !isRegular && FileStatus(of: path)?.kind == .stream
    }

    /// Opens the file, as a stream if it can be read only once.
    package func open() throws(RecordError) -> any ByteSource {
        if let spooledPath { return try FileSource(opening: spooledPath) }
        guard isStream else { return try FileSource(opening: path ?? "-") }
        let stream =
            try path.map { path throws(RecordError) in try StreamSource(opening: path) }
            ?? StreamSource(borrowing: .standardInput, named: "-")
        return copy.map { SpoolingSource(stream, into: $0) } ?? stream
    }

    /// Standard input as a path, if it is a file that was redirected and can be read in place.
    static var redirectedFile: FilePath? {
        let path: FilePath = "/dev/fd/0"
        guard let status = FileStatus(of: STDIN_FILENO), status.kind == .regularFile,
            FileStatus(of: path)?.identity == status.identity,
            lseek(STDIN_FILENO, 0, SEEK_CUR) == 0,
            (try? FileSource(opening: path)) != nil
        else { return nil }
        return path
    }
}
