internal import ClampedArithmetic
internal import TFRecord
internal import TensorBoardEvents

/// One of the parts into which the runs of a scan are divided, so that many processes can share it.
///
/// Every process finds the same runs and divides them alike; nothing has to be agreed on. A run is
/// never divided: what a report says of it hangs on all its files.
///
/// ```swift
/// var options = ScanOptions(jobs: 1)
/// options.shard = Shard(number: 2, of: 8)
/// let report = try LogdirScanner(options: options).scan(["runs"])
/// ```
public struct Shard: Hashable, Sendable, CustomStringConvertible {
    /// How runs are divided.
    public enum Rule: String, Hashable, Sendable, CaseIterable {
        /// So that every part has as many bytes to read as the others. All processes must find the
        /// same files of the same sizes.
        case bytes
        /// By a hash of the run's name. The parts differ more in size, and files may grow meanwhile.
        case name
    }

    /// Which part, from 1 on.
    public let number: Int
    /// How many parts there are.
    public let count: Int
    /// How runs are divided.
    public let rule: Rule

    /// Names a part; nil unless `1 <= number <= count <= 1_000_000`.
    public init?(number: Int, of count: Int, by rule: Rule = .bytes) {
        guard number >= 1, count >= number, count <= 1_000_000 else { return nil }
        self.number = number
        self.count = count
        self.rule = rule
    }

    private init() {
        number = 1
        count = 1
        rule = .bytes
    }

    /// The only part of all.
    package static let whole = Shard()

    /// Such as `2/8`.
    public var description: String { "\(number)/\(count)" }

    /// The number of the part that each run belongs to.
    package func numbers(of runs: [RunPlan.Run]) -> [Int] {
        switch rule {
        case .name:
            runs.map { run in
                var hash = NameHash()
                hash.add(run.logdir)
                hash.add(run.name)
                return Int(clamping: hash.value % UInt64(count)) + 1
            }
        case .bytes: balanced(runs.map(Self.cost))
        }
    }

    /// What all parts of one division of these runs have in common, a hash in hexadecimal.
    package func division(of runs: [RunPlan.Run]) -> String {
        var hash = NameHash()
        if rule == .bytes {
            for run in runs {
                hash.add(run.logdir)
                hash.add(run.name)
                hash.add(String(Self.cost(run)))
            }
        }
        return "0x" + String(hash.value, radix: 16)
    }

    /// What reading a run takes, in bytes; to open a file costs about as much as to read some.
    package static func cost(_ run: RunPlan.Run) -> Int {
        var cost = run.byteCount
        cost.addClamped(run.files.count * 16_384)
        return cost
    }

    /// Gives the largest that is left to the part that has least, time and again.
    private func balanced(_ costs: [Int]) -> [Int] {
        let order = costs.indices.sorted {
            costs[$0] == costs[$1] ? $0 < $1 : costs[$0] > costs[$1]
        }
        var heap = LeastLoaded(count: count)
        var numbers = Array(repeating: 0, count: costs.count)
        for index in order { numbers[index] = heap.add(costs[index]) + 1 }
        return numbers
    }
}

/// The parts by how much each has got, the one that has least on top: a binary heap.
private struct LeastLoaded {
    private var parts: [(load: Int, part: Int)]

    init(count: Int) {
        parts = (0..<count).map { (0, $0) }
    }

    /// Adds to the part that has least.
    mutating func add(_ cost: Int) -> Int {
        let part = parts[0].part
        parts[0].load.addClamped(cost)
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2]
            where child < parts.count && parts[child] < parts[least] {
                least = child
            }
            guard least != parent else { return part }
            parts.swapAt(parent, least)
            parent = least
        }
    }
}

/// A hash over names.
private struct NameHash {
    private var hash = FNV1a()

    var value: UInt64 { hash.value }

    mutating func add(_ name: String) {
        hash.add(name.utf8)
        // Parts one name from the next: no UTF-8 has this byte.
        hash.add(CollectionOfOne(0xff))
    }
}
