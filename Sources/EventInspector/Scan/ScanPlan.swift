internal import SystemPackage
internal import TFRecord
internal import TensorBoardEvents

/// What a scan is going to read, in the order in which it reports.
struct ScanPlan {
    /// One run and its files, in the order of their names.
    struct Run {
        let logdir: String
        let name: String
        var files: [EventFile]
    }

    private(set) var runs: [Run] = []
    /// The paths themselves, and what there is to say of them.
    private(set) var inputs: [ScanReport.Input] = []

    /// A plan to read nothing.
    init() {}

    /// Finds what the paths and the list name, looking at `jobs` places at the same time.
    ///
    /// - Throws: ``ScanError`` when a path does not exist, or none has an event file.
    init(
        _ paths: [String],
        list: FileList? = nil,
        allowsEmpty: Bool = false,
        allowsMissing: Bool = false,
        jobs: Int = 1
    ) throws(ScanError) {
        var files: [[EventFile]] = []
        var seen: Set<String> = []
        // A path that is given twice is read once.
        for path in paths where seen.insert(path).inserted {
            if allowsMissing, path != "-", FileStatus(of: FilePath(path)) == nil { continue }
            let (found, foundNotes) = try Self.files(under: path, jobs: jobs)
            files.append(found)
            inputs.append(ScanReport.Input(logdir: path, notes: foundNotes))
        }
        if let list {
            let logdir = try Logdir(list)
            files.append(logdir.files)
            inputs.append(ScanReport.Input(logdir: list.logdir, notes: logdir.notes))
        }
        guard allowsEmpty || files.contains(where: { !$0.isEmpty }) else {
            throw .noEventFiles(inputs.map(\.logdir))
        }
        for group in files { runs += Self.runs(of: group) }
    }

    /// Leaves out the runs that are not asked for.
    mutating func select(_ selection: ScanSelection) {
        runs.removeAll { !selection.includes(run: $0.name) }
    }

    /// Leaves out the runs of all shards but one.
    mutating func keep(_ shard: Shard) {
        let numbers = shard.numbers(of: runs)
        runs = zip(runs, numbers).filter { $1 == shard.number }.map(\.0)
    }

    /// Changes each file.
    mutating func changeFiles(
        _ body: (inout EventFile) throws(ScanError) -> Void
    ) throws(ScanError) {
        for run in runs.indices {
            for file in runs[run].files.indices { try body(&runs[run].files[file]) }
        }
    }

    /// Adds a file where it belongs.
    mutating func add(_ file: EventFile) {
        let others = runs.filter { $0.logdir == file.logdir }.flatMap(\.files)
        let before = runs.firstIndex { $0.logdir == file.logdir } ?? runs.count
        runs.removeAll { $0.logdir == file.logdir }
        runs.insert(contentsOf: Self.runs(of: others + [file]), at: min(before, runs.count))
    }

    /// How many bytes there are to read, as far as it can be told.
    var byteCount: Int {
        runs.reduce(0) { $0 + $1.byteCount }
    }

    private static func files(
        under path: String,
        jobs: Int
    ) throws(ScanError) -> ([EventFile], [String]) {
        if path == "-" {
            let file = EventFile(
                logdir: "-",
                path: nil,
                relativePath: "-",
                run: ".",
                content: .records
            )
            return ([file], [])
        }
        let filePath = FilePath(path)
        guard let status = FileStatus(of: filePath) else { throw .noSuchPath(path) }
        if status.kind == .directory {
            let logdir = Logdir(filePath, named: path, jobs: jobs)
            return (logdir.files, logdir.notes)
        }
        let basename = filePath.lastComponent?.string ?? path
        let file = EventFile(
            logdir: path,
            path: filePath,
            relativePath: basename,
            run: ".",
            content: EventFile.content(ofFileNamed: basename) ?? .records
        )
        return ([file], [])
    }

    private static func runs(of files: [EventFile]) -> [Run] {
        // By bytes: names that differ only in Unicode's normalization are those of two runs.
        let sorted = files.sorted {
            $0.run.utf8.elementsEqual($1.run.utf8)
                ? $0.relativePath.utf8.lexicographicallyPrecedes($1.relativePath.utf8)
                : $0.run.utf8.lexicographicallyPrecedes($1.run.utf8)
        }
        var runs: [Run] = []
        for file in sorted {
            if let last = runs.last, last.name.utf8.elementsEqual(file.run.utf8) {
                runs[runs.count - 1].files.append(file)
            } else {
                runs.append(Run(logdir: file.logdir, name: file.run, files: [file]))
            }
        }
        return runs
    }
}

extension ScanPlan.Run {
    /// How many bytes there are to read, as far as it can be told.
    var byteCount: Int {
        var sum = 0
        for file in files {
            if let path = file.path, file.failure == nil {
                sum.addClamped(FileStatus(of: path)?.byteCount ?? 0)
            }
        }
        return sum
    }
}
