internal import NonFiniteNumbers
internal import TensorBoardEvents
internal import TextOutput

/// Sees whether the steps of any tag fall, without which a file holds one attempt.
struct OrderVisitor: JoiningVisitor {
    private struct Extent {
        var first: Int64?
        var last = Int64.min
        var count = 0
    }

    private(set) var stepsFall = false
    private(set) var isEmpty = true
    private var tags: [Extent] = []
    private var plugins: [String?] = []

    mutating func addTag(_ tag: SeriesTag, plugin: String?, dtype: DataType?) {
        tags.append(Extent())
        plugins.append(plugin)
    }

    /// The number of a tag's values.
    func count(of tag: Int) -> Int { tags[tag].count }

    func plugin(of tag: Int) -> String? { plugins[tag] }

    @inline(__always)
    mutating func take(_ number: Double, at place: ValuePlace, tag: Int) { see(place.step, tag) }

    mutating func take(
        _ content: ValueView.Content?,
        role: PluginRole,
        at place: ValuePlace,
        tag: Int
    ) {
        see(place.step, tag)
    }

    @inline(__always)
    private mutating func see(_ step: Int64, _ tag: Int) {
        if tags[tag].first == nil { tags[tag].first = step }
        if step < tags[tag].last { stepsFall = true }
        tags[tag].last = step
        tags[tag].count += 1
        isEmpty = false
    }

    mutating func append(_ next: OrderVisitor, renumbering tag: (Int) -> Int) {
        stepsFall = stepsFall || next.stepsFall
        isEmpty = isEmpty && next.isEmpty
        for (index, extent) in next.tags.enumerated() {
            guard let first = extent.first else { continue }
            let own = tag(index)
            if first < tags[own].last { stepsFall = true }
            tags[own].first = tags[own].first ?? first
            tags[own].last = extent.last
            tags[own].count += extent.count
        }
    }
}

/// Whether a run may have more than one attempt or writer, and how many values each tag has.
final class AttemptDraft {
    private var fileCount = 0
    private var stepsFall = false
    private(set) var counts: [ExactName: Int] = [:]

    func add(_ walk: RecordWalk<OrderVisitor>) {
        guard !walk.visitor.isEmpty else { return }
        fileCount += 1  // in range: files on a disk
        stepsFall = stepsFall || walk.visitor.stepsFall
        for tag in 0..<walk.tags.count {
            let name = ExactName(EscapedText.text(walk.tags.name(of: tag)))
            counts[name, default: 0] += walk.visitor.count(of: tag)
        }
    }

    /// A single file whose steps never fall is one attempt of one writer.
    var mayHaveAttempts: Bool { fileCount > 1 || stepsFall }
}
