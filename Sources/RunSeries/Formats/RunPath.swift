internal import TextOutput

/// A run's name in a text: the path that leads to it.
package enum RunPath {
    /// The path, escaped for a terminal.
    package static func text(logdir: String, run: String) -> String {
        let path: String
        if run == "." {
            path = logdir
        } else if logdir == "." {
            path = run
        } else {
            path = logdir.hasSuffix("/") ? logdir + run : logdir + "/" + run
        }
        return EscapedText.terminal(path)
    }
}
