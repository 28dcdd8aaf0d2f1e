internal import ClampedArithmetic
internal import TagRoles
internal import TextOutput
internal import Timelines

/// Runs that logged the same tags at the same time, such as the ranks of one training.
///
/// Gradients are averaged over ranks, so that one rank's NaN is every rank's gradient in the same
/// step and every rank's loss in the next. What an average spread is not an origin.
struct SiblingRuns {
    /// A run, by what is told of it first.
    private struct Member {
        var index: Int
        var run: String
        var step: Int64
        var mark: SiblingMark
    }

    /// The sentences on groups of siblings, by their logdir.
    private(set) var notes: [String: [String]] = [:]
    /// The positions of the runs that broke first, by those of their siblings.
    private(set) var leaders: [Int: Int] = [:]

    /// Finds siblings among what is told of runs, and says in their evidence what follows from it.
    init<Told: SiblingTold>(_ told: inout [Told]) {
        var groups: [GroupKey: [Member]] = [:]
        for (index, own) in told.enumerated() {
            guard let mark = own.sibling else { continue }
            let key = GroupKey(
                logdir: own.logdir,
                tags: mark.tags,
                job: RankName.frame(of: own.run)
            )
            groups[key, default: []].append(
                Member(index: index, run: own.run, step: own.step, mark: mark)
            )
        }
        let ordered = groups.sorted { $0.value[0].index < $1.value[0].index }
        for (key, members) in ordered where members.count > 1 {
            if let note = relate(members, areRanks: key.job != nil, &told) {
                notes[key.logdir, default: []].append(note)
            }
        }
    }

    private struct GroupKey: Hashable {
        var logdir: String
        var tags: String
        /// The training whose processes the runs are, by their names; nil where they are not.
        var job: String?
    }

    /// The order in which they are told: one that broke first before those that follow it.
    func order(of runs: Range<Int>) -> [Int] {
        var order: [Int] = []
        var told: Set<Int> = []
        for index in runs {
            for next in [leaders[index], index].compactMap(\.self) where told.insert(next).inserted
            {
                order.append(next)
            }
        }
        return order
    }

    private mutating func relate<Told: SiblingTold>(
        _ members: [Member],
        areRanks: Bool,
        _ told: inout [Told]
    ) -> String? {
        let ordered = members.sorted {
            ($0.step, $0.mark.stage, $0.index) < ($1.step, $1.mark.stage, $1.index)
        }
        let first = ordered[0]
        let near = ordered.filter { Self.isNear($0, first) }
        guard near.count > 1 else { return nil }
        let step = NumberText.grouped(first.step)
        guard areRanks, (near[1].step, near[1].mark.stage) > (first.step, first.mark.stage) else {
            let same = near.count { $0.step == first.step }
            guard same > 1 else { return nil }
            let note = "\(same) runs with the same tags broke at the same step, \(step)"
            return areRanks ? note + ": which of them was first is not known" : note
        }
        let name = EscapedText.terminal(first.run)
        let tag = told[first.index].title
        for member in near.dropFirst() {
            leaders[member.index] = first.index
            told[member.index].follow(
                "run \(name) broke first, \(tag) at step \(step): what is averaged over runs spreads it"
            )
        }
        return
            "\(name) broke first of \(near.count) runs with the same tags: \(tag) at step \(step)"
    }

    /// Whether a run broke so soon after another one that the two belong together.
    private static func isNear(_ member: Member, _ first: Member) -> Bool {
        let steps = member.step.subtractingClamped(first.step)
        let increment = max(first.mark.increment, member.mark.increment)
        guard steps <= increment.multipliedClamped(by: 2) else { return false }
        let interval = max(first.mark.interval, member.mark.interval, 1)
        return abs(member.mark.time - first.mark.time) <= 3 * interval
    }
}

/// Names of runs that number the processes of one training, such as `rank_3`.
///
/// Trainings with other seeds or settings have the same tags, too, and may run at the same time,
/// but nothing spreads from one to the other.
enum RankName {
    /// Whether runs differ in nothing but the number of a process.
    static func areRanks(_ runs: [String]) -> Bool {
        guard let first = runs.first.flatMap({ frame(of: $0) }) else { return false }
        return runs.allSatisfy { frame(of: $0) == first }
    }

    /// A name without the number of a process; nil if it has none.
    static func frame(of run: String) -> String? {
        let lower = run.lowercased()
        let mark = words.lazy.compactMap { word -> (start: String.Index, end: String.Index)? in
            numbered(word, in: lower)
        }.first
        guard let mark else { return nil }
        return lower[..<mark.start] + "#" + lower[mark.end...]
    }

    /// Where the number after a word is; nil if the word is not there, or only part of another.
    private static func numbered(
        _ word: String,
        in name: String
    ) -> (start: String.Index, end: String.Index)? {
        var rest = name[...]
        while let start = rest.indices.first(where: { rest[$0...].hasPrefix(word) }) {
            let end = rest.index(start, offsetBy: word.count)
            var number = rest[end...]
            if let joint = number.first, "_-.=".contains(joint) { number.removeFirst() }
            let digits = number.prefix { $0.isASCII && $0.isNumber }
            let isWhole = start == name.startIndex || !name[name.index(before: start)].isLetter
            let isEnd = digits.endIndex == name.endIndex || !name[digits.endIndex].isLetter
            if isWhole, isEnd, !digits.isEmpty { return (digits.startIndex, digits.endIndex) }
            rest = rest[end...]
        }
        return nil
    }

    private static let words = [
        "rank", "worker", "gpu", "process", "proc", "node", "replica", "device", "actor", "learner",
        "host", "ps",
    ]
}

/// What is told of a run, as far as its siblings are concerned.
protocol SiblingTold {
    var logdir: String { get }
    var run: String { get }
    var title: String { get }
    var step: Int64 { get }
    /// Nil for what is not the first of its run, or is no break.
    var sibling: SiblingMark? { get }

    /// Says that another run broke first, so that this one's own direction shows nothing.
    mutating func follow(_ reason: String)
}

extension SiblingMark {
    /// The mark of a run whose first story this is; nil where training did not break.
    init?(_ story: OriginStory) {
        guard story.isFirst, story.outcome == .broken else { return nil }
        var mark = UInt64(truncatingIfNeeded: story.evidence.tags.count)
        for tag in story.evidence.tags {
            var hash: UInt64 = 0xcbf2_9ce4_8422_2325
            for byte in tag.name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
            mark &+= hash
        }
        tags = String(mark, radix: 16)
        stage = story.tag.meaning.role.stage
        let start = story.value.first.time
        time = start.isFinite ? start : 0
        let usual = story.tagHistory?.interval ?? 0
        interval = usual.isFinite ? usual : 0
        increment = max(story.tagHistory?.increment ?? 1, 1)
    }
}

extension TagRole {
    /// When a training step computes values of the role.
    fileprivate var stage: Int {
        switch self {
        case .data: 0
        case .input, .output, .buffer, .mask: 1
        case .loss: 2
        case .gradient: 3
        default: 4
        }
    }
}
