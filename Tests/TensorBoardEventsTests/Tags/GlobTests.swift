import TensorBoardEvents
import Testing

@Suite struct GlobTests {
    @Test(arguments: [
        ("loss", "loss", true), ("loss", "loss/train", false), ("loss*", "loss/train", true),
        ("*", "", true), ("", "", true), ("", "a", false),
        ("grad/*/weight", "grad/a/b/weight", true),
        ("l?ss", "loss", true), ("l?ss", "lss", false), ("?", "é", true), ("??", "é", false),
        ("layer[0-3]", "layer2", true), ("layer[0-3]", "layer4", false),
        ("layer[!0-3]", "layer4", true), ("[]]", "]", true), ("[a", "[a", true),
        ("a\\*b", "a*b", true), ("a\\*b", "axb", false), ("*a*b*", "xxaxxbxx", true),
        ("**", "a/b", true), ("*.nan", "a.nan.nan", true),
    ])
    func aPatternMatchesTheWholeName(pattern: String, name: String, isCovered: Bool) {
        #expect(Glob(pattern).matches(name) == isCovered)
    }

    /// Backtracking that starts over at every star would take longer than anyone waits.
    @Test func theWorkIsAtMostPatternTimesName() {
        let pattern = String(repeating: "*a", count: 60) + "b"
        #expect(!Glob(pattern).matches(String(repeating: "a", count: 20_000)))
    }
}
