/// The units in which the tags of a writer count their steps.
public struct StepAxes: Sendable, Hashable {
    /// The axes, each with its tags; the axis with the most values first.
    ///
    /// Tags of the same axis certainly count alike. Tags of two axes may count alike, too, if the
    /// log does not show it: see ``relation(of:to:)``.
    public internal(set) var axes: [[Int]] = []
    var axisOfTag: [Int: Int] = [:]
    /// Pairs of axes that certainly count differently, with the smaller index first.
    var different: Set<[Int]> = []

    /// The axis of a tag, as an index of ``axes``.
    public func axis(of tag: Int) -> Int? { axisOfTag[tag] }

    /// Whether two tags count their steps in the same unit.
    public func relation(of tag: Int, to other: Int) -> AxisRelation {
        guard let first = axisOfTag[tag], let second = axisOfTag[other] else { return .unknown }
        return relation(ofAxis: first, to: second)
    }

    /// Whether two axes certainly count differently.
    public func relation(ofAxis first: Int, to second: Int) -> AxisRelation {
        if first == second { return .same }
        return different.contains([min(first, second), max(first, second)]) ? .different : .unknown
    }
}

/// Sorts tags into axes: each is compared with at most eight representatives.
struct AxisFinder {
    static let representatives = 8

    let events: SharedEvents
    /// The tags with their numbers of values.
    let counts: [Int: Int]
    /// Compares two tags.
    let relation: (Int, Int) -> AxisRelation

    func axes() -> StepAxes {
        var groups: [Int: [Int]] = [:]
        for tag in counts.keys { groups[events.leader(of: tag), default: []].append(tag) }
        // A group is compared by the tag with the most values.
        let ordered = groups.values.map { $0.sorted(by: isBefore) }
            .sorted { isBefore($0[0], $1[0]) }
        var result = StepAxes()
        var standing: [(axis: Int, tag: Int)] = []
        for group in ordered {
            var relations: [(axis: Int, AxisRelation)] = []
            var same: Int?
            for (axis, tag) in standing {
                let found = relation(tag, group[0])
                relations.append((axis, found))
                if found == .same {
                    same = axis
                    break
                }
            }
            if let same {
                result.axes[same] += group
                continue
            }
            let axis = result.axes.count
            result.axes.append(group)
            for (other, found) in relations where found == .different {
                result.different.insert([other, axis])
            }
            if standing.count < Self.representatives { standing.append((axis, group[0])) }
        }
        for (axis, tags) in result.axes.enumerated() {
            for tag in tags { result.axisOfTag[tag] = axis }
        }
        return result
    }

    private func isBefore(_ tag: Int, _ other: Int) -> Bool {
        let counts = (counts[tag] ?? 0, counts[other] ?? 0)
        return counts.0 == counts.1 ? tag < other : counts.0 > counts.1
    }
}
