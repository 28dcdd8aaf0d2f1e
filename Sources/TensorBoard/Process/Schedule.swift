/// Work by the time at which it is due.
struct Schedule {
    private struct Entry {
        let time: Int64
        let number: Int
        let work: any RecurringWork

        /// Later entries come first, so that the next one is removed from the end.
        func precedes(_ other: (time: Int64, number: Int)) -> Bool {
            (time, number) > (other.time, other.number)
        }
    }

    private var entries: [Entry] = []
    private var keys: [ObjectIdentifier: (time: Int64, number: Int)] = [:]
    private var lastNumber = 0

    var isEmpty: Bool { entries.isEmpty }

    /// The time of what is due first.
    var firstTime: Int64? { entries.last?.time }

    /// Adds work, or moves it to an earlier time.
    ///
    /// - Returns: False if it is due as early already.
    mutating func add(_ work: any RecurringWork, at time: Int64) -> Bool {
        if let known = keys[ObjectIdentifier(work)] {
            guard time < known.time else { return false }
            remove(work)
        }
        lastNumber += 1
        let key = (time: time, number: lastNumber)
        entries.insert(Entry(time: time, number: key.number, work: work), at: position(of: key))
        keys[ObjectIdentifier(work)] = key
        return true
    }

    mutating func remove(_ work: any RecurringWork) {
        guard let key = keys.removeValue(forKey: ObjectIdentifier(work)) else { return }
        entries.remove(at: position(of: key))
    }

    /// Takes out what is due first, if its time has come.
    mutating func removeFirst(dueAt now: Int64) -> (any RecurringWork)? {
        guard let last = entries.last, last.time <= now else { return nil }
        entries.removeLast()
        keys[ObjectIdentifier(last.work)] = nil
        return last.work
    }

    /// The first place that is not before an entry with that time and number.
    private func position(of key: (time: Int64, number: Int)) -> Int {
        var (low, high) = (0, entries.count)
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].precedes(key) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
