/// How a large file is cut into parts that are scanned at the same time.
package struct FileCutting: Hashable, Sendable {
    /// Files from this size on are cut.
    package var smallestFile = 128 << 20
    /// Bytes of the head, which is scanned before the parts.
    package var head = 8 << 20
    /// Bytes of a part, at the least and at the most.
    package var part = (8 << 20)...(128 << 20)
    /// Bytes to scan for each byte of history to join, at the least.
    package var bytesPerJoinedByte = 16
    /// What the histories of the file and of its parts may take at the same time.
    package var memory = 40 << 20
    /// What a part's history may take, at the least.
    package var smallestGrant = 2 << 20

    package init() {}

    /// The bytes of each part of what is left of a file behind its head.
    ///
    /// A part is joined by going through its history, which must not take as long as its scan: the
    /// more tags, the larger the parts.
    func partByteCount(of byteCount: Int, jobs: Int, historyByteCount: Int) -> Int {
        let even = max(part.lowerBound, min(part.upperBound, byteCount / (jobs * Self.partsPerJob)))
        let share = (byteCount + jobs - 1) / jobs
        return max(even, min(share, historyByteCount * bytesPerJoinedByte))
    }

    /// What a part may take: as much as the file's history, and many tags that are new.
    ///
    /// - Parameters:
    ///   - historyByteCount: What the file's history takes.
    ///   - taken: What all histories take, or were granted.
    /// - Returns: Nil when too little is left.
    func grant(for historyByteCount: Int, taken: Int) -> Int? {
        let left = memory - taken
        guard left >= max(smallestGrant, historyByteCount / 4 * 5) else { return nil }
        return min(left, max(smallestGrant, historyByteCount * 2))
    }

    /// So many that no worker is left alone for long at the end.
    private static let partsPerJob = 32
}
