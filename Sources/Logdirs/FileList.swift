package import SystemPackage

/// Some of a logdir's files, from a list instead of a search.
///
/// The files keep the names and runs that a scan of the logdir gives them, and files that such a
/// scan skips, such as checkpoints, are skipped here, too. A directory means everything in it.
///
/// ```swift
/// let list = FileList([Array("runs/a/events.out.tfevents.1.host".utf8)], of: "runs")
/// let report = try LogdirScanner(options: ScanOptions(jobs: 2)).scan([], list: list)
/// ```
public struct FileList: Sendable {
    /// The logdir that the files belong to.
    public let logdir: String
    package let paths: [FilePath]
    private let root: FilePath

    /// Creates a list.
    ///
    /// - Parameters:
    ///   - paths: The bytes of the files' paths, which begin with the logdir's.
    ///   - logdir: The logdir, as passed to a scan of it.
    public init(_ paths: [[UInt8]], of logdir: String) {
        self.logdir = logdir
        root = FilePath(logdir).lexicallyNormalized()
        // Names need not be UTF-8.
        self.paths = paths.map { path in
            FilePath(platformString: path.map { CInterop.PlatformChar(bitPattern: $0) } + [0])
        }
    }

    /// A path's components below the logdir; `nil` if it is not below it.
    package func components(of path: FilePath) -> [FilePath.Component]? {
        guard path.isAbsolute == root.isAbsolute else { return nil }
        let own = root.components.filter { $0.kind != .currentDirectory }
        let all = path.lexicallyNormalized().components.filter { $0.kind != .currentDirectory }
        guard all.starts(with: own) else { return nil }
        let rest = Array(all.dropFirst(own.count))
        return rest.contains { $0.kind == .parentDirectory } ? nil : rest
    }
}
