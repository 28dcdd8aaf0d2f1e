/// A tag's steps within an attempt, as far as they reveal the unit in which it counts.
struct AxisSeries {
    /// A point, with its files in the attempt's order.
    struct Point {
        var order: Int
        var place: Int
        var time: Double
        var step: Int64

        func comes(before other: Point, byTime: Bool) -> Bool {
            byTime ? time < other.time : (order, place) < (other.order, other.place)
        }
    }

    let count: Int
    let moves: Bool
    let habit: StepHabit
    let hasPasses: Bool
    /// In file order.
    let points: [Point]
    /// The rank above which the sample is complete.
    let threshold: UInt64
    let ranks: [UInt64]

    init(_ stretch: TagStretch, hasPasses: Bool, order: [Int: Int]) {
        count = stretch.count
        moves = stretch.moves
        habit = StepHabit(stretch.climbs.reduced())
        self.hasPasses = hasPasses
        var points: [Point] = []
        var ranks: [UInt64] = []
        for point in stretch.sample.points {
            points.append(
                Point(
                    order: order[Int(point.file)] ?? 0,
                    place: point.place,
                    time: point.time,
                    step: point.step
                )
            )
            ranks.append(point.rank.0)
        }
        let sorted = points.indices.sorted {
            (points[$0].order, points[$0].place, points[$0].step)
                < (points[$1].order, points[$1].place, points[$1].step)
        }
        self.points = sorted.map { points[$0] }
        self.ranks = sorted.map { ranks[$0] }
        threshold = stretch.sample.threshold?.0 ?? 0
    }

    /// The steps above a rank.
    func steps(above rank: UInt64) -> Set<Int64> {
        var steps: Set<Int64> = []
        for (point, own) in zip(points, ranks) where rank == 0 || own > rank {
            steps.insert(point.step)
        }
        return steps
    }

    func sorted(byTime: Bool) -> [Point] {
        guard byTime else { return points }
        return points.sorted { ($0.time, $0.order, $0.place) < ($1.time, $1.order, $1.place) }
    }

    /// The number of its points inside the span of another tag's.
    func pointsInside(_ other: AxisSeries, byTime: Bool) -> Int {
        let others = other.sorted(byTime: byTime)
        guard let first = others.first, let last = others.last else { return 0 }
        return points.count {
            !$0.comes(before: first, byTime: byTime) && !last.comes(before: $0, byTime: byTime)
        }
    }
}
