/// A tag taken apart into words, which remember how they were joined.
package struct TagWords {
    /// One word of a tag.
    package struct Word {
        /// As the tag spells it.
        package var text: Substring
        /// In lower case.
        package var folded: String
        /// What stood before it.
        package var separator: Substring
    }

    package private(set) var words: [Word] = []

    /// Splits at punctuation, and where a lower-case letter meets an upper-case one.
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
