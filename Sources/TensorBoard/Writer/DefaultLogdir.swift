internal import Platform
internal import SystemPackage

/// The directory of a run that has been given none: `runs/<date>_<time>_<host><comment>`.
///
/// Like that of PyTorch's `SummaryWriter`, in local time: `runs/Nov29_20-30-05_host`.
enum DefaultLogdir {
    /// Creates such a directory, which no other run has.
    ///
    /// Runs that begin within one second on one host are numbered, starting with the second.
    ///
    /// - Parameters:
    ///   - comment: Appended to the name; slashes in it become underscores.
    ///   - seconds: When the run begins, in seconds since 1970, UTC.
    ///   - parent: The directory for all runs.
    /// - Returns: The directory.
    /// - Throws: ``WriterError`` when it cannot be created.
    static func create(
        comment: String,
        seconds: Int,
        in parent: FilePath = "runs"
    ) throws(WriterError) -> FilePath {
        try Directories.create(parent)
        let name = "\(stamp(seconds))_\(HostName.current)\(comment)".map {
            $0 == "/" || $0 == "\0" ? "_" : $0
        }
        for number in 1...1_000 {
            let suffix = number == 1 ? "" : "-\(number)"
            let directory = parent.appending(String(name) + suffix)
            if mkdir(directory.string, 0o777) == 0 { return directory }
            guard errno == EEXIST else {
                let code = Errno(rawValue: errno)
                throw WriterError(code: .createDirectory, path: directory, errno: code)
            }
        }
        throw WriterError(code: .createDirectory, path: parent, errno: .fileExists)
    }

    /// The local date and time, as `Nov29_20-30-05`.
    private static func stamp(_ seconds: Int) -> String {
        var time = time_t(seconds)
        var local = tm()
        // This alone need not look at the time zone.
        tzset()
        localtime_r(&time, &local)
        let month = months.indices.contains(Int(local.tm_mon)) ? months[Int(local.tm_mon)] : "?"
        let clock = [local.tm_hour, local.tm_min, local.tm_sec].map(padded).joined(separator: "-")
        return "\(month)\(padded(local.tm_mday))_\(clock)"
    }

    private static func padded(_ number: CInt) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }

    // `strftime` would ask the locale.
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
