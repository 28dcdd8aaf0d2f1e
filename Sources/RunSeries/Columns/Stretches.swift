/// What many values in a row have in common.
struct Stretches: Hashable, Sendable {
    struct Stretch: Hashable, Sendable {
        /// The index of its first value.
        var start: Int
        /// The number of the attempt, from 1; 0 where it is not known.
        var attempt: Int32
        /// The number of the writer, from 1; 0 where it is not known.
        var writer: Int32
        var isSuperseded: Bool
    }

    private(set) var all: [Stretch] = []

    /// Adds the value at an index after those of all others.
    mutating func append(at index: Int, attempt: Int32, writer: Int32, isSuperseded: Bool) {
        if let last = all.last, last.attempt == attempt, last.writer == writer,
            last.isSuperseded == isSuperseded
        {
            return
        }
        all.append(
            Stretch(start: index, attempt: attempt, writer: writer, isSuperseded: isSuperseded)
        )
    }

    /// The stretch of the value at an index.
    subscript(index: Int) -> Stretch {
        var (low, high) = (0, all.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if all[middle].start <= index { low = middle } else { high = middle }
        }
        return all[low]
    }
}
