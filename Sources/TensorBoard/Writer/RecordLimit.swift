/// The limits of a record.
enum RecordLimit {
    /// The bytes of media that one value may hold; readers refuse messages of 2 GiB.
    static let mediaByteCount = 1 << 31 - 1 << 20
}
