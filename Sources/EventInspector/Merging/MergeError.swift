internal import TextOutput

/// The reason why reports cannot be joined.
public struct MergeError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of issue.
    public enum Code: Hashable, Sendable {
        /// A line is not what a scan prints, or the report is truncated.
        case damaged
        /// The reports do not belong together.
        case conflicting
        /// There is nothing to join.
        case empty
    }

    /// The kind of issue.
    public let code: Code
    /// The report's name; `nil` if it is not about a single one.
    public let file: String?
    /// The line in it, counted from 1.
    public let line: Int?
    /// The column in that line in bytes, counted from 1, if known.
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
