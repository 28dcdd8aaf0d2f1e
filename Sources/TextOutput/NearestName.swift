/// The name that somebody may have meant.
package enum NearestName {
    /// The name of a list that is nearest to a word; nil if none is near.
    ///
    /// One that contains the word is nearest, whatever the case of its letters; of several the
    /// shortest. Otherwise a name, or its beginning or last part, may differ by few letters: one of
    /// three. To a word of one letter everything and nothing is near.
    ///
    /// - Parameters:
    ///   - word: The word; the characters `*`, `?`, `^` and `$`, which patterns have, do not count.
    ///   - names: The names, of which only the first ``limit`` are compared.
    /// - Returns: The name.
    package static func of(_ word: String, among names: [String]) -> String? {
        let word = word.lowercased().filter { !"*?^$".contains($0) }
        guard word.count > 1, word.utf8.count <= longest else { return nil }
        let names = names.prefix(limit).filter { $0.utf8.count <= longest }
        let containing = names.filter { $0.lowercased().contains(word) }
        if let shortest = containing.min(by: { $0.utf8.count < $1.utf8.count }) { return shortest }
        var best: (name: String, distance: Int)?
        for name in names {
            let distance = distance(word, name.lowercased())
            if distance < best?.distance ?? .max { best = (name, distance) }
        }
        guard let best, best.distance <= word.count / 3 else { return nil }
        return best.name
    }

    /// The smallest distance of a word to a name, its parts and its beginning.
    private static func distance(_ word: String, _ name: String) -> Int {
        let letters = Array(word.utf8)
        let all = Array(name.utf8)
        var forms = [all, Array(all.prefix(letters.count))]
        let parts = all.split { $0 == UInt8(ascii: "/") }
        if parts.count > 1 { forms += parts.map(Array.init) }
        return forms.map { edits(letters, $0) }.min() ?? .max
    }

    /// How many letters must be added, removed, replaced, or swapped with the next.
    static func edits(_ left: [UInt8], _ right: [UInt8]) -> Int {
        guard !left.isEmpty else { return right.count }
        var twoAbove: [Int] = []
        var above = Array(0...right.count)
        for row in 1...left.count {
            var current = [row]
            for column in 0..<right.count {
                let isEqual = left[row - 1] == right[column]
                var best = min(above[column] + (isEqual ? 0 : 1), current[column] + 1)
                best = min(best, above[column + 1] + 1)
                if row > 1, column > 0, left[row - 1] == right[column - 1],
                    left[row - 2] == right[column]
                {
                    best = min(best, twoAbove[column - 1] + 1)
                }
                current.append(best)
            }
            twoAbove = above
            above = current
        }
        return above.last ?? 0
    }

    private static let limit = 2_000
    private static let longest = 200
}
