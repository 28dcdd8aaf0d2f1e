/// Rules that say what tags mean where their names do not, read from a file.
///
/// One rule a line: a role, and a glob for the tags. `{layer}` in the glob stands for the layer's
/// name. Empty lines and lines that start with `#` are skipped; the first rule that matches counts.
///
/// ```
/// gradient   bwd/{layer}/l2
/// output     probe/*
/// ignored    scratch/*
/// ```
public struct TagRules: Hashable, Sendable {
    struct Rule: Hashable, Sendable {
        var role: TagRole
        var text: String
        var glob: Glob
        /// What stands before and behind `{layer}`.
        var around: (before: Glob, after: Glob)?

        static func == (left: Rule, right: Rule) -> Bool { left.text == right.text }
        func hash(into hasher: inout Hasher) { hasher.combine(text) }
    }

    private var rules: [Rule] = []

    /// No rules.
    public init() {}

    /// Reads rules.
    ///
    /// - Throws: ``TagRulesError`` where a line is none.
    public init(_ text: String) throws(TagRulesError) {
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false)
            .enumerated()
        {
            let line = line.filter { $0 != "\r" }
            let parts = line.split(maxSplits: 1) { $0 == " " || $0 == "\t" }
            guard let name = parts.first, !name.hasPrefix("#") else { continue }
            guard let role = TagRole(rawValue: String(name)), parts.count == 2 else {
                throw TagRulesError(line: index + 1, text: String(line))
            }
            var pattern = parts[1]
            while let last = pattern.last, last == " " || last == "\t" { pattern.removeLast() }
            while let first = pattern.first, first == " " || first == "\t" {
                pattern.removeFirst()
            }
            rules.append(Self.rule(role, String(pattern)))
        }
    }

    var isEmpty: Bool { rules.isEmpty }

    func first(matching tag: String) -> (role: TagRole, layer: String?, text: String)? {
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

    /// Where the characters of a text begin and where it ends, each with its bytes.
    private static func places(of text: String) -> [(index: String.Index, byteCount: Int)] {
        text.indices.map { ($0, text[$0].utf8.count) } + [(text.endIndex, 0)]
    }

    /// The shortest text between a head and a tail that match their globs.
    private static func layer(
        of tag: String,
        between around: (before: Glob, after: Glob)
    ) -> String? {
        let isHead = around.before.matchingBeginnings(of: tag)
        let isTail = around.after.matchingEndings(of: tag)
        var start: String.Index?
        // The first place at which a head ends, if a tail begins after it.
        var offset = 0
        for (index, next) in places(of: tag) {
            defer { offset += next }  // in range: in memory
            if start != nil, isTail[offset] { return start.map { String(tag[$0..<index]) } }
            if start == nil, isHead[offset] { start = index }
        }
        return nil
    }
}

/// A line of a rules file that is no rule.
public struct TagRulesError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The line's number, from 1.
    public var line: Int
    /// The line.
    public var text: String

    /// What is wrong, and what to do.
    public var description: String {
        let roles = TagRole.allCases.map(\.rawValue).joined(separator: ", ")
        return "line \(line) is not 'ROLE GLOB', ROLE being one of \(roles): "
            + EscapedText.terminal(text)
    }
}
