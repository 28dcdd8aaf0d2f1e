import SystemPackage
import TFRecord

/// The paths on a command line that is still being typed.
enum TypedPaths {
    /// The paths of the words that name something, without the word at `index`.
    ///
    /// The parser would refuse an unfinished line, so no more is asked of a word than that it names
    /// a file or directory. One that follows an option may be the option's value: it counts only if
    /// no other word does.
    static func paths(in words: [String], except index: Int) -> [FilePath] {
        var arguments: [FilePath] = []
        var values: [FilePath] = []
        // The first two words are the tool and its subcommand.
        for position in words.indices.dropFirst(2) where position != index {
            guard !words[position].hasPrefix("-"), let path = path(of: words[position]) else {
                continue
            }
            if words[position - 1].hasPrefix("-"), words[position - 1] != "--" {
                values.append(path)
            } else {
                arguments.append(path)
            }
        }
        return arguments.isEmpty ? values : arguments
    }

    /// The existing file or directory that a word names, as it is or without its quotes.
    private static func path(of word: String) -> FilePath? {
        // fish removes quotes before it asks; bash and zsh leave them.
        for text in [word, unquoted(word)] where !text.isEmpty && !text.utf8.contains(0) {
            let path = FilePath(text)
            switch FileStatus(of: path)?.kind {
            case .directory, .regularFile: return path
            // Reading a pipe or a device would take from it, and might never end.
            case .stream, .symbolicLink, nil: continue
            }
        }
        return nil
    }

    /// A word as the shell would pass it on, as far as that takes no evaluation.
    static func unquoted(_ word: String) -> String {
        var text = ""
        var quote: Character?
        var rest = word[...]
        if rest == "~" || rest.hasPrefix("~/") {
            text = System.environment("HOME", default: "~")
            rest = rest.dropFirst()
        }
        while let character = rest.popFirst() {
            switch character {
            case "\\" where quote != "'":
                if let next = rest.popFirst() { text.append(next) }
            case "'" where quote != "\"", "\"" where quote != "'":
                quote = quote == nil ? character : nil
            default: text.append(character)
            }
        }
        return text
    }
}
