/// How a large file is cut into parts that are scanned at the same time.
package struct FileCutting: Hashable, Sendable {
    /// Files from this size on are cut.
    package var smallestFile = 128 << 20
    /// Bytes of the head, which is scanned before the parts.
    package var head = 8 << 20
    /// Bytes of a part, at the least and at the most.
    package var part = (32 << 20)...(512 << 20)

    package init() {}

    /// The bytes of each part of a file.
    func partByteCount(of fileByteCount: Int, jobs: Int) -> Int {
        max(part.lowerBound, min(part.upperBound, fileByteCount / (jobs * 8)))
    }
}
