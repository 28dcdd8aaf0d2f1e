/// The reason why an image or a sound is left out, in words for a ``WriterWarning``.
struct Unshowable: Error, Hashable {
    let reason: String

    init(_ reason: String) {
        self.reason = reason
    }
}
