internal import ClampedArithmetic
public import Logdirs
internal import TextOutput

/// Files that are neither event files nor datasets.
extension ScanReport {
    /// Whether a path was given that leads to such a file.
    public var hasForeignInput: Bool { foreignFiles.contains(where: \.isNamed) }

    /// The files of other kinds, which are the last.
    private var foreignFiles: ArraySlice<File> {
        let first = files.indices.reversed().first { files[$0].kind == nil }
        return files[(first.map { $0 + 1 } ?? 0)...]  // in range: an index
    }

    /// A note on each, or on all of one kind in one logdir; pointers, whose files are missing,
    /// come first.
    ///
    /// Where only one logdir was given, its path is left out.
    var foreignNotes: [String] {
        var groups: [(first: File, files: [File])] = []
        var positions: [String: Int] = [:]
        for file in foreignFiles {
            guard let kind = file.kind else { continue }
            if let position = positions[kind.rawValue + "\0" + file.logdir] {
                groups[position].files.append(file)
            } else {
                positions[kind.rawValue + "\0" + file.logdir] = groups.count
                groups.append((file, [file]))
            }
        }
        let order = ForeignFile.Kind.allCases
        let sorted = order.flatMap { kind in groups.filter { $0.first.kind == kind } }
        return sorted.compactMap { first, files in
            guard let kind = first.kind else { return nil }
            let isOnly = inputs.count < 2
            guard files.count > 1 else {
                let path = isOnly && !first.isNamed ? first.path : first.pathToOpen
                return "\(path): \(first.notes.first ?? "")"
            }
            let sizes = files.compactMap(\.statedBytes)
            let words = ForeignFile.sentence(
                on: kind,
                ofFilesNamed: files.map(\.basename),
                statedByteCount: sizes.isEmpty ? nil : sizes.reduce(0) { $0.addingClamped($1) }
            )
            return (isOnly ? "" : "\(first.logdir): ") + "\(words); the first is \(first.path)"
        }
    }
}

extension ScanError {
    /// The error if nothing was read because all files are something else; `nil` otherwise.
    init?(ofForeign results: [RunResult], inputs: [RunPlan.Input]) {
        guard results.allSatisfy(\.files.isEmpty) else { return nil }
        let files = results.flatMap(\.foreign)
        guard !files.isEmpty else { return nil }
        let named = files.filter(\.isNamed)
        guard named.isEmpty else {
            let foreign = ScanError.notEventFiles(named.compactMap(\.foreignInput))
            self = .joining(inputs.compactMap(\.error) + [foreign]) ?? foreign
            return
        }
        var report = ScanReport()
        report.files = files
        let notes = inputs.flatMap(\.notes) + report.foreignNotes
        self = .nothingToRead(inputs.map(\.logdir), notes: notes)
    }
}

extension ScanReport.File {
    /// A file of which nothing was read.
    init(_ foreign: ForeignFile, _ file: LogdirFile) {
        self.init(
            logdir: file.logdir,
            path: file.relativePath,
            run: file.run,
            notes: [foreign.sentence(ofFileNamed: file.basename)]
        )
        kind = foreign.kind
        statedBytes = foreign.statedByteCount
        isNamed = file.isNamed
    }

    /// What the file is, if its path was given and it is neither an event file nor a dataset.
    public var foreignInput: ScanError.ForeignInput? {
        guard isNamed, let kind else { return nil }
        let file = ForeignFile(kind, statedByteCount: statedBytes)
        return ScanError.ForeignInput(path: logdir, file: file)
    }

    var basename: String { path.split(separator: "/").last.map(String.init) ?? path }

    /// The path that leads to the file.
    var pathToOpen: String {
        guard !isNamed else { return logdir == "-" ? "standard input" : logdir }
        return logdir.hasSuffix("/") ? logdir + path : logdir + "/" + path
    }
}
