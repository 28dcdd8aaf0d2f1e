/// Text cut to a number of columns.
package enum ShortenedText {
    /// The text, or its two ends with an ellipsis in between: a tag's first word and its last say
    /// more than its middle.
    ///
    /// - Parameters:
    ///   - text: A line without color codes.
    ///   - width: The most columns; at least one character is kept at each end.
    /// - Returns: The text that fits.
    package static func middle(_ text: String, to width: Int?) -> String {
        guard let width, DisplayWidth.of(text) > width else { return text }
        let room = max(width - 1, 2)
        // The end tells tags of the same layer apart, so it gets the odd column.
        let head = prefix(of: text, columns: room / 2)
        let tail = prefix(of: text.reversed(), columns: room - DisplayWidth.of(head))
        return head + "…" + String(tail.reversed())
    }

    /// A sentence in which no word, such as a tag, has more than a number of columns.
    package static func words(of sentence: String, to width: Int) -> String {
        guard DisplayWidth.of(sentence) > width else { return sentence }
        return sentence.split(separator: " ", omittingEmptySubsequences: false)
            .map { middle(String($0), to: width) }.joined(separator: " ")
    }

    private static func prefix(of text: some Sequence<Character>, columns: Int) -> String {
        var shown = ""
        var width = 0
        for character in text {
            width += DisplayWidth.of(character)
            if width > columns, !shown.isEmpty { break }
            shown.append(character)
        }
        return shown
    }
}
