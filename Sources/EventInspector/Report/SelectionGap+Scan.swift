internal import Logdirs
internal import TensorBoardEvents

extension SelectionGap {
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
}

extension SeenTags {
    /// The tags of a run's history, which holds those that were not selected as well.
    init(_ history: RunHistory, _ selection: ScanSelection, _ allowances: [Allowance]) {
        self.init()
        guard !selection.isEverything || !allowances.isEmpty else { return }
        let allowed = allowances.map(\.tag)
        for index in 0..<history.tags.count {
            add(
                history.tags.name(of: index),
                isSelected: history.tags[index].isSelected,
                selection,
                allowances: allowed
            )
        }
    }
}
