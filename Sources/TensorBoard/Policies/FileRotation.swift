internal import Platform
public import SystemPackage

/// When a run continues in a new event file.
///
/// TensorBoard reads the files of a directory as one run. Each begins with the version of the format
/// and has the metadata of its tags, so that a part of them can be read without the others.
///
/// ```swift
/// let rotation = FileRotation(byteCount: 64 << 20, interval: .seconds(600)) { file in
///     print("finished", file.path)
/// }
/// let writer = try SummaryWriter(logdir: "runs/1", options: .init(rotation: rotation))
/// ```
public struct FileRotation: Sendable {
    /// The size that a file should not exceed; `nil` for any.
    ///
    /// Records that are written together, of up to 1 MiB, or one larger record, go into one file.
    public var byteCount: Int?
    /// The time after which a file with values is finished, since it was created; `nil` for any.
    public var interval: Duration?
    /// Called with each file that is written no more, the last one of each run when the writer is
    /// closed included.
    ///
    /// The file is on the disk and closed, and may be moved or deleted. It is called on any thread,
    /// which should be given back soon: hand an upload to a task of your own.
    public var onFinish: (@Sendable (FinishedFile) -> Void)?

    /// Creates a rotation.
    ///
    /// - Parameters:
    ///   - byteCount: The size that a file should not exceed; `nil` for any.
    ///   - interval: The time after which a file with values is finished; `nil` for any.
    ///   - onFinish: Called with each file that is written no more.
    public init(
        byteCount: Int? = nil,
        interval: Duration? = nil,
        onFinish: (@Sendable (FinishedFile) -> Void)? = nil
    ) {
        self.byteCount = byteCount
        self.interval = interval
        self.onFinish = onFinish
    }

    /// Whether a file must be finished before more is written to it.
    func isDue(byteCount: Int64, adding added: Int, age: Int64) -> Bool {
        if let limit = self.byteCount, byteCount + Int64(added) > limit { return true }
        return nanoseconds.map { age >= $0 } ?? false
    }

    var nanoseconds: Int64? { interval?.clampedNanoseconds }
}

/// An event file that is written no more.
public struct FinishedFile: Hashable, Sendable {
    /// The file.
    public let path: FilePath
    /// The name of its run below the log directory, with slashes; empty for the directory itself.
    public let run: String
}

extension Duration {
    /// Nanoseconds from none to those of a year.
    var clampedNanoseconds: Int64 {
        let (seconds, attoseconds) = components
        guard seconds >= 0, attoseconds >= 0 else { return 0 }
        let year: Int64 = 365 * 86_400
        guard seconds < year else { return year * 1_000_000_000 }
        return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    }
}
