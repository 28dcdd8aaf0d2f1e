/// The properties of a file's clock, from the wall times of its values.
struct FileClock: Sendable, Hashable {
    private(set) var first: Double
    private(set) var last: Double
    private var count = 1
    private var falls = 0
    private var changes = false
    private var areUsable: Bool

    init(_ time: Double) {
        first = time
        last = time
        areUsable = time.isUsableTime
    }

    mutating func append(_ time: Double) {
        count += 1
        if time < last { falls += 1 }
        if time != last { changes = true }
        if !time.isUsableTime { areUsable = false }
        last = time
    }

    mutating func append(_ other: FileClock) {
        count += other.count  // in range: values that were read
        falls += other.falls + (other.first < last ? 1 : 0)
        changes = changes || other.changes || other.first != last
        areUsable = areUsable && other.areUsable
        last = other.last
    }

    /// Whether the first value has a wall time by which files can be sorted.
    var isUsable: Bool { first.isUsableTime }

    /// Whether the times can show that two files were written at the same time, or which of two
    /// values came first: they differ, all are usable, and at most a tenth of them fall.
    var isRunning: Bool { areUsable && changes && falls * 10 <= count }
}
