internal import TextOutput

/// The files of a logdir that are not read because of their names, by the ends of the names.
struct PassedOverFiles {
    private var counts: [String: Int] = [:]
    private var count = 0
    private var visualDLCount = 0

    /// Whether a file of this name is a log of VisualDL.
    static func isVisualDL(_ basename: String) -> Bool {
        basename.utf8.starts(with: "vdlrecords.".utf8) && basename.hasSuffix(".log")
    }

    mutating func add(_ basename: String) {
        guard !Self.isVisualDL(basename) else {
            visualDLCount += 1  // in range: names in memory
            return
        }
        count += 1  // in range: names in memory
        var end = basename.lastIndex(of: ".").map { String(basename[$0...]) } ?? ""
        // A number, or a sentence, is not an ending.
        if end.utf8.count > 16 || !end.contains(where: \.isLetter) { end = "" }
        if counts[end] != nil || counts.count < Self.kindLimit { counts[end, default: 0] += 1 }
    }

    /// What was passed over; nothing if nothing was.
    var notes: [String] {
        var notes: [String] = []
        if visualDLCount > 0 {
            notes.append(
                "\(NumberText.count(visualDLCount, "log")) of VisualDL passed over "
                    + "(vdlrecords.*.log): \(visualDLCount == 1 ? "it is" : "they are") not read"
            )
        }
        guard count > 0 else { return notes }
        let kinds = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        var parts = kinds.prefix(Self.shownLimit).map { end, count in
            "\(NumberText.grouped(count)) \(end.isEmpty ? "of other names" : end)"
        }
        let rest = count - kinds.prefix(Self.shownLimit).reduce(0) { $0 + $1.value }  // in range
        if rest > 0 { parts.append("\(NumberText.grouped(rest)) more") }
        notes.append(
            "\(NumberText.count(count, "file")) next to datasets passed over because of "
                + "\(count == 1 ? "its name" : "their names") (\(parts.joined(separator: ", "))); "
                + "a file that is given itself is read whatever its name"
        )
        return notes
    }

    private static let kindLimit = 1_000
    private static let shownLimit = 5
}
