internal import NonFiniteNumbers
internal import TensorBoardEvents
internal import Timelines

/// Brings the values of a file into the timeline of its run.
struct TimelineVisitor: JoiningVisitor {
    private(set) var builder = TimelineBuilder()
    private var plugins: [String?] = []
    private let check = FiniteCheck()

    mutating func addTag(_ tag: SeriesTag, plugin: String?, dtype: DataType?) {
        plugins.append(plugin)
    }

    func plugin(of tag: Int) -> String? { plugins[tag] }

    mutating func take(_ number: Double, at place: ValuePlace, tag: Int) {
        let kind: ValueKind =
            number.isFinite
            ? .finite : number.isNaN ? .nan : number > 0 ? .positiveInfinity : .negativeInfinity
        append(place, kind, fingerprint: number.bitPattern, tag)
    }

    mutating func take(
        _ content: ValueView.Content?,
        role: PluginRole,
        at place: ValuePlace,
        tag: Int
    ) {
        let isFinite = content.map { check.isFinite($0, role) } ?? true
        append(place, isFinite ? .finite : .nan, fingerprint: UInt64(place.byteCount), tag)
    }

    private mutating func append(
        _ place: ValuePlace,
        _ kind: ValueKind,
        fingerprint: UInt64,
        _ tag: Int
    ) {
        guard tag < Self.tagLimit else { return }
        builder.append(
            LoggedPoint(
                file: Int(place.file),
                place: place.offset,
                time: place.wallTime,
                step: place.step,
                value: kind,
                fingerprint: fingerprint
            ),
            of: tag
        )
    }

    mutating func noteStart(at place: ValuePlace) {
        builder.append(
            SessionStart(file: Int(place.file), place: place.offset, step: place.step)
        )
    }

    mutating func append(_ next: TimelineVisitor, renumbering tag: (Int) -> Int) {
        builder.append(next.builder, renumbering: tag)
    }

    /// Adds a file, by its path in the logdir.
    mutating func addFile(_ file: Int, named path: String) {
        builder.addFile(file, named: FileFacts(ofFileAt: path))
    }

    /// Notes a stretch of a file that was not read.
    mutating func addUnread(_ stretch: UnreadStretch) { builder.append(stretch) }

    /// A tag of a file takes some 4 kB.
    private static let tagLimit = 10_000
}
