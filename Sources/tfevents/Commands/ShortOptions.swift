/// The short options of a command line.
enum ShortOptions {
    /// The arguments, with flags that are written in one word with an option and its value apart:
    /// `-q -j2` for `-qj2`.
    ///
    /// The parser takes what follows such a word for the value.
    static func split(_ arguments: [String]) -> [String] {
        let end = arguments.firstIndex(of: "--") ?? arguments.endIndex
        return arguments[..<end].flatMap(split) + arguments[end...]
    }

    private static func split(_ argument: String) -> [String] {
        guard argument.hasPrefix("-"), !argument.hasPrefix("--") else { return [argument] }
        let letters = argument.dropFirst()
        let flags = letters.prefix(while: flags.contains)
        guard !flags.isEmpty, let next = letters.dropFirst(flags.count).first,
            withValue.contains(next)
        else { return [argument] }
        return ["-" + flags, "-" + letters.dropFirst(flags.count)]
    }

    private static let flags: Set<Character> = ["0", "f", "h", "q"]
    private static let withValue: Set<Character> = ["j", "o"]
}
