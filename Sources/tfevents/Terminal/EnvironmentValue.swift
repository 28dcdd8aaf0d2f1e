/// Text from a file as a variable of the environment holds it.
enum EnvironmentValue {
    /// The text, shortened where it is long, with its length in place of the rest.
    ///
    /// Linux starts no program with a variable beyond 128 KiB: a long tag would keep the command
    /// of `--exec` from running. A NUL would end the variable, and becomes `\x00`.
    static func text(_ text: String) -> String {
        var value = ""
        var byteCount = 0
        for scalar in text.unicodeScalars {
            byteCount += scalar.value == 0 ? nul.utf8.count : UTF8.width(scalar)
            guard byteCount <= limit else {
                return value + "… (\(text.utf8.count) bytes)"
            }
            if scalar.value == 0 { value += nul } else { value.unicodeScalars.append(scalar) }
        }
        return value
    }

    private static let nul = "\\x00"

    /// As long as a path may be; all variables together have room for many of these.
    static let limit = 4_096
}
