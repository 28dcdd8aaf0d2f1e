/// A run's dumps in a flight recorder; guarded by the queue's gate.
struct RecorderStore {
    /// The dumps of each tensor, the oldest first.
    private var dumps: [String: [Place]] = [:]
    /// All dumps in order of arrival; some no longer exist.
    private var order: [(name: String, number: Int)] = []
    private var orderStart = 0
    private var nextNumber = 0
    /// Buffers that no dump uses.
    private var spare: [RecordedBuffer] = []
    /// Bytes of all dumps, those being copied and spare buffers included.
    private(set) var byteCount = 0
    private(set) var count = 0

    private struct Place {
        let number: Int
        let dump: RecordedDump
    }

    /// Makes room for a dump's elements, from the same tensor's oldest dump if there are enough.
    ///
    /// - Returns: Memory to copy them to, for ``put(_:limits:)``.
    mutating func take(
        _ capacity: Int,
        for name: String,
        limits: FlightRecorder
    ) -> RecordedBuffer {
        makeRoom(for: name, limits)
        // Small tensors in the memory of large ones would waste it.
        let fitting = capacity...(capacity > .max / 2 ? .max : capacity * 2)
        if let index = spare.lastIndex(where: { fitting.contains($0.capacity) }) {
            return spare.remove(at: index)
        }
        byteCount += capacity
        shrink(to: limits.byteLimit)
        return RecordedBuffer(capacity: capacity)
    }

    /// Keeps a dump, whose buffer, if any, was taken out before.
    mutating func put(_ dump: RecordedDump, limits: FlightRecorder) {
        let name = dump.dump.tags.name
        makeRoom(for: name, limits)
        byteCount += dump.byteCount - (dump.elements?.buffer.capacity ?? 0)
        count += 1
        dumps[name, default: []].append(Place(number: nextNumber, dump: dump))
        order.append((name, nextNumber))
        nextNumber += 1
        shrink(to: limits.byteLimit)
    }

    /// Takes out everything, in order of steps, and within a step in order of arrival.
    mutating func takeAll() -> [RecordedDump] {
        let places = dumps.values.joined().sorted {
            ($0.dump.dump.step, $0.number) < ($1.dump.dump.step, $1.number)
        }
        dumps = [:]
        order = []
        orderStart = 0
        count = 0
        return places.map(\.dump)
    }

    /// Puts back the dumps that ``takeAll()`` took out.
    mutating func giveBack(_ taken: [RecordedDump]) {
        for dump in taken { recycle(dump) }
    }

    /// The least memory that keeps a dump of the tensor.
    private mutating func makeRoom(for name: String, _ limits: FlightRecorder) {
        while let kept = dumps[name], kept.count >= max(limits.steps, 1), let first = kept.first {
            remove(name, first.number)
        }
    }

    /// Releases spare memory, then the oldest dumps.
    private mutating func shrink(to byteLimit: Int) {
        while byteCount > byteLimit, !spare.isEmpty {
            byteCount -= spare.removeFirst().capacity
        }
        while byteCount > byteLimit, orderStart < order.count {
            let (name, number) = order[orderStart]
            orderStart += 1
            remove(name, number)
            while byteCount > byteLimit, let buffer = spare.popLast() {
                byteCount -= buffer.capacity
            }
        }
        // Dumps that were taken out for other reasons are still listed.
        guard order.count > 64, orderStart * 2 > order.count || order.count > count * 4 else {
            return
        }
        order = order[orderStart...].filter { name, number in
            dumps[name]?.contains { $0.number == number } ?? false
        }
        orderStart = 0
    }

    private mutating func remove(_ name: String, _ number: Int) {
        guard dumps[name]?.first?.number == number, let place = dumps[name]?.removeFirst() else {
            return
        }
        if dumps[name]?.isEmpty == true { dumps[name] = nil }
        count -= 1
        recycle(place.dump)
    }

    private mutating func recycle(_ dump: RecordedDump) {
        guard let buffer = dump.elements?.buffer else {
            byteCount -= dump.byteCount
            return
        }
        byteCount -= dump.byteCount - buffer.capacity
        spare.append(buffer)
    }
}
