internal import Logdirs
internal import NonFiniteNumbers
internal import TensorBoardEvents
internal import TextOutput

/// Collects the scalars of a file as rows, some thousand at a time, and has each lot converted.
struct RowVisitor<Lot>: JoiningVisitor {
    private var rows: ScalarRows
    private var plugins: [String?] = []
    private let attempts: RunAttempts
    /// The timeline's numbers of the tags, by name, and of those of this file.
    private let numbers: [ExactName: Int]
    private var ownNumbers: [Int] = []
    private let filter: RowFilter
    private let convert: (ScalarRows) -> Lot
    /// Lots that were not taken yet.
    private(set) var lots: [Lot] = []
    /// Takes a lot at once, where this visitor is the only one.
    private let take: ((Lot) -> Void)?

    // The last event's place.
    private var placeOffset = -1
    private var place: RunAttempts.Place?
    private var mayBeSuperseded = false

    init(
        _ run: RunRows,
        filter: RowFilter,
        convert: @escaping (ScalarRows) -> Lot,
        take: ((Lot) -> Void)? = nil
    ) {
        rows = ScalarRows(run)
        attempts = run.attempts
        numbers = run.numbers
        self.filter = filter
        self.convert = convert
        self.take = take
    }

    mutating func addTag(_ tag: SeriesTag, plugin: String?, dtype: DataType?) {
        let name = EscapedText.text(tag.name)
        rows.tags.append(ScalarRows.Tag(name: name, dtype: dtype))
        ownNumbers.append(numbers[ExactName(name)] ?? -1)
        plugins.append(plugin)
    }

    func plugin(of tag: Int) -> String? { plugins[tag] }

    @inline(__always)
    mutating func take(_ number: Double, at place: ValuePlace, tag: Int) {
        guard filter.includes(step: place.step) else { return }
        if place.offset != placeOffset { begin(at: place) }
        let isSuperseded = mayBeSuperseded && self.isSuperseded(place, tag)
        if isSuperseded, filter.leavesOutSuperseded { return }
        rows.tagNumbers.append(Int32(truncatingIfNeeded: tag))
        rows.steps.append(place.step)
        rows.wallTimes.append(place.wallTime)
        rows.values.append(number)
        rows.attempts.append(Int32(truncatingIfNeeded: self.place?.attempt ?? 0))
        rows.isSuperseded.append(isSuperseded)
        rows.writers.append(Int32(truncatingIfNeeded: self.place?.writer ?? 0))
        if rows.count == Self.lotSize { endLot() }
    }

    mutating func take(
        _ content: ValueView.Content?,
        role: PluginRole,
        at place: ValuePlace,
        tag: Int
    ) {}

    private mutating func begin(at place: ValuePlace) {
        placeOffset = place.offset
        self.place = attempts.place(of: place.offset, in: Int(place.file))
        mayBeSuperseded = attempts.mayBeSuperseded(self.place, file: Int(place.file))
    }

    private func isSuperseded(_ place: ValuePlace, _ tag: Int) -> Bool {
        attempts.isSuperseded(
            step: place.step,
            tag: ownNumbers[tag],
            place: self.place,
            file: Int(place.file)
        )
    }

    private mutating func endLot() {
        guard rows.count > 0 else { return }
        let lot = convert(rows)
        rows.removeRows()
        if let take { take(lot) } else { lots.append(lot) }
    }

    mutating func endPart() { endLot() }

    mutating func takeLots() -> [Lot] {
        defer { lots = [] }
        return lots
    }

    mutating func append(_ next: RowVisitor, renumbering tag: (Int) -> Int) {
        lots += next.lots
    }

    private static var lotSize: Int { 1 << 16 }
}

/// Which rows are wanted.
struct RowFilter: Sendable {
    /// The steps that are multiples of it; all for 1.
    var stride: Int64 = 1
    var leavesOutSuperseded = false

    @inline(__always)
    func includes(step: Int64) -> Bool { stride == 1 || step % stride == 0 }
}

/// What the rows of a run need to know of it.
struct RunRows {
    let logdir: String
    let name: String
    /// Its name in a table.
    let path: String
    var attempts = RunAttempts()
    /// The timeline's numbers of the tags, by name.
    var numbers: [ExactName: Int] = [:]
    /// The numbers of the tags' values.
    var counts: [ExactName: Int] = [:]

    init(_ run: RunPlan.Run, isOnlyPath: Bool) {
        logdir = run.logdir
        name = run.name
        let separator = run.logdir.hasSuffix("/") ? "" : "/"
        path =
            name == "." ? logdir : isOnlyPath ? name : logdir + separator + name
    }
}
