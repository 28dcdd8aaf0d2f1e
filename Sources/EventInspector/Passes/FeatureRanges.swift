internal import ClampedArithmetic
internal import Logdirs
internal import TextOutput

/// The ranges and the gaps of a dataset's features, for a scan that was asked to check them.
///
/// Images that were not divided by 255 and labels that are missing are the usual reasons why
/// training on a dataset of finite numbers becomes NaN.
final class FeatureRanges {
    private let selection: ScanSelection
    private var entries: [Entry] = []
    private var positions: [String: Int] = [:]
    private var exampleCount = 0
    private var firstRecord = 0
    /// The range of the feature that is being scanned.
    private let range: UnsafeMutablePointer<FloatRange>

    private struct Entry {
        var feature: DatasetFeature
        var isSelected: Bool
        /// The last example that has the feature.
        var lastExample = -1
    }

    init(selection: ScanSelection) {
        self.selection = selection
        range = .allocate(capacity: 1)
        range.initialize(to: FloatRange())
    }

    deinit {
        range.deallocate()
    }

    /// Begins the example in a record, by the number of the record.
    func beginExample(_ record: Int64) {
        if exampleCount == 0 { firstRecord = Int(clamping: record) }
        exampleCount.addClamped(1)
    }

    /// Drops the example that was begun last: it was something else.
    func dropExample() { exampleCount = max(0, exampleCount - 1) }

    /// Begins a feature of the example.
    ///
    /// - Returns: Where to keep the range of its floats, until the next one begins.
    func beginFeature() -> UnsafeMutablePointer<FloatRange> {
        range.pointee = FloatRange()
        return range
    }

    /// Adds the feature that was begun last.
    func add(_ name: UnsafeRawBufferPointer, _ tally: FeatureTally) {
        guard let position = position(of: name) else { return }
        let example = exampleCount - 1
        guard entries[position].isSelected, entries[position].lastExample < example else { return }
        let record = firstRecord.addingClamped(example)
        let last = entries[position].lastExample
        entries[position].lastExample = example
        entries[position].feature.add(tally, range.pointee, record: record)
        if last + 1 < example, entries[position].feature.firstMissing == nil {
            entries[position].feature.firstMissing = firstRecord.addingClamped(last + 1)
        }
    }

    private func position(of name: UnsafeRawBufferPointer) -> Int? {
        let text = EscapedText.text(name)
        if let position = positions[text] { return position }
        guard entries.count < Self.limit else { return nil }
        positions[text] = entries.count
        let feature = DatasetFeature(name: text)
        entries.append(Entry(feature: feature, isSelected: selection.includes(tag: name)))
        return entries.count - 1
    }

    /// The features, by name; of a dataset with more only as many as are kept.
    var features: [DatasetFeature] {
        entries.filter { $0.isSelected && $0.lastExample >= 0 }.map { entry in
            var feature = entry.feature
            feature.missing = exampleCount - feature.examples - feature.empty
            if entry.lastExample < exampleCount - 1, feature.firstMissing == nil {
                feature.firstMissing = firstRecord.addingClamped(entry.lastExample + 1)
            }
            return feature
        }.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }

    /// The most features that are kept: they are one line of a report.
    private static let limit = 1_000
}

extension DatasetFeature {
    fileprivate mutating func add(_ tally: FeatureTally, _ range: FloatRange, record: Int) {
        guard tally.holdsValues else {
            empty.addClamped(1)
            firstEmpty = firstEmpty ?? record
            return
        }
        examples.addClamped(1)
        guard range.least <= range.greatest else { return }
        least = min(least ?? .infinity, Double(range.least))
        greatest = max(greatest ?? -.infinity, Double(range.greatest))
        guard range.outsideCount > 0 else { return }
        outside.addClamped(range.outsideCount)
        outsideExamples.addClamped(1)
        firstOutside = firstOutside ?? record
    }
}
