/// The number of columns that text takes on a terminal.
package enum DisplayWidth {
    /// The columns of a line; a terminal's color codes take none.
    package static func of(_ text: some StringProtocol) -> Int {
        if text.utf8.allSatisfy({ (0x20..<0x7f).contains($0) }) { return text.utf8.count }
        var width = 0
        var isCode = false
        for character in text {
            if character == "\u{1b}" {
                isCode = true
            } else if isCode {
                if character.isLetter { isCode = false }
            } else {
                width += of(character)
            }
        }
        return width
    }

    /// The columns of one character, by the East Asian Width of its first scalar (UAX #11).
    package static func of(_ character: Character) -> Int {
        guard let first = character.unicodeScalars.first else { return 0 }
        let isWide =
            wide.contains { $0.contains(first.value) }
            || character.unicodeScalars.contains { $0.value == 0xfe0f }
        if isWide { return 2 }
        switch first.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: return 0
        default: return 1
        }
    }

    /// The ranges of wide and fullwidth characters, emoji included.
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115f, 0x231a...0x231b, 0x2329...0x232a, 0x23e9...0x23ec, 0x25fd...0x25fe,
        0x2614...0x2615, 0x2648...0x2653, 0x267f...0x267f, 0x2693...0x2693, 0x26a1...0x26a1,
        0x26bd...0x26be, 0x26ce...0x26ce, 0x26d4...0x26d4, 0x2705...0x2705, 0x270a...0x270b,
        0x2728...0x2728, 0x274c...0x274c, 0x2753...0x2755, 0x2795...0x2797, 0x2e80...0x303e,
        0x3041...0x33ff, 0x3400...0x4dbf, 0x4e00...0x9fff, 0xa000...0xa4cf, 0xa960...0xa97f,
        0xac00...0xd7a3, 0xf900...0xfaff, 0xfe30...0xfe6f, 0xff00...0xff60, 0xffe0...0xffe6,
        0x1f004...0x1f004, 0x1f0cf...0x1f0cf, 0x1f18e...0x1f19a, 0x1f1e6...0x1f202,
        0x1f210...0x1f265, 0x1f300...0x1f64f, 0x1f680...0x1f6ff, 0x1f7e0...0x1f7eb,
        0x1f900...0x1faff, 0x20000...0x3fffd,
    ]
}
