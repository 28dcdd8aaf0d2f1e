/// Why an image or a sound is left out, in words that go into a ``WriterWarning``.
struct Unshowable: Error, Hashable {
    let reason: String

    init(_ reason: String) {
        self.reason = reason
    }
}

/// What a value that is left out would have broken.
enum RecordLimit {
    /// The bytes of media that one value may hold; readers refuse messages of 2 GiB.
    static let mediaByteCount = 1 << 31 - 1 << 20
}
