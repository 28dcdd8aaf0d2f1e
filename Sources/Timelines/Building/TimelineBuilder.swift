/// Builds a timeline from the values of a run, appended in the order of its files.
///
/// The memory is bounded for each tag of each file. Values of different files may be interleaved;
/// those of one file must be in file order. A tag's role may be set at any time.
///
/// ``append(_:renumbering:)`` joins parts of a file that were read separately, with the result of a
/// single reading. That is exact as long as no part but a file's first has more than 64 starts of
/// sessions.
public struct TimelineBuilder: Sendable {
    private var files: [Int: FileReading] = [:]
    private var roles: [Int: RoleHint] = [:]
    private var events = SharedEvents()
    private var lastTag: (file: Int, place: Int, tag: Int)?

    /// Creates a builder without files.
    public init() {}

    /// Adds a file, before its values.
    ///
    /// - Parameters:
    ///   - file: The file's index, which is the order of files without any other order.
    ///   - facts: The facts from its name.
    public mutating func addFile(_ file: Int, named facts: FileFacts) {
        files[file, default: FileReading(index: file, facts: facts)].facts = facts
    }

    /// Sets the role of a tag in training.
    public mutating func setRole(_ role: RoleHint, of tag: Int) { roles[tag] = role }

    /// Appends a value of a tag.
    ///
    /// Values of the same file and place are of one event: their tags count in the same unit.
    public mutating func append(_ point: LoggedPoint, of tag: Int) {
        if let last = lastTag, last.file == point.file, last.place == point.place, last.tag != tag {
            events.join(last.tag, tag)
        }
        lastTag = (point.file, point.place, tag)
        if let index = files.index(forKey: point.file) {
            files.values[index].append(point, tag: tag)
        } else {
            files[point.file] = FileReading(index: point.file, facts: FileFacts())
            files[point.file]?.append(point, tag: tag)
        }
    }

    /// Appends the event with which a writer starts or resumes.
    public mutating func append(_ start: SessionStart) {
        files[start.file, default: FileReading(index: start.file, facts: FileFacts())]
            .append(start)
    }

    /// Appends a stretch of a file that was not read.
    public mutating func append(_ stretch: UnreadStretch) {
        files[stretch.file, default: FileReading(index: stretch.file, facts: FileFacts())]
            .unread.append(stretch)
    }

    /// Appends another builder's values: other files, and the next parts of the same files.
    ///
    /// - Parameters:
    ///   - other: The other builder.
    ///   - tag: Converts the other's number of a tag into this one's.
    public mutating func append(
        _ other: TimelineBuilder,
        renumbering tag: (Int) -> Int = { $0 }
    ) {
        for (index, reading) in other.files {
            let part = reading.renumbered(tag)
            if files[index]?.append(part) == nil { files[index] = part }
        }
        for (number, role) in other.roles { roles[tag(number)] = role }
        events.join(other.events, tag: tag)
        if let last = other.lastTag { lastTag = (last.file, last.place, tag(last.tag)) }
    }

    /// The timeline of the values so far.
    public func timeline() -> Timeline {
        let readings = files.values.filter { $0.valueCount > 0 }
        var finder = CopyFinder()
        var copies: [FileCopy] = []
        var whole: [FileReading] = []
        let bySize = readings.sorted {
            $0.valueCount == $1.valueCount
                ? $0.comes(before: $1) : $0.valueCount > $1.valueCount
        }
        for reading in bySize {
            if let original = finder.original(of: reading) {
                copies.append(FileCopy(file: reading.index, original: original))
            } else {
                whole.append(reading)
            }
        }
        whole.sort { $0.comes(before: $1) }
        let unread = files.values.flatMap(\.unread).sorted {
            ($0.file, $0.places.lowerBound) < ($1.file, $1.places.lowerBound)
        }
        var builder = WriterBuilder()
        for reading in whole { builder.add(FileSummary(reading, isAlone: whole.count == 1)) }
        var fileOrder: [Int: Int] = [:]
        for (order, reading) in whole.enumerated() { fileOrder[reading.index] = order }
        let writers = zip(builder.chains, builder.relations).map {
            Writer($0, relations: $1, events: events, unread: unread)
        }
        return Timeline(
            writers: writers,
            outcomes: writers.enumerated().map { index, writer in
                OutcomeFinder(
                    writer,
                    index: index,
                    roles: roles,
                    hasUnreadEnd: writer.files.contains { files[$0]?.hasUnreadEnd ?? false }
                ).outcome
            },
            copies: copies.sorted { $0.file < $1.file },
            unread: unread,
            purges: whole.flatMap(\.purges),
            roles: roles,
            fileOrder: fileOrder
        )
    }
}

extension FileReading {
    fileprivate var hasUnreadEnd: Bool {
        unread.contains { $0.reason == .selection || $0.places.upperBound > lastPlace ?? 0 }
    }
}
