/// How a large file is cut into parts that are scanned at the same time.
package struct FileCutting: Hashable, Sendable {
    /// Files of at least this size are cut.
    package var smallestFile = 128 << 20
    /// The size of the head, which is scanned before the parts.
    package var head = 8 << 20
    /// The smallest and the largest size of a part.
    package var part = (8 << 20)...(128 << 20)
    /// The least number of bytes to scan for each byte of history to join.
    package var bytesPerJoinedByte = 16
    /// The most memory for the histories of the file and of its parts together.
    package var memory = 40 << 20
    /// The least memory that a part's history is granted.
    package var smallestGrant = 2 << 20

    package init() {}

    /// The size of each part of a file after its head.
    ///
    /// Joining a part walks its history, which must not take as long as its scan: the more tags,
    /// the larger the parts.
    func partByteCount(of byteCount: Int, jobs: Int, historyByteCount: Int) -> Int {
        let even = max(part.lowerBound, min(part.upperBound, byteCount / (jobs * Self.partsPerJob)))
        let share = (byteCount + jobs - 1) / jobs
        return max(even, min(share, historyByteCount * bytesPerJoinedByte))
    }

    /// The memory that a part is granted: as much as the file's history, and room for many new
    /// tags.
    ///
    /// - Parameters:
    ///   - historyByteCount: The size of the file's history.
    ///   - taken: The memory that all histories use or were granted.
    /// - Returns: `nil` if too little is left.
    func grant(for historyByteCount: Int, taken: Int) -> Int? {
        let left = memory - taken
        guard left >= max(smallestGrant, historyByteCount / 4 * 5) else { return nil }
        return min(left, max(smallestGrant, historyByteCount * 2))
    }

    /// So many that no worker works alone for long at the end.
    private static let partsPerJob = 32
}
