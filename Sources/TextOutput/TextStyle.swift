/// Colors for a terminal, or none.
package struct TextStyle: Sendable {
    package let isColored: Bool

    /// Colors or not.
    package init(isColored: Bool) {
        self.isColored = isColored
    }

    package func bad(_ text: String) -> String { paint(text, "1;31") }
    package func good(_ text: String) -> String { paint(text, "32") }
    package func doubtful(_ text: String) -> String { paint(text, "33") }
    package func strong(_ text: String) -> String { paint(text, "1") }
    package func faint(_ text: String) -> String { paint(text, "2") }

    private func paint(_ text: String, _ code: String) -> String {
        isColored && !text.isEmpty ? "\u{1b}[\(code)m\(text)\u{1b}[0m" : text
    }
}
