internal import TextOutput

/// The findings of a run as the rows of a table: those that differ only in one part of their tags
/// are one row.
struct FindingRows {
    /// One row.
    struct Row {
        var finding: ScanReport.Finding
        /// The tags, as they are shown.
        var tags: [String]
        /// What several tags have in common.
        var frame: FoldedNames.Frame?
        var extent: String
        var position: String
        var finiteUntil: String
        var then: String
        /// Whether it is the break that is told.
        var isOrigin: Bool
        /// How many others may have broken before it at the same step.
        var tieCount = 0
        /// Whether all elements are not finite.
        var isWhole: Bool
    }

    private(set) var rows: [Row] = []

    /// Joins a row with the one before, if that says the same of a similar tag.
    ///
    /// Takes time in proportion to the name.
    mutating func add(_ row: Row, folding: Bool) {
        guard folding, let last = rows.indices.last, rows[last].isAlike(row),
            let name = row.tags.first, let first = rows[last].tags.first
        else {
            rows.append(row)
            return
        }
        guard let common = rows[last].frame ?? FoldedNames.Frame(first, name), common.holds(name)
        else {
            rows.append(row)
            return
        }
        if rows[last].extent != row.extent {
            rows[last].extent = "all \(row.finding.kind.shownName)"
        }
        rows[last].tags.append(name)
        rows[last].frame = common
    }
}

extension FindingRows.Row {
    /// The tags as one name.
    var name: String { frame?.text(of: tags) ?? tags.first ?? "" }

    fileprivate func isAlike(_ other: Self) -> Bool {
        finding.first.step == other.finding.first.step && finding.kind == other.finding.kind
            && finding.isAllowed == other.finding.isAllowed && finiteUntil == other.finiteUntil
            && then == other.then && !isOrigin && !other.isOrigin
            && (extent == other.extent || (isWhole && other.isWhole))
            && (position == other.position || isWhole)
    }
}

/// Names that differ in one part, as a shell would spell them: `grad/{lin1,lin2}.weight`.
enum FoldedNames {
    /// What two names have in common: a beginning that ends at a joint, and an end that begins at
    /// one.
    struct Frame {
        private let beginning: String
        private let end: String

        /// What two names have in common; nil without a beginning, or if more than one part differs.
        init?(_ first: String, _ second: String) {
            let (left, right) = (Array(first.utf8), Array(second.utf8))
            guard left.count <= FoldedNames.longest, right.count <= FoldedNames.longest else {
                return nil
            }
            let shortest = min(left.count, right.count)
            var head = 0
            for index in 0..<shortest {
                guard left[index] == right[index] else { break }
                if FoldedNames.isJoint(left[index]) { head = index + 1 }
            }
            var tail = 0
            // Both names are short, and in memory.
            for place in 1...max(1, shortest) where shortest - place >= head {
                guard left[left.count - place] == right[right.count - place] else { break }
                if FoldedNames.isJoint(left[left.count - place]) { tail = place }
            }
            guard head > 0 else { return nil }
            beginning = String(decoding: left[..<head], as: UTF8.self)
            end = String(decoding: left[(left.count - tail)...], as: UTF8.self)
            guard holds(first), holds(second) else { return nil }
        }

        /// Whether a name has both, and one part in between.
        func holds(_ name: String) -> Bool {
            guard name.utf8.count <= FoldedNames.longest,
                name.utf8.count > beginning.utf8.count + end.utf8.count,
                name.utf8.starts(with: beginning.utf8), name.hasSuffix(end)
            else { return false }
            return !part(of: name).contains(UInt8(ascii: "/"))
        }

        /// The names as one.
        func text(of names: [String]) -> String {
            let listed = names.prefix(FoldedNames.limit)
                .map { String(decoding: part(of: $0), as: UTF8.self) }
            let rest = names.count - listed.count
            let more = rest > 0 ? ",… \(NumberText.grouped(rest)) more" : ""
            return "\(beginning){\(listed.joined(separator: ","))\(more)}\(end)"
        }

        private func part(of name: String) -> [UInt8] {
            Array(name.utf8.dropFirst(beginning.utf8.count).dropLast(end.utf8.count))
        }
    }

    private static func isJoint(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "/") || byte == UInt8(ascii: ".")
    }

    private static let limit = 6
    private static let longest = 400
}
