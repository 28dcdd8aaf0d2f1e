public import TensorBoardEvents

/// The selection of values that a scan reads.
public struct ScanSelection: Hashable, Sendable {
    /// The selected tags; all if empty.
    public var tags: [Glob]
    /// The excluded tags.
    public var excludedTags: [Glob]
    /// The selected runs; all if empty.
    public var runs: [Glob]
    /// The selected steps.
    public var steps: ClosedRange<Int64>

    /// Creates a selection; everything by default.
    public init(
        tags: [Glob] = [],
        excludedTags: [Glob] = [],
        runs: [Glob] = [],
        steps: ClosedRange<Int64> = .min ... .max
    ) {
        self.tags = tags
        self.excludedTags = excludedTags
        self.runs = runs
        self.steps = steps
    }

    /// Whether everything is selected.
    package var isEverything: Bool { self == ScanSelection() }

    /// Whether a tag is looked at, by the name that the inspector keeps of it.
    package func includes(tag: UnsafeRawBufferPointer) -> Bool {
        guard !(tags.isEmpty && excludedTags.isEmpty) else { return true }
        let isWanted = tags.isEmpty || tags.contains { $0.matches(tag) }
        return isWanted && !excludedTags.contains { $0.matches(tag) }
    }

    package func includes(run: String) -> Bool {
        runs.isEmpty || runs.contains { $0.matches(run) }
    }
}
