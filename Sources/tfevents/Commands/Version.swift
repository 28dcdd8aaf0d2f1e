import CBuildNotes

/// What `--version` prints.
enum Version {
    /// The version that the change log describes.
    static let number = "0.2.0"

    /// The version; then the commit, if it is known, and how the tool was built.
    static var text: String {
        var lines = ["tfevents \(number)"]
        if let commit = build_notes_commit() { lines.append("commit \(String(cString: commit))") }
        if let kind = build_notes_kind() {
            lines.append("built \(String(cString: kind))")
        } else {
            lines.append("built from source, \(optimization)")
        }
        return lines.joined(separator: "\n")
    }

    private static var optimization: String {
        #if DEBUG
        "for debugging"
        #else
        "for release"
        #endif
    }
}
