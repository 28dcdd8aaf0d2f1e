internal import TextOutput

/// Why a scan could not begin.
public enum ScanError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A path that does not exist.
    case noSuchPath(String)
    /// A path that the operating system cannot follow, such as links in a circle.
    case unreachablePath(String, reason: String)
    /// An address of another machine.
    case remotePath(RemotePath)
    /// A path of a ``FileList`` that does not begin with the list's logdir.
    case notBelow(path: String, logdir: String)
    /// Paths without any event file or dataset.
    case noEventFiles([String])
    /// A stream that must be read twice and could not be copied.
    case notSpooled(path: String, copy: String, reason: String)

    /// The missing input, and what to do about it.
    public var description: String {
        switch self {
        case .noSuchPath(let path):
            "\(EscapedText.terminal(path)): no such file or directory"
        case .unreachablePath(let path, let reason):
            "\(EscapedText.terminal(path)): \(reason)"
        case .remotePath(let path):
            "\(EscapedText.terminal(path.text)): not a file of this machine; copy it here first, or pipe "
                + "the bytes of a file into '-'"
        case .notBelow(let path, let logdir):
            "\(EscapedText.terminal(path)): not in \(EscapedText.terminal(logdir)); "
                + "listed paths must start with the path of their logdir"
        case .noEventFiles(let paths):
            paths.map(EscapedText.terminal).joined(separator: ", ")
                + ": no event files (names that contain 'tfevents') and no datasets (names such as "
                + "'train.tfrecord-00000-of-00010') found; give the path of a file to read it "
                + "whatever its name"
        case .notSpooled(let path, let copy, let reason):
            (path == "-" ? "standard input" : EscapedText.terminal(path))
                + " can be read only once, and a copy to read again cannot be kept in "
                + "\(EscapedText.terminal(copy)): \(reason); "
                + "or write it to a file, and give its path"
        }
    }
}
