internal import TextOutput

/// Why reports cannot be joined.
public struct MergeError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong.
    public enum Code: Hashable, Sendable {
        /// A line is not what a scan prints, or the report is cut off.
        case damaged
        /// The reports do not fit together.
        case conflicting
        /// There is nothing to join.
        case empty
    }

    /// What is wrong.
    public let code: Code
    /// The report's name; nil where it is not about a single one.
    public let file: String?
    /// The line in it, counted from 1.
    public let line: Int?
    /// The byte in that, counted from 1, where it is known.
    public let column: Int?
    private let reason: String

    init(
        _ code: Code,
        file: String? = nil,
        line: Int? = nil,
        column: Int? = nil,
        _ reason: String
    ) {
        self.code = code
        self.file = file
        self.line = line
        self.column = column
        self.reason = reason
    }

    /// Where, what is wrong, and what to do about it.
    public var description: String {
        var text = ""
        if let file { text += EscapedText.terminal(file == "-" ? "standard input" : file) + ":" }
        if let line { text += "\(line):" }
        if let column { text += "\(column):" }
        return text.isEmpty ? reason : text + " " + reason
    }
}
