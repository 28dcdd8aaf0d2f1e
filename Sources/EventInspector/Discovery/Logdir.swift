internal import SystemPackage
internal import TFRecord
internal import TensorBoardEvents

/// Finds the event files under a directory as TensorBoard does, and datasets.
///
/// Any file whose name contains `tfevents` belongs to the run that its directory is. A dataset
/// (see ``DatasetFileName``) is a run of its own: its records are numbered from 0. Symbolic
/// links are followed once: what was reached already is not read again under another name.
/// See TensorBoard's `data/server/disk_logdir.rs`.
struct Logdir {
    private(set) var files: [EventFile] = []
    private(set) var notes: [String] = []

    private let logdir: String
    private var directories: Set<FileStatus.Identity> = []
    private var regularFiles: Set<FileStatus.Identity> = []
    // Links wait until all real directories are known, so that a run keeps its real name.
    private var links: [(path: FilePath, components: [FilePath.Component])] = []

    /// Looks through `path`, which is a directory.
    init(_ path: FilePath, named logdir: String) {
        self.logdir = logdir
        visit(path, components: [])
        followLinks()
    }

    /// Takes the files of a list, and whatever is in its directories, as a look through the whole
    /// logdir would.
    ///
    /// - Throws: ``ScanError`` when a path does not exist or is not below the logdir.
    init(_ list: FileList) throws(ScanError) {
        logdir = list.logdir
        let root = FilePath(list.logdir)
        for path in list.paths {
            guard let components = list.components(of: path) else {
                throw .notBelow(path: path.string, logdir: list.logdir)
            }
            // Spelled as the look through the logdir spells it: the report may quote it.
            let child = root.appending(components)
            do {
                switch try FileStatus(asking: child, followingLinks: components.isEmpty).kind {
                case .directory: visit(child, components: components)
                case .symbolicLink: links.append((child, components))
                case .regularFile:
                    let status = try FileStatus(asking: child)
                    if addFile(child, components: components) {
                        regularFiles.insert(status.identity)
                    }
                case .stream: continue
                }
            } catch .noSuchFileOrDirectory {
                throw .noSuchPath(child.string)
            } catch {
                addUnreadable(child, components: components, error)
            }
        }
        followLinks()
        // A list may name a file twice, or besides its directory.
        var paths: Set<FilePath?> = []
        files = files.filter { paths.insert($0.path).inserted }
    }

    private mutating func followLinks() {
        while !links.isEmpty {
            let waiting = links
            links = []
            for link in waiting { follow(link.path, components: link.components) }
        }
    }

    private mutating func visit(_ path: FilePath, components: [FilePath.Component]) {
        // An explicit stack: directories may be nested as deep as the disk allows.
        var stack = [(path, components)]
        while let (path, components) = stack.popLast() {
            let names: [FilePath.Component]
            do {
                let status = try FileStatus(asking: path)
                guard directories.insert(status.identity).inserted else { continue }
                names = try DirectoryListing.names(in: path)
            } catch {
                addUnreadable(path, components: components, error)
                continue
            }
            for name in names {
                let child = path.appending(name)
                let status: FileStatus
                do {
                    status = try FileStatus(asking: child, followingLinks: false)
                } catch .noSuchFileOrDirectory {
                    // Gone since the directory was listed.
                    continue
                } catch .permissionDenied {
                    // The directory may be listed and not entered: that goes for all of it.
                    addUnreadable(path, components: components, .permissionDenied)
                    break
                } catch {
                    addUnreadable(child, components: components + [name], error)
                    continue
                }
                switch status.kind {
                case .directory: stack.append((child, components + [name]))
                case .symbolicLink: links.append((child, components + [name]))
                case .regularFile:
                    if addFile(child, components: components + [name]) {
                        regularFiles.insert(status.identity)
                    }
                case .stream: continue
                }
            }
        }
    }

    private mutating func follow(_ path: FilePath, components: [FilePath.Component]) {
        let status: FileStatus
        do {
            status = try FileStatus(asking: path)
        } catch {
            // Leads nowhere: worth a word only where an event file was to be expected. But where
            // it may lead to cannot be known of what may not be entered.
            if !addFile(path, components: components, failure: error),
                error == .permissionDenied
            {
                addUnreadable(path, components: components, error)
            }
            return
        }
        switch status.kind {
        case .directory:
            if directories.contains(status.identity) {
                let name = Self.text(components)
                notes.append("\(name) is a link to a directory that was read already")
            } else {
                visit(path, components: components)
            }
        case .regularFile:
            if !regularFiles.contains(status.identity), addFile(path, components: components) {
                regularFiles.insert(status.identity)
            }
        case .symbolicLink, .stream:
            return
        }
    }

    /// Adds a file if its name says that it holds events or examples.
    @discardableResult
    private mutating func addFile(
        _ path: FilePath,
        components: [FilePath.Component],
        failure: Errno? = nil
    ) -> Bool {
        guard let basename = components.last?.string,
            let content = EventFile.content(ofFileNamed: basename)
        else { return false }
        let name = Self.text(components)
        files.append(
            EventFile(
                logdir: logdir,
                path: path,
                relativePath: name,
                run: content == .records ? name : Self.text(components.dropLast()),
                content: content,
                failure: failure
            )
        )
        return true
    }

    private mutating func addUnreadable(
        _ path: FilePath,
        components: [FilePath.Component],
        _ error: Errno
    ) {
        let name = Self.text(components)
        files.append(
            EventFile(
                logdir: logdir,
                path: path,
                relativePath: name,
                run: name,
                content: .events,
                failure: error
            )
        )
    }

    private static func text(_ components: some Sequence<FilePath.Component>) -> String {
        // Names that are not UTF-8 are escaped: two that differ must not become one run.
        let names = components.map { $0.bytes.withUnsafeBytes { EscapedText.text($0) } }
        let text = names.joined(separator: "/")
        return text.isEmpty ? "." : text
    }
}
