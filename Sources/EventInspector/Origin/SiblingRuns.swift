internal import TagRoles
internal import TextOutput
internal import Timelines

/// Runs that logged the same tags at the same time, such as the ranks of one training.
///
/// Gradients are averaged over ranks, so that one rank's NaN is every rank's gradient in the same
/// step and every rank's loss in the next. What an average spread is not an origin.
struct SiblingRuns {
    /// What a run's first story says to its siblings.
    private struct Member {
        var index: Int
        var name: String
        var step: Int64
        var stage: Int
        var time: Double
        var interval: Double
        var increment: Int64
    }

    /// The sentences on groups of siblings, by their logdir.
    private(set) var notes: [String: [String]] = [:]
    /// The positions of the runs that broke first, by those of their siblings.
    private(set) var leaders: [Int: Int] = [:]

    /// Finds siblings among runs.
    ///
    /// - Parameter stories: Each run's stories, of which the first counts; what is changed is said
    ///   in their evidence.
    init(_ runs: [(logdir: String, name: String)], _ stories: inout [[OriginStory]]) {
        var groups: [GroupKey: [Member]] = [:]
        for (index, own) in stories.enumerated() {
            guard let story = own.first, story.kind == .deciding, story.outcome == .broken else {
                continue
            }
            let history = story.tagHistory
            groups[GroupKey(logdir: runs[index].logdir, tags: story.tagsMark), default: []].append(
                Member(
                    index: index,
                    name: runs[index].name,
                    step: story.step,
                    stage: story.tag.meaning.role.stage,
                    time: story.value.first.time,
                    interval: history?.interval ?? 0,
                    increment: max(history?.increment ?? 1, 1)
                )
            )
        }
        let ordered = groups.sorted { $0.value[0].index < $1.value[0].index }
        for (key, members) in ordered where members.count > 1 {
            if let note = tell(members, &stories) { notes[key.logdir, default: []].append(note) }
        }
    }

    /// The order in which the runs are told: one that broke first before those that follow it.
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

    private struct GroupKey: Hashable {
        var logdir: String
        var tags: UInt64
    }

    private mutating func tell(
        _ members: [Member],
        _ stories: inout [[OriginStory]]
    ) -> String? {
        let ordered = members.sorted {
            ($0.step, $0.stage, $0.index) < ($1.step, $1.stage, $1.index)
        }
        let first = ordered[0]
        let near = ordered.filter { isNear($0, first) }
        guard near.count > 1 else { return nil }
        let isAlone = (ordered[1].step, ordered[1].stage) > (first.step, first.stage)
        guard isAlone else {
            return "\(near.count) runs with the same tags broke at the same step, "
                + "\(NumberText.grouped(first.step)): which of them was first is not known"
        }
        let tag = stories[first.index][0].tag.title
        let name = EscapedText.terminal(first.name)
        for member in near.dropFirst() {
            leaders[member.index] = first.index
            stories[member.index][0].follow(
                "run \(name) broke first, \(tag) at step \(NumberText.grouped(first.step)): "
                    + "what is averaged over runs spreads it"
            )
        }
        return "\(name) broke first of \(near.count) runs with the same tags: \(tag) at step "
            + NumberText.grouped(first.step)
    }

    /// Whether a run broke so soon after another one that the two belong together.
    private func isNear(_ member: Member, _ first: Member) -> Bool {
        let (steps, overflows) = member.step.subtractingReportingOverflow(first.step)
        guard !overflows, steps <= 2 * max(first.increment, member.increment) else { return false }
        let interval = max(first.interval, member.interval, 1)
        return abs(member.time - first.time) <= 3 * interval
    }
}

extension OriginStory {
    /// A mark of the run's tags, whatever their order.
    fileprivate var tagsMark: UInt64 {
        evidence.tags.reduce(UInt64(truncatingIfNeeded: evidence.tags.count)) { mark, tag in
            var hash: UInt64 = 0xcbf2_9ce4_8422_2325
            for byte in tag.name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
            return mark &+ hash
        }
    }

    /// Says that another run broke first, so that this one's own direction shows nothing.
    fileprivate mutating func follow(_ reason: String) {
        if verdict.direction != .data { verdict.direction = .unknown }
        verdict.layer = ""
        verdict.evidence.insert(reason, at: min(1, verdict.evidence.count))
        followsSibling = true
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
