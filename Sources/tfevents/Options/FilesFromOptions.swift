import ArgumentParser
import EventInspector

/// The options that name files by a list.
struct FilesFromOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Take more paths from a file, one a line; - for standard input.",
            valueName: "file"
        )
    )
    var filesFrom: String?

    @Flag(
        name: [.customShort("0"), .long],
        help: "Paths of --files-from end with a NUL byte, as find -print0 has them."
    )
    var null = false

    @Option(
        help: ArgumentHelp(
            """
            The paths of --files-from, which begin with this one, are part of this logdir: runs \
            keep the names that they have in it.
            """,
            valueName: "logdir"
        )
    )
    var relativeTo: String?

    func validate(paths: [String], isFollowing: Bool) throws {
        guard let filesFrom else {
            if null || relativeTo != nil {
                throw ValidationError("--null and --relative-to need --files-from")
            }
            if paths.isEmpty { throw ValidationError("name a PATH, or --files-from FILE") }
            return
        }
        if isFollowing { throw ValidationError("--follow does not take --files-from") }
        if filesFrom == "-", paths.contains("-") {
            throw ValidationError("standard input can be read once only")
        }
        if relativeTo != nil, !paths.isEmpty {
            throw ValidationError(
                "--relative-to goes with --files-from alone; give no PATH besides"
            )
        }
    }

    /// The paths of the list as they are written there.
    ///
    /// - Throws: `ValidationError` for a list that is none, the exit status when it cannot be read.
    func entries() throws -> [[UInt8]] {
        guard let filesFrom else { return [] }
        var text: [UInt8] = []
        try InputFile.read(filesFrom) { text += $0 }
        if !null, text.contains(0) {
            throw ValidationError("--files-from \(filesFrom): holds NUL bytes; give --null, -0")
        }
        return text.split(separator: null ? 0 : UInt8(ascii: "\n")).map(Array.init)
    }

    /// The paths of the list where each stands for itself.
    static func strings(_ entries: [[UInt8]]) throws -> [String] {
        try entries.map { entry in
            guard let path = String(validating: entry, as: UTF8.self) else {
                let path = String(decoding: entry, as: UTF8.self)
                throw ValidationError("'\(path)' is not UTF-8; --relative-to LOGDIR takes it")
            }
            if path == "-" { throw ValidationError("--files-from cannot name standard input") }
            return path
        }
    }
}
