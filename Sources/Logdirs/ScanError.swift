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
    /// Paths in which everything was passed over; the notes say what.
    case nothingToRead([String], notes: [String])
    /// Paths of files that are something else.
    case notEventFiles([ForeignInput])
    /// A stream that ended without a byte.
    case emptyStream(String)
    /// A path that was watched, and never led to anything that could be read.
    case neverAppeared(String)
    /// Several paths, each with its own reason.
    case several([ScanError])
    /// A stream that must be read twice and could not be copied.
    case notSpooled(path: String, copy: String, reason: String)

    /// A path of a file that is neither an event file nor a dataset.
    public struct ForeignInput: Hashable, Sendable {
        /// The path as given.
        public var path: String
        /// What the file is.
        public var file: ForeignFile

        /// Creates a description.
        public init(path: String, file: ForeignFile) {
            self.path = path
            self.file = file
        }

        /// The path, what is there, and what to do about it.
        public var sentence: String {
            let basename = path.split(separator: "/").last.map(String.init) ?? path
            let name = path == "-" ? "standard input" : path
            return EscapedText.terminal("\(name): \(file.sentence(ofFileNamed: basename))")
        }
    }

    /// The missing input, and what to do about it.
    public var description: String {
        switch self {
        case .noSuchPath(""): "an empty path names nothing; give . for the current directory"
        case .noSuchPath(let path):
            "\(EscapedText.terminal(path)): no such file or directory"
        case .unreachablePath(let path, let reason):
            "\(EscapedText.terminal(path)): \(reason)"
        case .remotePath(let path) where path.scheme == "file":
            "\(EscapedText.terminal(path.text)): an address, not a path; give the path itself: "
                + EscapedText.terminal(String(path.text.dropFirst("file://".count)))
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
        case .nothingToRead(let paths, let notes):
            paths.map(EscapedText.terminal).joined(separator: ", ")
                + ": no event files and no datasets found"
                + notes.prefix(Self.noteLimit).map { "\n" + EscapedText.terminal($0) }.joined()
                + (notes.count > Self.noteLimit ? "\n… \(notes.count - Self.noteLimit) more" : "")
        case .notEventFiles(let inputs): inputs.map(\.sentence).joined(separator: "\n")
        case .emptyStream(let path):
            (path == "-" ? "standard input" : EscapedText.terminal(path))
                + ": empty; what should have written to it may have failed"
        case .neverAppeared(let path):
            "\(EscapedText.terminal(path)): no event file and no dataset appeared"
        case .several(let errors):
            errors.prefix(Self.pathLimit).map(\.description).joined(separator: "\n")
                + (errors.count > Self.pathLimit
                    ? "\n… and \(errors.count - Self.pathLimit) more" : "")
        case .notSpooled(let path, let copy, let reason):
            (path == "-" ? "standard input" : EscapedText.terminal(path))
                + " can be read only once, and a copy to read again cannot be kept in "
                + "\(EscapedText.terminal(copy)): \(reason); "
                + "or write it to a file, and give its path"
        }
    }

    /// The only reason, or all of them.
    package static func joining(_ errors: [ScanError]) -> ScanError? {
        errors.count < 2 ? errors.first : .several(errors)
    }

    private static let noteLimit = 20
    /// The most paths to name.
    package static let pathLimit = 10
}
