/// How an attempt begins.
public enum AttemptBeginning: Sendable, Hashable {
    /// It is the writer's first.
    case first
    /// Training was run again from the start.
    case runAgain
    /// Training was restarted at a step, as from a checkpoint.
    case restarted(step: Int64)
}

/// An attempt under construction.
struct AttemptDraft {
    var beginning: AttemptBeginning
    /// Whether a `SessionLog.START` opens it.
    var hasStart: Bool
    /// Its number among the writer's attempts, from 1.
    var number: Int
    /// Its files, in order.
    var files: [Int]
    /// The place of its first value in its first file.
    var place: Int
    var tags: [Int: TagStretch] = [:]

    var hasNonFinite: Bool { tags.values.contains { $0.hasNonFinite } }

    mutating func append(_ segment: Segment, file: Int) {
        if files.last != file { files.append(file) }
        for (tag, stretch) in segment.tags {
            if tags[tag]?.append(later: stretch) == nil { tags[tag] = stretch }
        }
    }
}
