import TestSupport
import TextOutput

@testable import EventInspector

/// What must hold of a file of rules and of tags, which zeros in the input part.
struct RulesCheck {
    private let text: String
    private let tags: [String]

    init(_ input: [UInt8]) {
        let parts = input.split(separator: 0, omittingEmptySubsequences: false)
        text = String(decoding: parts.first ?? [], as: UTF8.self)
        // As tags of files are, whatever their bytes.
        tags = parts.dropFirst().prefix(4).map { part in
            Array(part).withUnsafeBytes { EscapedText.text($0) }
        }
    }

    func run() {
        var rules = TagRules()
        do throws(TagRulesError) {
            rules = try TagRules(text)
            checkEndsOfLines(rules)
        } catch {
            let lineCount = text.utf8.count { $0 == UInt8(ascii: "\n") } + 1
            check((1...lineCount).contains(error.line), "an error in line \(error.line)")
            let isPlain = error.description.unicodeScalars.allSatisfy { !EscapedText.isUnsafe($0) }
            check(isPlain, "control characters in the error")
        }
        for tag in tags {
            checkLayer(of: tag, rules)
            for isScalar in [false, true] {
                let meaning = TagGrammar(rules: rules).meaning(of: tag, isScalar: isScalar)
                guard let rule = rules.first(matching: tag) else { continue }
                check(meaning.role == rule.role, "a rule that says \(rule.role) gives another role")
            }
        }
    }

    /// Files come from every system.
    private func checkEndsOfLines(_ rules: TagRules) {
        guard !text.utf8.contains(UInt8(ascii: "\r")) else { return }
        let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let other = lines.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\r\n")
        check((try? TagRules(other)) == rules, "other rules with another end of lines")
    }

    /// The layer stands between what the two halves of the glob cover.
    private func checkLayer(of tag: String, _ rules: TagRules) {
        guard let rule = rules.first(matching: tag), let layer = rule.layer else { return }
        let pattern = rule.text.utf8.drop { $0 != UInt8(ascii: " ") }.dropFirst()
        let (bytes, inside, mark) = (Array(tag.utf8), Array(layer.utf8), Array("{layer}".utf8))
        let text = Array(pattern)
        let at = text.indices.first { text[$0...].starts(with: mark) }
        check(at != nil, "a layer of a rule without one")
        guard let at, bytes.count * text.count <= 1 << 14 else { return }
        let before = Glob(String(decoding: text[..<at], as: UTF8.self))
        let after = Glob(String(decoding: text[(at + mark.count)...], as: UTF8.self))
        let isBetween = bytes.indices.contains { start in
            bytes[start...].starts(with: inside)
                && bytes[..<start].withUnsafeBytes { before.matches($0) }
                && bytes[(start + inside.count)...].withUnsafeBytes { after.matches($0) }
        }
        check(!inside.isEmpty && isBetween, "'\(layer)' is no layer of '\(tag)' by '\(rule.text)'")
    }
}
