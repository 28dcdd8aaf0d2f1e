/// Why an image or a sound is left out, in words that go into a ``WriterWarning``.
struct Unshowable: Error, Hashable {
    let reason: String

    init(_ reason: String) {
        self.reason = reason
    }
}
