internal import TFRecord

/// What could not be read of a file.
struct DamageList {
    /// The damaged stretches; the first thousand.
    private(set) var stretches: [RecordDamage] = []
    /// All of them.
    private(set) var count = 0
    /// Records that are not events, or only the beginning of one.
    private(set) var malformedCount = 0
    private(set) var firstMalformed: Int?
    private var lastMalformed = -1
    /// Why the rest of the file could not be read.
    var failure: RecordError?

    /// Whether nothing is missing but what a live writer has not written yet.
    var isHarmless: Bool {
        failure == nil && malformedCount == 0 && count == stretches.count
            && stretches.allSatisfy { $0.kind == .truncatedTail }
    }

    mutating func add(_ damage: RecordDamage) {
        count += 1  // in range: records of a file
        if stretches.count < Self.limit { stretches.append(damage) }
    }

    /// Notes a record that is not an event, once for all its values.
    mutating func addMalformed(_ offset: Int, _ byteCount: Int) {
        guard offset != lastMalformed else { return }
        lastMalformed = offset
        malformedCount += 1  // in range: records of a file
        if firstMalformed == nil { firstMalformed = offset }
    }

    /// Adds what could not be read of the next part.
    mutating func append(_ next: DamageList) {
        for damage in next.stretches { add(damage) }
        count += next.count - next.stretches.count  // in range: records of a file
        malformedCount += next.malformedCount  // in range: records of a file
        firstMalformed = firstMalformed ?? next.firstMalformed
        failure = next.failure ?? failure
    }

    private static let limit = 1_000
}
