import Testing
import TextOutput

@testable import EventInspector

/// What is shown of a name tells which name it is.
@Suite struct EscapedTextTests {
    /// Every name of up to four of these is shown as no other is, in JSON and on a terminal.
    @Test func noTwoNamesLookAlike() {
        let pieces: [[UInt8]] = [
            [0x5c], Array("x".utf8), Array("f".utf8), [0xff], Array("n".utf8), [0x0a],
            Array("\u{9b}".utf8), [0x9b], Array("u{9b}".utf8), Array("xff".utf8), [0x1b],
            Array("x1b".utf8),
        ]
        var names: Set<[UInt8]> = [[]]
        var longest = names
        for _ in 0..<4 {
            longest = Set(longest.flatMap { name in pieces.map { name + $0 } })
            names.formUnion(longest)
        }
        let texts = names.map { $0.withUnsafeBytes { EscapedText.text($0) } }
        #expect(Set(texts.map { Array($0.utf8) }).count == names.count)
        #expect(Set(texts.map { Array(EscapedText.terminal($0).utf8) }).count == names.count)
    }

    @Test(arguments: [
        "loss/train", "C:\\new\\x", "\\alpha", "\\nabla", "\\xyz", "a\\b", "line\nbreak", "ünï/🧠",
        "\\x", "\\xF", "\\xFF", "\\",
    ])
    func aNameWithoutEscapesIsItsOwnText(name: String) {
        #expect(text(Array(name.utf8)) == name)
    }

    @Test func aBackslashBeforeAnEscapeIsDoubled() {
        #expect(text(Array("\\xff".utf8)) == "\\\\xff")
        #expect(text([0xff]) == "\\xff")
        #expect(text([0x5c, 0xff]) == "\\\\\\xff")
        #expect(text(Array("\\\\x0a/\\b".utf8)) == "\\\\\\\\x0a/\\b")
    }

    @Test func aLineBreakDiffersFromItsEscapeInATerminal() {
        #expect(EscapedText.terminal("a\nb") == "a\\nb")
        #expect(EscapedText.terminal("a\\nb") == "a\\\\nb")
        #expect(EscapedText.terminal("a\\b") == "a\\b")
        #expect(EscapedText.terminal("\u{9b}31m") == "\\u{9b}31m")
    }

    private func text(_ name: [UInt8]) -> String {
        name.withUnsafeBytes { EscapedText.text($0) }
    }
}
