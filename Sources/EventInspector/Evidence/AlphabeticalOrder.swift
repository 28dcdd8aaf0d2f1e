/// Whether names are in the order of the alphabet, which is not an order of computing.
///
/// Code that sorts its tags, or goes through a sorted dictionary, logs them so. Names that differ by
/// a number only, such as `fc1` and `fc2`, are in the order of their numbers, and prove nothing;
/// nor do three names, which are sorted by chance once in six times.
enum AlphabeticalOrder {
    /// Whether the names are sorted, with so many different words that it is no chance.
    static func isOrder(of names: [String]) -> Bool {
        var words: [String] = []
        for name in names {
            let word = withoutNumbers(name)
            if words.last != word { words.append(word) }
        }
        guard words.count >= leastCount, Set(words).count == words.count else { return false }
        return zip(words, words.dropFirst()).allSatisfy {
            Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8))
        }
    }

    private static func withoutNumbers(_ name: String) -> String {
        String(
            decoding: name.utf8.filter { !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) },
            as: UTF8.self
        )
    }

    private static let leastCount = 4
}
