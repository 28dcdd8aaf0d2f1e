public import TensorBoardEvents

/// Which values a scan looks at.
public struct ScanSelection: Hashable, Sendable {
    /// Tags to look at; all when empty.
    public var tags: [Glob]
    /// Tags to leave out.
    public var excludedTags: [Glob]
    /// Runs to look at; all when empty.
    public var runs: [Glob]
    /// Steps to look at.
    public var steps: ClosedRange<Int64>

    /// Selects values; everything by default.
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

    /// Whether nothing is left out.
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
