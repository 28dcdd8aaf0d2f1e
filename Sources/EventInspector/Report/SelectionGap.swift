internal import Logdirs
internal import TensorBoardEvents
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

    init(part: Part, pattern: String, nearest: String?, count: Int, names: [String]) {
        self.part = part
        self.pattern = pattern
        self.nearest = nearest
        self.count = count
        self.names = names
    }
}

/// What a scan has seen of the tags of one or more runs, as far as a selection asks for it.
struct SeenTags {
    /// The patterns for tags that matched one.
    private(set) var matched: Set<Int> = []
    /// The patterns for excluded tags that matched one.
    private(set) var excluded: Set<Int> = []
    /// The allowances whose pattern matched a tag.
    private(set) var allowed: Set<Int> = []
    /// The names of tags, as far as there is room for them.
    private(set) var names: Set<String> = []
    private(set) var selectedCount = 0
    private(set) var hasMore = false

    init() {}

    /// The tags of a run's history, which holds those that were not selected as well.
    init(_ history: RunHistory, _ selection: ScanSelection, _ allowances: [Allowance]) {
        guard !selection.isEverything || !allowances.isEmpty else { return }
        for index in 0..<history.tags.count {
            let name = history.tags.name(of: index)
            // Events without a value have no name.
            guard name.count > 0 else { continue }
            if history.tags[index].isSelected { selectedCount += 1 }
            for (number, pattern) in selection.tags.enumerated() where pattern.matches(name) {
                matched.insert(number)
            }
            for (number, pattern) in selection.excludedTags.enumerated()
            where pattern.matches(name) {
                excluded.insert(number)
            }
            for (number, allowance) in allowances.enumerated() where allowance.tag.matches(name) {
                allowed.insert(number)
            }
            add(EscapedText.text(name))
        }
    }

    mutating func formUnion(_ other: SeenTags) {
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
    static func all(
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

    /// The patterns of what is to be left out or allowed that matched nothing.
    ///
    /// - Parameters:
    ///   - options: The options of the scan.
    ///   - seen: The tags of the selected runs.
    ///   - excluding: The patterns for excluded files that matched one.
    /// - Returns: One for each.
    static func unused(
        _ options: ScanOptions,
        seen: SeenTags,
        excluding: Set<Glob>
    ) -> [SelectionGap] {
        let tags = options.selection.excludedTags.enumerated().filter {
            !seen.excluded.contains($0.offset)
        }
        let files = options.excludedFiles.filter { !excluding.contains($0) }
        let allowances = options.allowances.enumerated().filter {
            !seen.allowed.contains($0.offset)
        }
        return tags.map { SelectionGap(part: .excludedTag, pattern: $0.element.pattern) }
            + files.map { SelectionGap(part: .excludedFile, pattern: $0.pattern) }
            + allowances.map { SelectionGap(part: .allowance, pattern: $0.element.tag.pattern) }
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
