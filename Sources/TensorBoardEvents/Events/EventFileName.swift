/// The names of event files; no other code knows their format.
public enum EventFileName {
    /// Whether a file of this name is an event file: to TensorBoard, any name with `tfevents` is.
    ///
    /// See TensorBoard's `backend/event_processing/io_wrapper.py` and `data/server/logdir.rs`.
    public static func isEventFile(_ basename: String) -> Bool {
        basename.utf8.contains(subsequence: "tfevents".utf8)
    }

    /// The name of a new event file: `events.out.tfevents.<seconds>.<host>.<pid>.<uid><suffix>`.
    ///
    /// Ten digits of seconds, and five of the process's counter, make the order of names the order
    /// of time, by which TensorBoard sorts the files of a run. See TensorBoard's
    /// `summary/writer/event_file_writer.py`.
    ///
    /// - Parameters:
    ///   - seconds: The file's creation time in seconds since 1970, UTC.
    ///   - host: The machine's name; a slash in it becomes an underscore.
    ///   - processID: The writing process.
    ///   - uid: A number that the process uses once.
    ///   - suffix: A suffix of the user's choice.
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

    /// Whether a file of this name contains debug events, which tfdbg version 2 writes.
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
