/// Colours for a terminal, or none.
struct TextStyle: Sendable {
    let isColored: Bool

    func bad(_ text: String) -> String { paint(text, "1;31") }
    func good(_ text: String) -> String { paint(text, "32") }
    func doubtful(_ text: String) -> String { paint(text, "33") }
    func strong(_ text: String) -> String { paint(text, "1") }
    func faint(_ text: String) -> String { paint(text, "2") }

    private func paint(_ text: String, _ code: String) -> String {
        isColored && !text.isEmpty ? "\u{1b}[\(code)m\(text)\u{1b}[0m" : text
    }
}
