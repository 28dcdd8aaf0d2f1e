import EventInspector
import SystemPackage
import TestSupport

/// A directory that a test writes to while a follower watches it.
final class Follower {
    let directory: ScratchDirectory
    private var follower: LogdirFollower

    /// Watches a directory with these files, or only one of them.
    init(
        _ files: [String: [UInt8]],
        watching name: String = "",
        options: ScanOptions = ScanOptions(jobs: 1)
    ) throws {
        directory = try ScratchDirectory(files)
        follower = LogdirFollower([directory.path(name).string], options: options)
    }

    /// Looks once; the new findings in brief.
    func look() throws -> [String] { try follower.look().map(\.brief) }

    func report() -> ScanReport { follower.report() }

    func append(_ payloads: [UInt8]..., to name: String = "tfevents") throws {
        try directory.append(RecordBytes.file(payloads), to: name)
    }
}
