import EventInspector
import Platform
internal import TextOutput

/// A line on a terminal's standard error that shows that `--follow` lives.
struct FollowStatus {
    let isShown: Bool

    init(isShown: Bool) {
        self.isShown = isShown && System.isTerminal(System.standardError)
    }

    func begin() {
        guard isShown else { return }
        StandardError.print("tfevents: watching; Ctrl-C stops and prints the summary")
    }

    /// Shows what was read so far.
    func show(_ progress: FollowProgress) {
        guard isShown else { return }
        let columns = System.columns(of: System.standardError)
        StandardError.write("\r\u{1b}[K" + String(Self.text(progress).prefix(columns - 1)))
    }

    /// Erases the line.
    func clear() {
        guard isShown else { return }
        StandardError.write("\r\u{1b}[K")
    }

    static func text(_ progress: FollowProgress) -> String {
        guard progress.fileCount > 0 else { return "waiting for event files" }
        var text = NumberText.count(progress.fileCount, "file")
        text += ", " + NumberText.count(progress.valueCount, "value")
        if let step = progress.lastStep { text += ", last step \(NumberText.grouped(step))" }
        return text + (progress.isFinite ? ", all finite" : ", not all finite")
    }
}
