internal import Logdirs
import SystemPackage
internal import TextOutput

/// What may have been meant by a command line that cannot be understood.
enum UsageAdvice {
    /// What is wrong with the first word; nil if it is a command or an option.
    static func complaint(on arguments: [String], commands: [String]) -> String? {
        guard let word = arguments.first, !word.hasPrefix("-"), word != "help",
            !commands.contains(word)
        else { return nil }
        let shown = EscapedText.excerpt(word)
        if word.contains("/") || RemotePath(word) != nil || System.exists(word) {
            return "a command comes before a path: tfevents scan "
                + ShellText.quoted(EscapedText.terminal(word))
        }
        let list = commands.joined(separator: ", ")
        guard let nearest = NearestName.of(word, among: commands) else {
            return "'\(shown)' is not a command; there are \(list). See 'tfevents --help'"
        }
        return "'\(shown)' is not a command; did you mean '\(nearest)'? See 'tfevents --help'"
    }

    /// The parser's message, with our prefix, and with a better suggestion where there is one.
    static func text(_ message: String) -> String {
        var text = message
        if text.hasPrefix(label) { text = "tfevents: " + text.dropFirst(label.count) }
        guard let option = unknownOption(in: text) else { return text }
        let line = text.prefix { $0 != "\n" }
        let rest = text.dropFirst(line.count)
        let base = "tfevents: Unknown option '\(option)'"
        let name = option.drop { $0 == "-" }
        if OutputOptions.Format.allCases.contains(where: { $0.rawValue == name }) {
            return base + ". Did you mean '--format \(name)'?" + rest
        }
        if OutputOptions.ColorChoice.allCases.contains(where: { $0.rawValue == name }) {
            return base + ". Did you mean '--color \(name)'?" + rest
        }
        // The parser suggests whatever is least far away, however far that is.
        guard let suggestion = suggestion(in: String(line)),
            NearestName.of(String(name), among: [String(suggestion.drop { $0 == "-" })]) != nil
        else { return base + "." + rest }
        return text
    }

    private static let label = "Error: "

    private static func unknownOption(in text: String) -> String? {
        quoted(after: "Unknown option '", in: text)
    }

    private static func suggestion(in text: String) -> String? {
        quoted(after: "Did you mean '", in: text)
    }

    private static func quoted(after beginning: String, in text: String) -> String? {
        var rest = Substring(text)
        while !rest.isEmpty {
            if rest.hasPrefix(beginning) {
                let word = rest.dropFirst(beginning.count).prefix { $0 != "'" }
                return String(word)
            }
            rest.removeFirst()
        }
        return nil
    }
}
