internal import SystemPackage

/// An event file that a scan is to read.
struct EventFile {
    /// The PATH argument it was found under.
    let logdir: String
    /// Where to open it; nil for standard input.
    let path: FilePath?
    /// Its path relative to the PATH argument.
    let relativePath: String
    /// Its directory relative to that, `.` for itself.
    let run: String
    let content: FileScan.Content
    /// Why the directory or file cannot be read, when that is known already.
    var failure: Errno?
}
