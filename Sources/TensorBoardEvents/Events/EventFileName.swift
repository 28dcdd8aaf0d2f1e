/// What the names of event files tell; the only place that knows.
public enum EventFileName {
    /// Whether a file of this name holds events: TensorBoard takes any that contains `tfevents`.
    ///
    /// See TensorBoard's `backend/event_processing/io_wrapper.py` and `data/server/logdir.rs`.
    public static func isEventFile(_ basename: String) -> Bool {
        basename.utf8.contains(subsequence: "tfevents".utf8)
    }

    /// The name of a new event file: `events.out.tfevents.<seconds>.<host>.<pid>.<uid><suffix>`.
    ///
    /// Ten digits of seconds, and five of the number that a process counts up, make the order of
    /// names that of time, which is how TensorBoard puts the files of a run in order. See TensorBoard's `summary/writer/event_file_writer.py`.
    ///
    /// - Parameters:
    ///   - seconds: The time at which the file is made, since 1970.
    ///   - host: The machine's name; a slash in it becomes an underscore.
    ///   - processID: The process that writes it.
    ///   - uid: A number that the process uses once.
    ///   - suffix: What the user wants at the end.
    /// - Returns: A file name without slashes.
    public static func name(
        seconds: Int,
        host: String,
        processID: Int,
        uid: Int,
        suffix: String = ""
    ) -> String {
        let (seconds, uid) = (padded(seconds, to: 10), padded(uid, to: 5))
        let name = "events.out.tfevents.\(seconds).\(host).\(processID).\(uid)\(suffix)"
        return String(name.map { $0 == "/" || $0 == "\0" ? "_" : $0 })
    }

    private static func padded(_ number: Int, to width: Int) -> String {
        let digits = String(max(0, number))
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
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
