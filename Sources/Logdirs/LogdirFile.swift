package import SystemPackage
package import TFRecord
internal import TensorBoardEvents

/// A file of events or examples that a scan is to read.
package struct LogdirFile {
    /// What the file's records hold.
    package enum Content: Hashable {
        /// `tensorboard.Event`.
        case events
        /// `tensorflow.DebugEvent`, in the files that tfdbg version 2 writes.
        case debugEvents
        /// What each record says that it is: an event, or a `tf.train.Example`.
        case records
    }

    /// The PATH argument it was found under.
    package let logdir: String
    /// Where to open it; nil for standard input.
    package let path: FilePath?
    /// Its path relative to the PATH argument.
    package let relativePath: String
    /// Its directory relative to that, `.` for itself; a dataset is a run of its own.
    package let run: String
    package let content: Content
    /// Whether it is known to be a file on a disk, and no pipe.
    package var isRegular = false
    /// Why the directory or file cannot be read, when that is known already.
    package var failure: Errno?
    /// A copy of what a stream held, where it has to be read again.
    package var spooledPath: FilePath?

    /// Names a file.
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
    /// What a file holds by its name; nil where that says nothing.
    package static func content(ofFileNamed basename: String) -> Content? {
        if EventFileName.isDebugEventFile(basename) { return .debugEvents }
        if EventFileName.isEventFile(basename) { return .events }
        return DatasetFileName.isDataset(basename) ? .records : nil
    }
}

extension LogdirFile {
    /// Opens the file, as a stream where it can only be read once.
    package func open() throws(RecordError) -> any ByteSource {
        if let spooledPath { return try FileSource(opening: spooledPath) }
        guard let path else { return StreamSource(borrowing: .standardInput, named: "-") }
        return !isRegular && FileStatus(of: path)?.kind == .stream
            ? try StreamSource(opening: path) : try FileSource(opening: path)
    }
}
