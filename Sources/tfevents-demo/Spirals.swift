/// Some examples, an example in each row.
struct Batch {
    var inputs: Matrix
    var labels: [Int]
    /// For the networks that learn a number: how far the point is from the middle, in millimetres.
    var targets: [Float]
}

/// The data: points on three arms that wind about a common middle, with a little noise.
///
/// No straight line tells the arms apart. A point has three features, x and y in -1...1 and whether
/// its sensor raised a flag, which it does for one in four, whatever the arm. All of it comes from a
/// seed.
struct Spirals {
    static let arms = 3
    static let features = 3

    var all: Batch
    private let batchSize: Int

    /// Makes the data.
    ///
    /// - Parameters:
    ///   - count: How many points.
    ///   - batchSize: How many of them the network sees in a step.
    ///   - silentFrom: From which row on, if from any, the sensor is broken and raises no flag.
    ///   - seed: Where the random numbers start.
    init(count: Int = 480, batchSize: Int = 24, silentFrom: Int? = nil, seed: UInt64) {
        var numbers = RandomNumbers(seed: seed)
        var points: [(features: [Float], label: Int, target: Float)] = []
        for index in 0..<count {
            let label = index % Self.arms
            let radius = 0.15 + 0.85 * numbers.uniform()
            let turn = 2 * Float.pi * Float(label) / Float(Self.arms) + 3.5 * radius
            let angle = turn + 0.12 * numbers.normal()
            let flag: Float = numbers.next() % 4 == 0 ? 1 : 0
            let place = [radius * Mathematics.cos(angle), radius * Mathematics.sin(angle)]
            points.append((place + [flag], label, 80_000 * radius))
        }
        points.shuffle(using: &numbers)
        for row in (silentFrom ?? count)..<count { points[row].features[2] = 0 }
        all = Batch(
            inputs: Matrix(count, Self.features) { points[$0].features[$1] },
            labels: points.map(\.label),
            targets: points.map(\.target)
        )
        self.batchSize = batchSize
    }

    /// The examples of a step: one batch after the other, again and again.
    func batch(_ step: Int) -> Batch {
        let count = all.labels.count
        let rows = (0..<batchSize).map { (step * batchSize + $0) % count }
        return Batch(
            inputs: Matrix(batchSize, Self.features) { all.inputs[rows[$0], $1] },
            labels: rows.map { all.labels[$0] },
            targets: rows.map { all.targets[$0] }
        )
    }
}
