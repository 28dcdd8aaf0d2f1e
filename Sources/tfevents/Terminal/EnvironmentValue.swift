/// Text from a file, made fit for an environment variable.
enum EnvironmentValue {
    /// The text; of a long one, its beginning and its length.
    ///
    /// Linux does not start a program with a variable longer than 128 KiB, so a long tag would keep
    /// the command of `--exec` from running. A NUL, which would end the variable, becomes `\x00`.
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

    /// As long as a path may be; the environment has room for many of these.
    static let limit = 4_096
}
