/// What the names of event files tell; the only place that knows.
public enum EventFileName {
    /// Whether a file of this name holds events: TensorBoard takes any that contains `tfevents`.
    ///
    /// See TensorBoard's `backend/event_processing/io_wrapper.py` and `data/server/logdir.rs`.
    public static func isEventFile(_ basename: String) -> Bool {
        basename.utf8.contains(subsequence: "tfevents".utf8)
    }

    /// Whether a file of this name holds debug events, which tfdbg version 2 writes.
    ///
    /// See TensorFlow's `core/util/debug_events_writer.h`.
    public static func isDebugEventFile(_ basename: String) -> Bool {
        basename.utf8.starts(with: "tfdbg_events.".utf8)
    }
}

extension String.UTF8View {
    fileprivate func contains(subsequence: String.UTF8View) -> Bool {
        var start = startIndex
        while start != endIndex {
            if self[start...].starts(with: subsequence) { return true }
            formIndex(after: &start)
        }
        return subsequence.isEmpty
    }
}
