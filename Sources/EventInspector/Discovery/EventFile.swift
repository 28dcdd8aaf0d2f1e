internal import SystemPackage
internal import TensorBoardEvents

/// A file of events or examples that a scan is to read.
struct EventFile {
    /// The PATH argument it was found under.
    let logdir: String
    /// Where to open it; nil for standard input.
    let path: FilePath?
    /// Its path relative to the PATH argument.
    let relativePath: String
    /// Its directory relative to that, `.` for itself; a dataset is a run of its own.
    let run: String
    let content: FileScan.Content
    /// A copy of what a stream held, where it has to be read again.
    var spooledPath: FilePath?
    /// Whether it is known to be a file on a disk, and no pipe.
    var isRegular = false
    /// Why the directory or file cannot be read, when that is known already.
    var failure: Errno?
}

extension EventFile {
    /// What a file holds by its name; nil where that says nothing.
    static func content(ofFileNamed basename: String) -> FileScan.Content? {
        if EventFileName.isDebugEventFile(basename) { return .debugEvents }
        if EventFileName.isEventFile(basename) { return .events }
        return DatasetFileName.isDataset(basename) ? .records : nil
    }
}
