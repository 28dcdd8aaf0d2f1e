/// The summary of a file that distinguishes writers.
struct FileSummary {
    struct Tag {
        var count: Int
        var earliest: Double
        var latest: Double
        var times: [Double]
    }

    let reading: FileReading
    let tags: [Int: Tag]

    /// - Parameters:
    ///   - reading: The file.
    ///   - isAlone: Whether the run has no other file that it may overlap with.
    init(_ reading: FileReading, isAlone: Bool = false) {
        self.reading = reading
        var tags: [Int: Tag] = [:]
        for tag in reading.tags {
            let stretches = reading.stretches(of: tag)
            var sample = StepSample()
            var count = 0
            for stretch in stretches {
                count += stretch.count
                if !isAlone { sample.add(stretch.sample) }
            }
            tags[tag] = Tag(
                count: count,
                earliest: stretches.reduce(.infinity) { min($0, $1.earliest) },
                latest: stretches.reduce(-.infinity) { max($0, $1.latest) },
                times: isAlone ? [] : sample.even(of: count).map(\.time)
            )
        }
        self.tags = tags
    }

    var latest: Double { tags.values.reduce(-.infinity) { max($0, $1.latest) } }

    /// Whether two files were written at the same time.
    ///
    /// They share a tag, and each has at least three of its values, and a tenth of those of the
    /// file with fewer, inside the other's span of that tag. A smaller overlap is a handover: the
    /// old process is still writing when the new one begins.
    func isConcurrent(with other: FileSummary) -> Bool {
        guard reading.clock?.isRunning == true, other.reading.clock?.isRunning == true else {
            return false
        }
        for (tag, own) in tags {
            guard let theirs = other.tags[tag], own.count >= 3, theirs.count >= 3 else { continue }
            let least = max(3, Double(min(own.count, theirs.count)) / 10)
            if own.valuesInside(theirs) >= least, theirs.valuesInside(own) >= least { return true }
        }
        return false
    }
}

extension FileSummary.Tag {
    /// The approximate number of values inside the span of another file; exact for up to 64.
    fileprivate func valuesInside(_ other: FileSummary.Tag) -> Double {
        let inside = times.count { $0 >= other.earliest && $0 <= other.latest }
        if times.count == count { return Double(inside) }
        return Double(inside) * Double(count) / Double(max(times.count, 1))
    }
}

extension FileReading {
    /// Whether a file precedes another: by the wall time of its first value if that is usable, else
    /// by the seconds and the counter in its name.
    ///
    /// Files of equal names and times keep the order of their indices.
    func comes(before other: FileReading) -> Bool {
        let own = orderingTime
        let theirs = other.orderingTime
        if own != theirs { return own < theirs }
        let counter = facts.counter ?? -1
        let otherCounter = other.facts.counter ?? -1
        if counter != otherCounter { return counter < otherCounter }
        return index < other.index
    }

    private var orderingTime: Double {
        if let clock, clock.isUsable { return clock.first }
        return facts.seconds.map(Double.init) ?? .infinity
    }
}
