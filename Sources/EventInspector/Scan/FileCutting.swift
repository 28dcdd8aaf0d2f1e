/// How a large file is cut into parts that are scanned at the same time.
package struct FileCutting: Hashable, Sendable {
    /// Files from this size on are cut.
    package var smallestFile = 128 << 20
    /// Bytes of the head, which is scanned before the parts.
    package var head = 8 << 20
    /// Bytes of a part, at the least and at the most.
    package var part = (32 << 20)...(512 << 20)
    /// What the histories of the file and of its parts may take at the same time.
    package var memory = 40 << 20
    /// What a part's history may take, at the least.
    package var smallestGrant = 2 << 20

    package init() {}

    /// The bytes of each part of a file.
    func partByteCount(of fileByteCount: Int, jobs: Int) -> Int {
        max(part.lowerBound, min(part.upperBound, fileByteCount / (jobs * 8)))
    }

    /// What a part may take: as much as the file's history, and some tags that are new.
    func grant(for historyByteCount: Int) -> Int {
        max(smallestGrant, historyByteCount / 4 * 5)
    }
}
