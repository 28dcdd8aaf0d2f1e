internal import ClampedArithmetic
internal import SystemPackage
internal import TFRecord
package import TensorBoardEvents
internal import TextOutput

/// The runs that a scan will read, in the order of its report.
package struct RunPlan {
    /// One run and its files, in the order of their names.
    package struct Run {
        package let logdir: String
        package let name: String
        package var files: [LogdirFile]

        /// Creates a run.
        package init(logdir: String, name: String, files: [LogdirFile]) {
            self.logdir = logdir
            self.name = name
            self.files = files
        }
    }

    /// A given path.
    package struct Input {
        /// The path as given.
        package let logdir: String
        /// Notes about it as a whole, such as symbolic links that lead in circles.
        package let notes: [String]
        /// Why nothing of it can be read.
        package var error: ScanError?
    }

    package private(set) var runs: [Run] = []
    /// The paths, with notes about them.
    package private(set) var inputs: [Input] = []

    /// The patterns for excluded files that matched one.
    package private(set) var matchedExclusions: Set<Glob> = []
    /// The files of the paths so far.
    private var identities: Set<FileStatus.Identity> = []

    /// Creates an empty plan.
    package init() {}

    /// Takes the files of a path that no earlier path led to.
    ///
    /// - Returns: The files, and notes on the path.
    private mutating func take(_ found: Found, at path: String) -> ([LogdirFile], [String]) {
        var own: Set<FileStatus.Identity> = []
        let new = found.files.filter { file in
            guard file.failure == nil, let path = file.path, let status = FileStatus(of: path),
                status.kind == .regularFile
            else { return true }
            own.insert(status.identity)
            return !identities.contains(status.identity)
        }
        identities.formUnion(own)
        let count = found.files.count - new.count
        guard count > 0 else { return (new, found.notes) }
        let note =
            "\(path): \(NumberText.count(count, "file")) that an earlier path led to, read once"
        return (new, found.notes + [note])
    }

    /// Finds the files of the paths and the list, listing `jobs` directories at the same time.
    ///
    /// Files below a directory whose names match a glob of `excludedFiles` are passed over. A path
    /// without files does not stop the others; its input says why.
    ///
    /// - Throws: ``ScanError`` when none has an event file, unless that is allowed.
    package init(
        _ paths: [String],
        list: FileList? = nil,
        excluding excludedFiles: [Glob] = [],
        allowsEmpty: Bool = false,
        jobs: Int = 1
    ) throws(ScanError) {
        var files: [[LogdirFile]] = []
        var seen: Set<ExactName> = []
        // A path given twice is read once.
        for path in paths where seen.insert(ExactName(path)).inserted {
            do throws(ScanError) {
                let found = try Self.files(under: path, excluding: excludedFiles, jobs: jobs)
                matchedExclusions.formUnion(found.exclusions)
                let (new, notes) =
                    paths.count > 1 ? take(found, at: path) : (found.files, found.notes)
                files.append(new)
                let error: ScanError? =
                    !found.files.isEmpty || allowsEmpty
                    ? nil
                    : found.notes.isEmpty
                        ? .noEventFiles([path]) : .nothingToRead([path], notes: found.notes)
                inputs.append(Input(logdir: path, notes: notes, error: error))
            } catch {
                inputs.append(Input(logdir: path, notes: [], error: error))
            }
        }
        if let list {
            let logdir = try Logdir(list, excluding: excludedFiles)
            files.append(logdir.files)
            matchedExclusions.formUnion(logdir.matchedExclusions)
            inputs.append(Input(logdir: list.logdir, notes: logdir.notes))
        }
        guard files.contains(where: { !$0.isEmpty }) else {
            let errors = inputs.compactMap(\.error)
            let isEmpty = errors.allSatisfy {
                switch $0 {
                case .noEventFiles, .nothingToRead: true
                default: false
                }
            }
            if !isEmpty, let error = ScanError.joining(errors) { throw error }
            guard !allowsEmpty else { return }
            let notes = inputs.flatMap(\.notes)
            throw notes.isEmpty
                ? .noEventFiles(inputs.map(\.logdir))
                : .nothingToRead(inputs.map(\.logdir), notes: notes)
        }
        for group in files { runs += Self.runs(of: group) }
    }

    /// Finds the files of paths that need not exist yet.
    package init(watching paths: [String], excluding excludedFiles: [Glob] = []) {
        var seen: Set<ExactName> = []
        for path in paths where seen.insert(ExactName(path)).inserted {
            do throws(ScanError) {
                let found = try Self.files(under: path, excluding: excludedFiles, jobs: 1)
                let (new, notes) =
                    paths.count > 1 ? take(found, at: path) : (found.files, found.notes)
                inputs.append(Input(logdir: path, notes: notes))
                runs += Self.runs(of: new)
            } catch {
                inputs.append(Input(logdir: path, notes: []))
            }
        }
    }

    /// Removes the runs that are not selected.
    package mutating func select(_ selection: ScanSelection) {
        runs.removeAll { !selection.includes(run: $0.name) }
    }

    /// Removes the runs of all shards but one.
    package mutating func keep(_ shard: Shard) {
        let numbers = shard.numbers(of: runs)
        runs = zip(runs, numbers).filter { $1 == shard.number }.map(\.0)
    }

    /// Changes each file.
    package mutating func changeFiles<Failure: Error>(
        _ body: (inout LogdirFile) throws(Failure) -> Void
    ) throws(Failure) {
        for run in runs.indices {
            for file in runs[run].files.indices { try body(&runs[run].files[file]) }
        }
    }

    /// Says of a path that nothing of it was read, after all.
    package mutating func refuse(_ logdir: String, _ error: ScanError) {
        for index in inputs.indices where inputs[index].logdir.isExactly(logdir) {
            inputs[index].error = error
        }
    }

    /// Adds a file to its run.
    package mutating func add(_ file: LogdirFile) {
        let others = runs.filter { $0.logdir.isExactly(file.logdir) }.flatMap(\.files)
        let before = runs.firstIndex { $0.logdir.isExactly(file.logdir) } ?? runs.count
        runs.removeAll { $0.logdir.isExactly(file.logdir) }
        runs.insert(contentsOf: Self.runs(of: others + [file]), at: min(before, runs.count))
    }

    /// How many bytes there are to read, as far as it can be told.
    package var byteCount: Int {
        runs.reduce(0) { $0.addingClamped($1.byteCount) }
    }

    /// What a path leads to.
    private struct Found {
        var files: [LogdirFile]
        var notes: [String] = []
        var exclusions: Set<Glob> = []
    }

    private static func files(
        under path: String,
        excluding excludedFiles: [Glob],
        jobs: Int
    ) throws(ScanError) -> Found {
        if path == "-" {
            var file = LogdirFile(
                logdir: "-",
                path: nil,
                relativePath: "-",
                run: ".",
                content: .records
            )
            file.isNamed = true
            file.spooledPath = LogdirFile.redirectedFile
            return Found(files: [file])
        }
        let filePath = FilePath(path)
        var status: FileStatus?
        var foreign: ForeignFile?
        do throws(Errno) {
            status = try FileStatus(asking: filePath)
        } catch {
            foreign = ForeignFile(link: filePath)
            if foreign == nil { throw Self.error(error, at: path) }
        }
        if status?.kind == .directory {
            let logdir = Logdir(filePath, named: path, excluding: excludedFiles, jobs: jobs)
            return Found(
                files: logdir.files,
                notes: logdir.notes,
                exclusions: logdir.matchedExclusions
            )
        }
        let basename = filePath.lastComponent?.string ?? path
        var file = LogdirFile(
            logdir: path,
            path: filePath,
            relativePath: basename,
            run: ".",
            content: LogdirFile.content(ofFileNamed: basename) ?? .records
        )
        file.isNamed = true
        file.foreign = foreign
        return Found(files: [file])
    }

    private static func error(_ errno: Errno, at path: String) -> ScanError {
        if let remote = RemotePath(path) { return .remotePath(remote) }
        if errno == .noSuchFileOrDirectory || errno == .notDirectory { return .noSuchPath(path) }
        let advice = errno.advice.map { "; \($0)" } ?? ""
        return .unreachablePath(path, reason: "\(errno)\(advice)")
    }

    private static func runs(of files: [LogdirFile]) -> [Run] {
        // By bytes: names that differ only in Unicode normalization are two runs.
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

extension RunPlan.Run {
    /// How many bytes there are to read, as far as it can be told.
    package var byteCount: Int {
        var sum = 0
        for file in files {
            if let path = file.spooledPath ?? file.path, file.failure == nil {
                sum.addClamped(FileStatus(of: path)?.byteCount ?? 0)
            }
        }
        return sum
    }
}
