/// Some examples, one in each row.
struct Batch {
    var inputs: Matrix
    var labels: [Int]
    /// For networks that learn a number: the distance of the point from the center, in millimeters.
    var targets: [Float]
}

/// The data: points on three arms of a spiral, with a little noise.
///
/// No straight line separates the arms. A point has three features: x and y in -1...1, and whether
/// its sensor raised a flag, which it does for one in four, whatever the arm. A seed determines all
/// of it.
struct Spirals {
    static let arms = 3
    static let features = 3

    var all: Batch
    private let batchSize: Int

    /// Creates the data.
    ///
    /// - Parameters:
    ///   - count: The number of points.
    ///   - batchSize: The number of points in each step's batch.
    ///   - silentFrom: The row starting at which the sensor is broken and raises no flag, if any.
    ///   - seed: The seed of the random numbers.
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

    /// The examples of a step: one batch after another, starting over at the end.
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
