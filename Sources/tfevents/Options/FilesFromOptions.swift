import ArgumentParser
import EventInspector

/// The options for reading paths from a list.
struct FilesFromOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Read paths from a file, one per line; - for standard input.",
            valueName: "file"
        ),
        completion: .file()
    )
    var filesFrom: String?

    @Flag(
        name: [.customShort("0"), .long],
        help: "Listed paths end with a NUL byte, as 'find -print0' writes them."
    )
    var null = false

    @Option(
        help: ArgumentHelp(
            """
            Treat listed paths, which must start with this one, as part of this logdir, so that \
            runs keep their names.
            """,
            valueName: "logdir"
        ),
        completion: .directory
    )
    var relativeTo: String?

    func validate(paths: [String], isFollowing: Bool) throws {
        guard let filesFrom else {
            if null || relativeTo != nil {
                throw ValidationError("--null and --relative-to require --files-from")
            }
            if paths.isEmpty { throw ValidationError("give a path, or a list with --files-from") }
            return
        }
        if isFollowing { throw ValidationError("--follow and --files-from cannot be combined") }
        if filesFrom == "-", paths.contains("-") {
            throw ValidationError("standard input can be read only once")
        }
        if relativeTo != nil, !paths.isEmpty {
            throw ValidationError("--relative-to applies to --files-from; give no other paths")
        }
    }

    /// The listed paths, byte for byte.
    ///
    /// - Throws: `ValidationError` when lines contain NUL bytes, or the exit status when the list
    ///   cannot be read.
    func entries() throws -> [[UInt8]] {
        guard let filesFrom else { return [] }
        var text: [UInt8] = []
        try InputFile.read(filesFrom) { text += $0 }
        if !null, text.contains(0) {
            throw ValidationError("--files-from \(filesFrom): contains NUL bytes; add --null (-0)")
        }
        return text.split(separator: null ? 0 : UInt8(ascii: "\n")).map(Array.init)
    }

    /// The listed paths as text, for a list without `--relative-to`.
    static func strings(_ entries: [[UInt8]]) throws -> [String] {
        try entries.map { entry in
            guard let path = String(validating: entry, as: UTF8.self) else {
                let path = String(decoding: entry, as: UTF8.self)
                throw ValidationError("'\(path)' is not valid UTF-8; such paths need --relative-to")
            }
            if path == "-" { throw ValidationError("--files-from cannot list standard input (-)") }
            return path
        }
    }
}
