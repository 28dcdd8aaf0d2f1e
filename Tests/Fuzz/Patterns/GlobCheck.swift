import TestSupport

@testable import EventInspector

/// What must hold of a pattern and a name, which the first zero in the input parts.
struct GlobCheck {
    private let pattern: String
    private let name: [UInt8]

    init(_ input: [UInt8]) {
        let parts = input.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
        pattern = String(decoding: parts.first ?? [], as: UTF8.self)
        name = parts.count > 1 ? Array(parts[1]) : []
    }

    func run() {
        let glob = Glob(pattern)
        check(glob.description == pattern, "a pattern that reads otherwise")
        let matches = name.withUnsafeBytes { glob.matches($0) }
        let text = String(decoding: name, as: UTF8.self)
        if text.utf8.elementsEqual(name) {
            check(glob.matches(text) == matches, "a name as text and as bytes")
        }
        // What a table of all pairs says takes long for long ones.
        guard pattern.utf8.count * name.count <= 1 << 14 else { return }
        let expected = PatternOracle(glob: pattern).matches(name)
        check(matches == expected, "glob '\(pattern)' over \(name): \(matches)")
    }
}
