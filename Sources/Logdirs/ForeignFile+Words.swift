internal import TextOutput

extension ForeignFile {
    /// What it is and what to do about it.
    ///
    /// - Parameter basename: The file's name, for a command that gets the file itself.
    /// - Returns: A sentence, such as `a zip archive: unpack it, and read what was in it`.
    public func sentence(ofFileNamed basename: String) -> String {
        let advice = kind.advice(
            for: kind.isPattern ? Self.pattern(basename) : basename,
            pronoun: "it"
        )
        return "\(kind.words.one)\(Self.size(statedByteCount)): \(advice)"
    }

    /// The same of several files.
    ///
    /// - Parameters:
    ///   - kind: What they are.
    ///   - basenames: Their names.
    ///   - byteCount: The sum of the sizes that they state.
    /// - Returns: A sentence that begins with their number.
    package static func sentence(
        on kind: Kind,
        ofFilesNamed basenames: [String],
        statedByteCount byteCount: Int?
    ) -> String {
        let count = NumberText.grouped(basenames.count)
        let isNamedAlike = basenames.allSatisfy { $0.contains("tfevents") }
        let advice = kind.advice(
            for: isNamedAlike && kind.isPattern ? "*tfevents*" : nil,
            pronoun: "them"
        )
        return "\(count) \(kind.words.several)\(size(byteCount)): \(advice)"
    }

    private static func size(_ byteCount: Int?) -> String {
        byteCount.map { " (\(NumberText.bytes($0)))" } ?? ""
    }

    /// A name as a pattern that matches it, whatever characters it has.
    private static func pattern(_ name: String) -> String {
        String(name.map { "*?[],\\".contains($0) ? "?" : $0 })
    }
}

extension ForeignFile.Kind {
    /// Whether the command that gets the file takes a pattern.
    fileprivate var isPattern: Bool { self == .gitLFSPointer }

    /// What it is, for one file and, after a number, for several.
    fileprivate var words: (one: String, several: String) {
        switch self {
        case .gitLFSPointer:
            ("a Git LFS pointer, not the file itself", "Git LFS pointers, not the files themselves")
        case .gitAnnexPointer:
            (
                "a git-annex pointer, not the file itself",
                "git-annex pointers, not the files themselves"
            )
        case .unityMeta: ("a .meta file of Unity, not an event file", ".meta files of Unity")
        case .dvc: ("a .dvc file, not the file that it tracks", ".dvc files")
        case .appleDouble:
            (
                "an AppleDouble file of macOS (._*), not an event file",
                "AppleDouble files of macOS (._*)"
            )
        case .html: ("an HTML page, not an event file", "HTML pages")
        case .xml: ("an XML document, not an event file", "XML documents")
        case .json: ("a JSON document, not an event file", "JSON documents")
        case .text: ("text, not an event file", "text files")
        case .zip: ("a zip archive", "zip archives")
        case .tar: ("a tar archive", "tar archives")
        case .sevenZip: ("a 7-Zip archive", "7-Zip archives")
        case .zstd: ("compressed with zstd", "files compressed with zstd")
        case .xz: ("compressed with xz", "files compressed with xz")
        case .bzip2: ("compressed with bzip2", "files compressed with bzip2")
        case .lz4: ("compressed with lz4", "files compressed with lz4")
        case .visualDL:
            ("a log of VisualDL, which is not read", "logs of VisualDL, which are not read")
        case .noRecords:
            (
                "not an event file or dataset, for no record is in it",
                "files that are not datasets, for no record is in them"
            )
        }
    }

    /// What to do about files of the kind.
    ///
    /// - Parameters:
    ///   - name: The only file's name, or a pattern that matches all files; `nil` if neither is known.
    ///   - pronoun: What stands for the file or the files, `it` or `them`.
    /// - Returns: A clause in the imperative, or what helps to decide.
    fileprivate func advice(for name: String?, pronoun: String) -> String {
        let word = name.map(ShellText.quoted)
        return switch self {
        case .gitLFSPointer:
            word.map { "git lfs pull --include=\($0) gets the file" }
                ?? "git lfs pull gets the files"
        case .gitAnnexPointer: "git annex get \(word ?? ".") gets the file"
        case .dvc: "dvc pull\(word.map { " " + $0 } ?? "") gets the data"
        case .unityMeta: "settings for the file of that name without .meta"
        case .appleDouble: "attributes of the file of that name without ._"
        case .html, .xml:
            "a server may have answered this in place of the file; download it again"
        case .json, .text, .noRecords:
            "event files and datasets consist of records (TFRecord)"
        case .zip, .tar, .sevenZip: "unpack \(pronoun), and read what was in \(pronoun)"
        case .zstd: "decompress \(pronoun) first (zstd -d)"
        case .xz: "decompress \(pronoun) first (xz -d)"
        case .bzip2: "decompress \(pronoun) first (bzip2 -d)"
        case .lz4: "decompress \(pronoun) first (lz4 -d)"
        case .visualDL: "its records have no checksums; VisualDL's own LogReader reads them"
        }
    }
}
