internal import TextOutput

/// Runs that are parts of one training, such as Keras' `train` and `validation`: their tags differ,
/// but some are the same, and they broke at about the same time.
extension ScanReport {
    /// A sentence on each two of them, by their logdir.
    var notesOnParts: [String: [String]] {
        var groups: [ExactName: [Origin]] = [:]
        for origin in origin where origin.sibling != nil {
            groups[ExactName(origin.logdir + "\0" + Self.parent(of: origin.run)), default: []]
                .append(origin)
        }
        let wanted = groups.values.filter { $0.count > 1 }.flatMap { $0 }
        guard !wanted.isEmpty else { return [:] }
        let tags = tags(of: wanted)
        var notes: [String: [String]] = [:]
        for group in groups.values where group.count > 1 {
            let ordered = group.sorted {
                ($0.sibling?.time ?? 0, $0.run) < ($1.sibling?.time ?? 0, $1.run)
            }
            for (first, second) in zip(ordered, ordered.dropFirst()) {
                guard let note = Self.note(on: first, second, tags: tags) else { continue }
                notes[first.logdir, default: []].append(note)
            }
        }
        return notes.mapValues { $0.sorted() }
    }

    private static func parent(of run: String) -> String {
        run.lastIndex(of: "/").map { String(run[..<$0]) } ?? ""
    }

    /// The tags with findings of each run, the first thousand.
    private func tags(of runs: [Origin]) -> [ExactName: Set<ExactName>] {
        var tags: [ExactName: Set<ExactName>] = [:]
        for run in runs { tags[Self.key(run.logdir, run.run)] = [] }
        for finding in findings where !finding.isAllowed {
            let key = Self.key(finding.logdir, finding.run)
            guard let known = tags[key], known.count < Self.tagLimit else { continue }
            tags[key]?.insert(ExactName(finding.tag))
        }
        return tags
    }

    private static func key(_ logdir: String, _ run: String) -> ExactName {
        ExactName(logdir + "\0" + run)
    }

    private static func note(
        on first: Origin,
        _ second: Origin,
        tags: [ExactName: Set<ExactName>]
    ) -> String? {
        guard let mark = first.sibling, let other = second.sibling, mark.tags != other.tags,
            let own = tags[key(first.logdir, first.run)],
            let theirs = tags[key(second.logdir, second.run)], !own.isDisjoint(with: theirs)
        else { return nil }
        // Trainings that share nothing but the hour have tags in common, too.
        guard arePhases(first.run, second.run) || RankName.areRanks([first.run, second.run]) else {
            return nil
        }
        let interval = max(mark.interval, other.interval, 1)
        guard abs(other.time - mark.time) <= 3 * interval else { return nil }
        let note = "\(words(on: first)) and \(words(on: second)) broke together"
        return mark.time < other.time ? note + ", in this order of time" : note
    }

    /// Whether runs are named for the phases of one training; that of the training itself may be
    /// the directory of the other.
    private static func arePhases(_ first: String, _ second: String) -> Bool {
        let (own, other) = (phase(of: first), phase(of: second))
        return own && other || own && second == "." || other && first == "."
    }

    private static func phase(of run: String) -> Bool {
        let name = run.split(separator: "/").last ?? ""
        return phases.contains(name.lowercased())
    }

    private static let phases: Set<String> = [
        "train", "training", "val", "valid", "validation", "test", "testing", "eval", "evaluation",
        "dev",
    ]

    private static func words(on origin: Origin) -> String {
        EscapedText.terminal(origin.run)
            + " (\(origin.title) at step \(NumberText.grouped(origin.step)))"
    }

    private static let tagLimit = 1_000
}
