/// A tag split into words, which remember their separators.
package struct TagWords {
    /// One word of a tag.
    package struct Word {
        /// The word as the tag spells it.
        package var text: Substring
        /// The word in lowercase.
        package var folded: String
        /// The separator before it.
        package var separator: Substring
    }

    package private(set) var words: [Word] = []

    /// Splits a tag at punctuation, and between a lowercase and an uppercase letter.
    package init(_ tag: String) {
        var start = tag.startIndex
        var separatorStart = tag.startIndex
        var index = tag.startIndex
        var previous: Character?
        func isJoint(_ character: Character) -> Bool {
            switch character {
            case "/", ".", "_", "-", ":", " ", "[", "]", "(", ")", ",", "|", ">", "=": true
            default: false
            }
        }
        func close(_ end: String.Index, _ words: inout [Word]) {
            guard start < end else { return }
            let text = tag[start..<end]
            words.append(
                Word(
                    text: text,
                    folded: text.lowercased(),
                    separator: tag[separatorStart..<start]
                )
            )
            separatorStart = end
        }
        while index < tag.endIndex {
            let character = tag[index]
            if isJoint(character) {
                close(index, &words)
                start = tag.index(after: index)
            } else if let previous, previous.isLowercase, character.isUppercase {
                // "dW1" is one word, the derivative with respect to W1.
                if tag[start..<index].count > 1 {
                    close(index, &words)
                    start = index
                }
            }
            previous = character
            index = tag.index(after: index)
        }
        close(tag.endIndex, &words)
    }

    package var folded: [String] { words.map(\.folded) }

    /// The words at `kept`, joined as the tag joins them.
    package func text(of kept: [Int]) -> String {
        var text = ""
        for (position, index) in kept.enumerated() {
            if position > 0 { text += words[index].separator }
            text += words[index].text
        }
        return text
    }
}
