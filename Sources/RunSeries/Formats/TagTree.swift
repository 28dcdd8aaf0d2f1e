internal import TextOutput

/// Tags as a tree, by the slashes in their names.
enum TagTree {
    /// A row: a tag, or what several have in common.
    struct Row {
        let depth: Int
        let name: String
        let tag: TagOutline?
    }

    /// The rows of tags that are sorted by name.
    static func rows(of tags: [TagOutline]) -> [Row] {
        var rows: [Row] = []
        var open: [Substring] = []
        for (index, tag) in tags.enumerated() {
            let parts = tag.tag.split(separator: "/", omittingEmptySubsequences: false)
            var common = 0
            while common < open.count, common < parts.count - 1, open[common] == parts[common] {
                common += 1
            }
            open.removeSubrange(common...)
            // A group of one tag is no group.
            let next = index + 1 < tags.count ? tags[index + 1].tag : ""
            while open.count < parts.count - 1 {
                let prefix = parts[...open.count].joined(separator: "/") + "/"
                guard next.hasPrefix(prefix) else { break }
                rows.append(
                    Row(
                        depth: open.count,
                        name: EscapedText.terminal(parts[open.count] + "/"),
                        tag: nil
                    )
                )
                open.append(parts[open.count])
            }
            rows.append(
                Row(
                    depth: open.count,
                    name: EscapedText.terminal(parts[open.count...].joined(separator: "/")),
                    tag: tag
                )
            )
        }
        return rows
    }
}
