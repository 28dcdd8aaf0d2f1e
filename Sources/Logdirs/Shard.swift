internal import ClampedArithmetic
internal import TFRecord
internal import TensorBoardEvents

/// One of the shards into which runs are divided, so that many processes can share a scan.
///
/// Every process finds the same runs and divides them alike, without communication. A run is never
/// divided: its report depends on all of its files.
///
/// ```swift
/// var options = ScanOptions(jobs: 1)
/// options.shard = Shard(number: 2, of: 8)
/// let report = try LogdirScanner(options: options).scan(["runs"])
/// ```
public struct Shard: Hashable, Sendable, CustomStringConvertible {
    /// How runs are divided.
    public enum Rule: String, Hashable, Sendable, CaseIterable {
        /// By size, so that all shards have about the same number of bytes. All processes must find
        /// the same files with the same sizes.
        case bytes
        /// By a hash of the run's name. Shards differ more in size, but files may grow meanwhile.
        case name
    }

    /// The number of the shard, starting at 1.
    public let number: Int
    /// The number of shards.
    public let count: Int
    /// How runs are divided.
    public let rule: Rule

    /// Creates a shard; `nil` unless `1 <= number <= count <= 1_000_000`.
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

    /// The number of each run's shard.
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

    /// A hash in hexadecimal that all shards of one division of these runs have in common.
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

    /// The cost of reading a run, in bytes; opening a file costs as much as reading some.
    package static func cost(_ run: RunPlan.Run) -> Int {
        var cost = run.byteCount
        cost.addClamped(run.files.count * 16_384)
        return cost
    }

    /// Repeatedly assigns the largest remaining run to the smallest shard.
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

/// The shards by size, with the smallest on top: a binary heap.
private struct LeastLoaded {
    private var parts: [(load: Int, part: Int)]

    init(count: Int) {
        parts = (0..<count).map { (0, $0) }
    }

    /// Adds to the smallest shard.
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
