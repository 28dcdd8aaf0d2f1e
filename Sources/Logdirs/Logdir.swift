package import SystemPackage
internal import TFRecord
package import TensorBoardEvents
internal import TextOutput

/// Finds the event files in a directory as TensorBoard does, and datasets.
///
/// Any file whose name contains `tfevents` belongs to the run of its directory. A dataset (see
/// ``DatasetFileName``) is a run of its own: its records are numbered starting at 0. Symbolic links
/// are followed once: a file that was reached already is not read again under another name. See
/// TensorBoard's `data/server/disk_logdir.rs`.
package struct Logdir {
    package private(set) var files: [LogdirFile] = []

    /// Facts about the logdir.
    package var notes: [String] {
        var notes = loopNotes
        if unlistedLoopCount > 0 {
            let rest = NumberText.count(unlistedLoopCount, "more link")
            notes.append("\(rest) to directories that were read already")
        }
        if excludedCount > 0 {
            notes.append("\(NumberText.count(excludedCount, "file")) excluded by name")
        }
        return notes + passedOver.notes
    }

    private var loopNotes: [String] = []
    private var noteByteCount = 0
    private var unlistedLoopCount = 0
    private let excludedFiles: [Glob]
    /// The patterns for excluded files that matched one.
    package private(set) var matchedExclusions: Set<Glob> = []
    private var excludedCount = 0
    private var passedOver = PassedOverFiles()
    private let logdir: String
    private let jobs: Int
    private var directories: Set<FileStatus.Identity> = []
    // Only needed if a link leads to a file, but then for all files.
    private var regularFiles: Set<FileStatus.Identity> = []
    private var identifiedFileCount = 0
    // Links wait until all real directories are known, so that a run keeps its real name.
    private var links: [LogdirPlace] = []

    /// Searches the directory `path`, listing `jobs` directories at the same time.
    package init(
        _ path: FilePath,
        named logdir: String,
        excluding excludedFiles: [Glob] = [],
        jobs: Int
    ) {
        self.logdir = logdir
        self.excludedFiles = excludedFiles
        self.jobs = jobs
        visit(LogdirPlace(path))
        followLinks()
    }

    /// Finds the files of a list, and the contents of its directories, as a search of the whole
    /// logdir would.
    ///
    /// - Throws: ``ScanError`` when a path does not exist or is not below the logdir.
    package init(
        _ list: FileList,
        excluding excludedFiles: [Glob] = []
    ) throws(ScanError) {
        logdir = list.logdir
        self.excludedFiles = excludedFiles
        jobs = 1
        let root = FilePath(list.logdir)
        for path in list.paths {
            guard let components = list.components(of: path) else {
                throw .notBelow(path: path.string, logdir: list.logdir)
            }
            // Spelled as a search of the logdir spells it: the report may quote it.
            let place = components.reduce(LogdirPlace(root)) { LogdirPlace($1, in: $0) }
            do {
                switch try FileStatus(asking: place.filePath, followingLinks: components.isEmpty)
                    .kind
                {
                case .directory: visit(place)
                case .symbolicLink: links.append(place)
                case .regularFile: addFile(place)
                case .stream: continue
                }
            } catch .noSuchFileOrDirectory {
                throw .noSuchPath(place.filePath.string)
            } catch {
                addUnreadable(place, error)
            }
        }
        followLinks()
        // A list may name a file twice, or a file and its directory.
        var paths: Set<FilePath?> = []
        files = files.filter { paths.insert($0.path).inserted }
    }

    private mutating func followLinks() {
        while !links.isEmpty {
            let waiting = links
            links = []
            for link in waiting { follow(link) }
        }
    }

    /// Searches a directory and everything in it, level by level.
    private mutating func visit(_ place: LogdirPlace) {
        var level = [place]
        while !level.isEmpty {
            var next: [LogdirPlace] = []
            // Not all of a level at once: the listings wait in memory.
            for start in stride(from: 0, to: level.count, by: Self.directoriesAtOnce) {
                let part = level[start..<min(level.count, start + Self.directoriesAtOnce)]
                for listing in LogdirListing.list(Array(part), jobs: jobs) {
                    take(listing, directories: &next)
                }
            }
            level = next
        }
    }

    private mutating func take(_ listing: LogdirListing, directories: inout [LogdirPlace]) {
        switch listing.result {
        case .failure(let error):
            addUnreadable(listing.place, error)
        case .success(let found):
            guard self.directories.insert(found.identity).inserted else { return }
            let firstFile = files.count
            defer { notePassedOver(found, since: firstFile) }
            for (child, kind) in found.children {
                switch kind {
                case .success(.directory): directories.append(child)
                case .success(.symbolicLink): links.append(child)
                case .success(.regularFile): addFile(child)
                case .success(.stream): continue
                // Gone since the directory was listed.
                case .failure(.noSuchFileOrDirectory): continue
                // The directory allows listing and not entering: report it once for all entries.
                case .failure(.permissionDenied):
                    addUnreadable(listing.place, .permissionDenied)
                    return
                case .failure(let error): addUnreadable(child, error)
                }
            }
        }
    }

    /// Counts the files of a directory that are not read because of their names, if they lie next
    /// to datasets: these may have names that nobody thought of.
    private mutating func notePassedOver(_ found: LogdirListing.Found, since firstFile: Int) {
        let hasDatasets = files[firstFile...].contains { $0.content == .records }
        for (child, kind) in found.children {
            guard case .success(.regularFile) = kind,
                hasDatasets || PassedOverFiles.isVisualDL(child.basename),
                LogdirFile.content(ofFileNamed: child.basename) == nil
            else { continue }
            passedOver.add(child.basename)
        }
    }

    private mutating func follow(_ link: LogdirPlace) {
        let status: FileStatus
        do {
            status = try FileStatus(asking: link.filePath)
        } catch {
            // Leads nowhere: worth a note only if an event file was expected. But the target of a
            // link through a directory that may not be entered is unknown.
            if error == .noSuchFileOrDirectory, let foreign = ForeignFile(link: link.filePath) {
                let count = files.count
                // It may be excluded.
                if addFile(link), files.count > count { files[count].foreign = foreign }
                return
            }
            if !addFile(link, failure: error), error == .permissionDenied {
                addUnreadable(link, error)
            }
            return
        }
        switch status.kind {
        case .directory:
            if directories.contains(status.identity) {
                noteLoop(link)
            } else {
                visit(link)
            }
        case .regularFile:
            identifyFiles()
            if !regularFiles.contains(status.identity) { addFile(link) }
        case .symbolicLink, .stream:
            return
        }
    }

    /// Notes that a link leads to files that were read already; of many links, only the number.
    private mutating func noteLoop(_ link: LogdirPlace) {
        let note = "\(link.name) is a link to a directory that was read already"
        guard noteByteCount + note.utf8.count <= Self.noteLimit else {
            unlistedLoopCount += 1
            return
        }
        noteByteCount += note.utf8.count
        loopNotes.append(note)
    }

    private mutating func identifyFiles() {
        for file in files[identifiedFileCount...] where file.failure == nil {
            if let path = file.path, let status = FileStatus(of: path) {
                regularFiles.insert(status.identity)
            }
        }
        identifiedFileCount = files.count
    }

    /// Adds a file if its name is that of an event file or a dataset.
    @discardableResult
    private mutating func addFile(_ place: LogdirPlace, failure: Errno? = nil) -> Bool {
        guard let content = LogdirFile.content(ofFileNamed: place.basename) else { return false }
        let exclusions = excludedFiles.filter {
            $0.matches(place.name) || $0.matches(place.basename)
        }
        if !exclusions.isEmpty {
            matchedExclusions.formUnion(exclusions)
            excludedCount += 1  // in range: names in memory
            return true
        }
        let directory = place.directory.isEmpty ? "." : place.directory
        files.append(
            LogdirFile(
                logdir: logdir,
                path: place.filePath,
                relativePath: place.name,
                run: content == .records ? place.name : directory,
                content: content,
                isRegular: failure == nil,
                failure: failure
            )
        )
        return true
    }

    private mutating func addUnreadable(_ place: LogdirPlace, _ error: Errno) {
        let name = place.name.isEmpty ? "." : place.name
        files.append(
            LogdirFile(
                logdir: logdir,
                path: place.filePath,
                relativePath: name,
                run: name,
                content: .events,
                failure: error
            )
        )
    }

    private static let directoriesAtOnce = 4_096

    /// The most bytes of the notes: they are one line of a report, which must be readable again.
    package static let noteLimit = 1 << 20
}
