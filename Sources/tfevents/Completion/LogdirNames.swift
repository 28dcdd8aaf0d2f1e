internal import Logdirs
import Platform
import SystemPackage
import TFRecord
import TensorBoardEvents

/// The runs and tags of logdirs, as far as a moment suffices to find them.
struct LogdirNames {
    /// The runs' names, relative to their logdirs.
    private(set) var runs: Set<String> = []
    /// The tags.
    private(set) var tags: Set<String> = []

    /// A person waits for the answer, and a network file system may be slow.
    private var deadline: Double
    private var files: [FilePath] = []
    private var seen: Set<FileStatus.Identity> = []

    /// Finds the runs below the paths and, unless only they are wanted, the tags.
    init(_ paths: [FilePath], includingTags: Bool) {
        let start = Clock.uptime
        // A search that never ends must leave time for the files that it found.
        deadline = start + (includingTags ? 0.5 : 1)
        for path in paths { visit(LogdirPlace(path)) }
        guard includingTags else { return }
        deadline = start + 1
        let buffer = ReadBuffer()
        for file in files where isInTime { readTags(of: file, buffer) }
    }

    private var isInTime: Bool { Clock.uptime < deadline }

    /// Searches a file, or a directory and everything in it, the upper levels first.
    private mutating func visit(_ root: LogdirPlace) {
        var level = [root]
        while !level.isEmpty {
            var next: [LogdirPlace] = []
            for place in level where isInTime {
                guard let status = FileStatus(of: place.filePath),
                    seen.insert(status.identity).inserted
                else { continue }
                switch status.kind {
                case .directory: add(LogdirListing(place), directories: &next)
                case .regularFile: add(place)
                case .stream, .symbolicLink: continue
                }
            }
            level = next
        }
    }

    private mutating func add(_ listing: LogdirListing, directories: inout [LogdirPlace]) {
        guard case .success(let found) = listing.result else { return }
        for (child, kind) in found.children where isInTime {
            switch kind {
            case .success(.directory): directories.append(child)
            case .success(.regularFile): add(child)
            // Whether it leads to a directory is seen at the next level.
            case .success(.symbolicLink): directories.append(child)
            default: continue
            }
        }
    }

    private mutating func add(_ file: LogdirPlace) {
        switch LogdirFile.content(ofFileNamed: file.basename) {
        case .events:
            runs.insert(file.directory.isEmpty ? "." : file.directory)
            files.append(file.filePath)
        case .debugEvents: runs.insert(file.directory.isEmpty ? "." : file.directory)
        case .records: runs.insert(file.name)
        // A file that is named itself is read whatever its name.
        case nil where file.basename.isEmpty: files.append(file.filePath)
        case nil: return
        }
    }

    /// Adds the tags at the beginning of a file: what a run logs, it mostly logs from its start.
    private mutating func readTags(of file: FilePath, _ buffer: ReadBuffer) {
        guard let source = try? FileSource(opening: file) else { return }
        let bounded = BoundedSource(source, byteCount: Self.mostBytes, deadline: deadline)
        guard var reader = try? RecordReader(bounded, path: file, buffer: buffer) else { return }
        while tags.count < Self.mostTags, isInTime, let step = try? reader.step() {
            if case .end = step { return }
            guard case .record(let frame) = step else { continue }
            if let payload = frame.payload {
                addTags(of: payload)
            } else {
                // An error ends the file, as the next step shows.
                try? addTags(ofStreamed: &reader)
            }
        }
    }

    private mutating func addTags(of payload: UnsafeRawBufferPointer) {
        var event = EventCursor(payload)
        while let value = event.next() { addTag(ValueView(value).tag) }
    }

    /// Adds the tags of an event that is too large for the buffer.
    private mutating func addTags(ofStreamed reader: inout RecordReader) throws(RecordError) {
        var event = EventStream(byteCount: reader.remainingPayloadByteCount)
        while let value = try event.next(&reader) {
            switch value {
            case .whole(let bytes): addTag(ValueView(bytes).tag)
            case .streamed(let byteCount):
                var message = StreamedMessage(byteCount: byteCount)
                while let field = try message.nextField(&reader) {
                    if field.number == FieldNumber.Value.tag, field.wireType == .delimited,
                        field.byteCount <= reader.contiguousLimit
                    {
                        addTag(try reader.peekPayload(field.byteCount))
                    }
                    try message.finish(field, &reader)
                }
            case .graph: continue
            }
        }
    }

    private mutating func addTag(_ tag: UnsafeRawBufferPointer) {
        guard !tag.isEmpty, let text = String(validating: tag, as: UTF8.self) else { return }
        tags.insert(text)
    }

    /// The most bytes of a file.
    private static let mostBytes = 64 << 20
    private static let mostTags = 10_000
}
