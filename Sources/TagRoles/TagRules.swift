package import TensorBoardEvents
internal import TextOutput

/// Rules from a file that give roles to tags whose names do not reveal them.
///
/// Each line is a rule: a role and a glob for the tags. `{layer}` in the glob matches the layer's
/// name. Empty lines and lines that start with `#` are skipped; the first matching rule counts.
///
/// ```
/// gradient   bwd/{layer}/l2
/// output     probe/*
/// ignored    scratch/*
/// ```
public struct TagRules: Hashable, Sendable {
    package struct Rule: Hashable, Sendable {
        package var role: TagRole
        package var text: String
        package var glob: Glob
        /// The globs before and after `{layer}`.
        package var around: (before: Glob, after: Glob)?

        package static func == (left: Rule, right: Rule) -> Bool { left.text == right.text }
        package func hash(into hasher: inout Hasher) { hasher.combine(text) }
    }

    private var rules: [Rule] = []

    /// Creates an empty list of rules.
    public init() {}

    /// Parses rules.
    ///
    /// - Throws: ``TagRulesError`` when a line is not a rule.
    public init(_ text: String) throws(TagRulesError) {
        // By bytes: to Swift, a carriage return and a newline are one character.
        let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            let line = Self.trimmed(line)
            guard let first = line.first, first != UInt8(ascii: "#") else { continue }
            let name = line.prefix { !Self.isSpace($0) }
            let pattern = Self.trimmed(line[name.endIndex...])
            guard let role = TagRole(rawValue: String(Substring(name))), !pattern.isEmpty else {
                throw TagRulesError(line: index + 1, text: String(Substring(line)))
            }
            rules.append(Self.rule(role, String(Substring(pattern))))
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
    }

    private static func trimmed(_ line: Substring.UTF8View) -> Substring.UTF8View {
        var line = line.drop(while: isSpace)
        while let last = line.last, isSpace(last) { line.removeLast() }
        return line
    }

    package var isEmpty: Bool { rules.isEmpty }

    package func first(matching tag: String) -> (role: TagRole, layer: String?, text: String)? {
        for rule in rules where rule.glob.matches(tag) {
            return (rule.role, rule.around.flatMap { Self.layer(of: tag, between: $0) }, rule.text)
        }
        return nil
    }

    private static func rule(_ role: TagRole, _ pattern: String) -> Rule {
        let text = "\(role.rawValue) \(pattern)"
        guard let range = pattern.firstRange(of: "{layer}") else {
            return Rule(role: role, text: text, glob: Glob(pattern))
        }
        let before = String(pattern[..<range.lowerBound])
        let after = String(pattern[range.upperBound...])
        return Rule(
            role: role,
            text: text,
            glob: Glob(before + "*" + after),
            around: (Glob(before), Glob(after))
        )
    }

    /// The text between the shortest head and the longest tail that match their globs.
    ///
    /// The time is proportional to the product of the lengths of pattern and tag, as in matching.
    private static func layer(
        of tag: String,
        between around: (before: Glob, after: Glob)
    ) -> String? {
        var tag = tag
        return tag.withUTF8 { bytes -> String? in
            let bytes = UnsafeRawBufferPointer(bytes)
            let isHead = around.before.matchesUpTo(bytes)
            let isTail = around.after.matchesStarting(in: bytes)
            guard let start = isHead.firstIndex(of: true),
                let end = isTail[(start + 1)...].firstIndex(of: true)
            else { return nil }
            return String(decoding: bytes[start..<end], as: UTF8.self)
        }
    }
}

/// A line of a rules file that is not a rule.
public struct TagRulesError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The line's number, starting at 1.
    public var line: Int
    /// The line's text.
    public var text: String

    package init(line: Int, text: String) {
        self.line = line
        self.text = text
    }

    /// The error, and what to do about it.
    public var description: String {
        let roles = TagRole.allCases.map(\.rawValue).joined(separator: ", ")
        return "line \(line) is not 'ROLE GLOB', with one of the roles \(roles): "
            + EscapedText.terminal(text)
    }
}
