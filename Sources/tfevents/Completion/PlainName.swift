/// A name that every shell may be handed as a completion.
enum PlainName {
    /// Whether no shell gives a character of the name a meaning of its own.
    ///
    /// bash expands what `compgen -W` is given, so a tag named `$(command)` would run. A name of a
    /// file that somebody else wrote is therefore offered only if all its characters are known to
    /// be harmless; `*`, `?` and `[` are not, as the option would match other names, too.
    static func isPlain(_ name: String) -> Bool {
        guard let first = name.unicodeScalars.first, let last = name.unicodeScalars.last,
            name.utf8.count <= longest, isWordPart(first) || leading.contains(first), last != " "
        else { return false }
        return name.unicodeScalars.allSatisfy { isWordPart($0) || inner.contains($0) }
    }

    private static func isWordPart(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }

    private static let leading: Set<Unicode.Scalar> = ["_", ".", "/", "("]
    private static let inner = leading.union([" ", "-", ":", ",", "@", "%", "+", "=", "#", ")"])

    /// Longer names are for reading, not for typing.
    private static let longest = 256
}
