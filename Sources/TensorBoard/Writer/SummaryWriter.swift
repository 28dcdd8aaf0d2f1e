public import SystemPackage

/// Writes TensorBoard event files (skeleton).
public final class SummaryWriter: Sendable {
    /// The directory of this writer's run.
    public let directory: FilePath

    /// Opens a writer (skeleton).
    public init(logdir: FilePath) {
        directory = logdir
    }

    /// Puts values of one step into the queue, as one event.
    func add(_ values: [Summary.Value], step: Int, wallTime: Double?) {}

    /// Puts an event that is no summary into the queue.
    func add(_ what: Event.What, step: Int, wallTime: Double?) {}

    /// Tells `onWarning` of something odd, once for each code and tag.
    func warn(_ code: WriterWarning.Code, _ tag: String, step: Int, _ message: String) {}
}
