internal import Logdirs
import SystemPackage
internal import TextOutput

/// What may have been meant by a command line that cannot be understood.
enum UsageAdvice {
    /// The options that a command takes.
    struct CommandOptions {
        let command: String
        /// Their long names, without dashes.
        let names: Set<String>

        /// Finds the options in a command's help, in which each begins a line.
        init(command: String, help: String) {
            self.command = command
            var names: Set<String> = []
            for line in help.split(separator: "\n")
            where line.drop(while: { $0 == " " }).hasPrefix("-") {
                for word in line.split(whereSeparator: { $0 == " " || $0 == "," })
                where word.hasPrefix("--") {
                    names.insert(String(word.dropFirst(2)))
                }
            }
            self.names = names
        }
    }

    /// What is wrong with the first word, or with the one for which help is asked; nil if it is a
    /// command or an option.
    static func complaint(on arguments: [String], commands: [String]) -> String? {
        guard let first = arguments.first, !first.hasPrefix("-") else { return nil }
        let isHelp = first == "help"
        guard let word = isHelp ? arguments.dropFirst().first : first, !word.hasPrefix("-"),
            word != "help", !commands.contains(word)
        else { return nil }
        let shown = EscapedText.excerpt(word)
        if !isHelp, word.contains("/") || RemotePath(word) != nil || System.exists(word) {
            return "a command comes before a path: tfevents scan "
                + ShellText.quoted(EscapedText.terminal(word))
        }
        if word == "version" { return "'version' is not a command; did you mean '--version'?" }
        let list = commands.joined(separator: ", ")
        guard let nearest = NearestName.of(word, among: commands) else {
            return "'\(shown)' is not a command; there are \(list). See 'tfevents --help'"
        }
        return "'\(shown)' is not a command; did you mean '\(nearest)'? See 'tfevents --help'"
    }

    /// The parser's message, with our prefix, and with a better suggestion where there is one.
    ///
    /// - Parameters:
    ///   - message: The message.
    ///   - command: The command that was given.
    ///   - all: The options of all commands.
    /// - Returns: The text, without a newline at its end.
    static func text(_ message: String, _ command: String?, _ all: [CommandOptions]) -> String {
        var text = message
        if text.hasPrefix(label) { text = "tfevents: " + text.dropFirst(label.count) }
        guard let option = unknownOption(in: text) else { return text }
        let line = text.prefix { $0 != "\n" }
        let rest = text.dropFirst(line.count)
        let name = String(option.drop { $0 == "-" })
        let own = all.first { $0.command == command }
        if let own, let other = all.first(where: { $0.names.contains(name) }) {
            return "tfevents: \(own.command) has no --\(name); \(other.command) has it." + rest
        }
        let base = "tfevents: Unknown option '\(option)'."
        if let meant = meant(by: name, own?.names.sorted() ?? []) {
            return "\(base) \(meant)\(rest)"
        }
        // The parser suggests whatever is least far away, however far that is.
        guard let suggestion = suggestion(in: String(line)),
            NearestName.of(String(name), among: [String(suggestion.drop { $0 == "-" })]) != nil
        else { return base + rest }
        return text
    }

    /// What an option of another program does here; nil if that is not known.
    private static func meant(by name: String, _ options: [String]) -> String? {
        if OutputOptions.Format.allCases.contains(where: { $0.rawValue == name }) {
            return "Did you mean '--format \(name)'?"
        }
        if OutputOptions.ColorChoice.allCases.contains(where: { $0.rawValue == name }) {
            return "Did you mean '--color \(name)'?"
        }
        switch name {
        case "no-color", "nocolor": return "Did you mean '--color never'?"
        case "silent" where options.contains("quiet"): return "Did you mean '--quiet'?"
        case "v", "V": return "Did you mean '--version'?"
        case "logdir", "path", "file", "input": return "Give the path itself, without an option."
        default: break
        }
        let whole = options.filter { name.count > 1 && $0.hasPrefix(name) }
            .map { "'--\($0)'" }
        return whole.isEmpty ? nil : "Did you mean \(whole.joined(separator: " or "))?"
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
