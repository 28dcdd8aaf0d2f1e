import TestSupport
import Testing

@testable import TensorBoardEvents

/// Patterns over tags and runs, which are names with slashes and not paths.
struct GlobPatternTests {
    struct Case: Sendable, CustomStringConvertible {
        let pattern: String
        let matching: [String]
        let other: [String]

        var description: String { pattern }
    }

    static let cases = [
        Case(pattern: "loss", matching: ["loss"], other: ["", "los", "loss/train", "Loss"]),
        Case(pattern: "", matching: [""], other: ["a"]),
        Case(pattern: "*", matching: ["", "a", "a/b/c", "ä\n"], other: []),
        Case(pattern: "grads/*", matching: ["grads/", "grads/a/b"], other: ["grads", "xgrads/a"]),
        Case(pattern: "*/weight", matching: ["a/b/weight", "/weight"], other: ["weight"]),
        Case(pattern: "**", matching: ["", "a/b"], other: []),
        Case(pattern: "a*b*c", matching: ["abc", "a/b/c", "abbc", "abcbc"], other: ["ab", "acb"]),
        Case(pattern: "l?ss", matching: ["loss", "lass", "lüss"], other: ["lss", "looss"]),
        Case(pattern: "??", matching: ["ab", "äö", "🧠a"], other: ["a", "ä", "🧠", "abc"]),
        Case(pattern: "*??", matching: ["ab", "xäö"], other: ["a", "ä", "€", "🧠"]),
        // A star takes whole characters, so that nothing after it begins within one.
        Case(pattern: "*??b*", matching: ["xéb", "€€b"], other: ["€bc", "éb"]),
        Case(pattern: "*[!a]c*", matching: ["ébc", "éc"], other: ["ac", "aéac"]),
        Case(pattern: "[abc]1", matching: ["a1", "c1"], other: ["d1", "1", "ab1"]),
        Case(pattern: "[a-c0-9]", matching: ["b", "5"], other: ["d", "-", ""]),
        Case(pattern: "[!a-c]", matching: ["d", "A"], other: ["a", "", "dd"]),
        Case(pattern: "[^a-c]", matching: ["d"], other: ["b"]),
        Case(pattern: "[é]a", matching: ["éa"], other: ["ea", "a"]),
        Case(pattern: "[!a]b", matching: ["éb", "xb"], other: ["ab", "b"]),
        Case(pattern: "[]]", matching: ["]"], other: ["["]),
        Case(pattern: "[a-]", matching: ["a", "-"], other: ["b"]),
        Case(pattern: "[abc", matching: ["[abc"], other: ["a"]),
        Case(pattern: "a[", matching: ["a["], other: ["a"]),
        Case(pattern: "\\*", matching: ["*"], other: ["a", "\\a"]),
        Case(pattern: "\\[a]", matching: ["[a]"], other: ["a"]),
        Case(pattern: "a\\", matching: ["a\\"], other: ["a"]),
        Case(pattern: "layer.0/*", matching: ["layer.0/w"], other: ["layerx0/w"]),
    ]

    @Test(arguments: cases)
    func aPatternMatchesTheWholeName(_ testCase: Case) {
        let glob = Glob(testCase.pattern)
        #expect(testCase.matching.filter { !glob.matches($0) } == [])
        #expect(testCase.other.filter { glob.matches($0) } == [])
        #expect(glob.description == testCase.pattern)
    }

    /// Names of files need not be UTF-8: a byte that belongs to no character is one by itself.
    @Test(
        arguments: [
            ("?", [0xff], true), ("??", [0xc3, 0x28], true), ("?", [0xe2, 0x82], false),
            ("??", [0xe2, 0x82], true), ("[!a]", [0x80], true), ("[\u{80}-\u{ff}]", [0x80], false),
            ("é?", [0xc3, 0xa9, 0x80], true), ("???", [0xed, 0xa0, 0x80], true),
            ("?", [0xf4, 0x8f, 0xbf, 0xbf], true), ("????", [0xf4, 0x90, 0x80, 0x80], true),
            ("??", [0xc0, 0x80], true), ("*?", [0x80], true),
        ] as [(String, [UInt8], Bool)]
    )
    func aByteThatIsNotACharacterMatchesAsOne(pattern: String, name: [UInt8], isCovered: Bool) {
        #expect(name.withUnsafeBytes { Glob(pattern).matches($0) } == isCovered)
    }

    /// By trying everything: the definition, and far too slow.
    private static func matches(
        _ pattern: ArraySlice<Character>,
        _ name: ArraySlice<Character>
    )
        -> Bool
    {
        guard let first = pattern.first else { return name.isEmpty }
        switch first {
        case "*":
            return matches(pattern.dropFirst(), name)
                || (!name.isEmpty && matches(pattern, name.dropFirst()))
        case "?": return !name.isEmpty && matches(pattern.dropFirst(), name.dropFirst())
        default:
            return name.first == first && matches(pattern.dropFirst(), name.dropFirst())
        }
    }

    @Test func randomPatternsMatchByTheDefinition() {
        var generator = SeededGenerator(seed: 42)
        var matchCount = 0
        for _ in 0..<20_000 {
            func text(_ letters: [Character], _ limit: Int) -> [Character] {
                (0..<Int.random(in: 0...limit, using: &generator)).map { _ in
                    letters.randomElement(using: &generator) ?? "a"
                }
            }
            let pattern = text(["a", "b", "é", "*", "*", "?", "?"], 7)
            let name = text(["a", "b", "é", "€"], 8)
            let expected = Self.matches(pattern[...], name[...])
            matchCount += expected ? 1 : 0
            #expect(
                Glob(String(pattern)).matches(String(name)) == expected,
                "\(String(pattern)) over \(String(name))"
            )
        }
        #expect(matchCount > 1_000)
    }

    /// Backtracking would take 10,000 to the power of 40 steps; the clock only catches that.
    @Test(.timeLimit(.minutes(20)))
    func manyStarsMatchQuickly() {
        let name = String(repeating: "a", count: 10_000)
        let stars = Glob(String(repeating: "*a", count: 40) + "*b")
        #expect(!stars.matches(name))
        #expect(stars.matches(name + "b"))
        #expect(Glob(String(repeating: "*", count: 10_000)).matches(name))
        #expect(!Glob(String(repeating: "?*", count: 40) + "b").matches(name))
        #expect(!Glob("*" + String(repeating: "[a-z]*", count: 40) + "0").matches(name))
    }
}
