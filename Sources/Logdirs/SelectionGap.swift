package import TensorBoardEvents
internal import TextOutput

/// A part of a selection that matched nothing, as a misspelt name does.
public struct SelectionGap: Hashable, Sendable {
    /// What was to be selected.
    public enum Part: String, Hashable, Sendable {
        /// Tags, of which none matched a pattern.
        case tag
        /// Runs, of which none matched a pattern.
        case run
        /// Steps, at which no selected tag has a value.
        case step
        /// What is left by the patterns of excluded tags: nothing.
        case excluded
        /// Tags that were to be skipped, of which none matched a pattern.
        case excludedTag = "exclude-tag"
        /// Files that were to be passed over, of which none matched a pattern.
        case excludedFile = "exclude-file"
        /// Tags whose findings were to be allowed, of which none matched a pattern.
        case allowance = "allow"
    }

    /// What was to be selected.
    public var part: Part
    /// The pattern, or the range of steps.
    public var pattern: String
    /// The name that may have been meant.
    public var nearest: String?
    /// How many tags or runs there are.
    public var count: Int
    /// The first of their names.
    public var names: [String]

    /// Creates a gap without a suggestion.
    public init(part: Part, pattern: String) {
        self.init(part: part, pattern: pattern, nearest: nil, count: 0, names: [])
    }

    package init(part: Part, pattern: String, nearest: String?, count: Int, names: [String]) {
        self.part = part
        self.pattern = pattern
        self.nearest = nearest
        self.count = count
        self.names = names
    }
}

/// The tags that were seen of one or more runs, as far as a selection asks for them.
package struct SeenTags {
    /// The patterns for tags that matched one.
    package private(set) var matched: Set<Int> = []
    /// The patterns for excluded tags that matched one.
    package private(set) var excluded: Set<Int> = []
    /// The allowances whose pattern matched a tag.
    package private(set) var allowed: Set<Int> = []
    /// The names of tags, as far as there is room for them.
    package private(set) var names: Set<String> = []
    package private(set) var selectedCount = 0
    package private(set) var hasMore = false

    package init() {}

    /// Notes a tag.
    ///
    /// - Parameters:
    ///   - name: The name that is kept of it.
    ///   - isSelected: Whether it is read.
    ///   - selection: The selection.
    ///   - allowances: The patterns of tags whose findings are allowed.
    package mutating func add(
        _ name: UnsafeRawBufferPointer,
        isSelected: Bool,
        _ selection: ScanSelection,
        allowances: [Glob] = []
    ) {
        // Events without a value have no name.
        guard name.count > 0 else { return }
        if isSelected { selectedCount += 1 }
        for (number, pattern) in selection.tags.enumerated() where pattern.matches(name) {
            matched.insert(number)
        }
        for (number, pattern) in selection.excludedTags.enumerated() where pattern.matches(name) {
            excluded.insert(number)
        }
        for (number, pattern) in allowances.enumerated() where pattern.matches(name) {
            allowed.insert(number)
        }
        add(EscapedText.text(name))
    }

    package mutating func formUnion(_ other: SeenTags) {
        matched.formUnion(other.matched)
        excluded.formUnion(other.excluded)
        allowed.formUnion(other.allowed)
        selectedCount += other.selectedCount
        hasMore = hasMore || other.hasMore
        for name in other.names { add(name) }
    }

    private mutating func add(_ name: String) {
        guard names.count < Self.limit, name.utf8.count <= Self.longest else {
            hasMore = true
            return
        }
        names.insert(name)
    }

    private static let limit = 2_000
    private static let longest = 400
}

extension SelectionGap {
    /// The parts of a selection that matched nothing.
    ///
    /// - Parameters:
    ///   - selection: The selection.
    ///   - runs: The names of all runs, before any was selected.
    ///   - seen: The tags of the selected runs.
    ///   - elementCount: How many numbers were looked at.
    /// - Returns: One for each.
    package static func all(
        in selection: ScanSelection,
        runs: [String],
        seen: SeenTags,
        elementCount: Int
    ) -> [SelectionGap] {
        var gaps: [SelectionGap] = []
        for pattern in selection.runs where !runs.contains(where: pattern.matches) {
            gaps.append(SelectionGap(.run, pattern.pattern, among: runs))
        }
        // Without a run there is no tag.
        guard gaps.isEmpty else { return gaps }
        let names = seen.names.sorted()
        for (number, pattern) in selection.tags.enumerated() where !seen.matched.contains(number) {
            gaps.append(SelectionGap(.tag, pattern.pattern, among: names))
        }
        guard gaps.isEmpty, elementCount == 0 else { return gaps }
        if seen.selectedCount == 0, !selection.excludedTags.isEmpty, !names.isEmpty {
            let patterns = selection.excludedTags.map(\.pattern).joined(separator: ", ")
            gaps.append(SelectionGap(.excluded, patterns, among: names))
        } else if selection.steps != .min ... .max {
            gaps.append(SelectionGap(.step, Self.text(of: selection.steps), among: []))
        }
        return gaps
    }

    private init(_ part: Part, _ pattern: String, among names: [String]) {
        self.init(
            part: part,
            pattern: pattern,
            nearest: NearestName.of(pattern, among: names),
            count: names.count,
            names: Array(names.prefix(Self.nameLimit))
        )
    }

    private static func text(of steps: ClosedRange<Int64>) -> String {
        let lower = steps.lowerBound == .min ? "" : String(steps.lowerBound)
        let upper = steps.upperBound == .max ? "" : String(steps.upperBound)
        return lower == upper ? lower : "\(lower):\(upper)"
    }

    private static let nameLimit = 5
}
