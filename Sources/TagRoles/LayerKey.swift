/// The name of a layer in a normal form, in which names from different tags can be compared.
package struct LayerKey: Hashable, Sendable {
    /// The parts in lowercase, joined by slashes.
    package let text: String

    package init(_ layer: String) {
        let parts = layer.lowercased().utf8.split { Self.joints.contains($0) }
        text = String(decoding: Array(parts.joined(separator: [Self.separator])), as: UTF8.self)
    }

    /// Creates a key from a name that is in normal form already.
    package init(text: String) {
        self.text = text
    }

    package var isEmpty: Bool { text.isEmpty }

    package var parts: [String] { text.split(separator: "/").map(String.init) }

    /// Whether both name the same layer, one of them perhaps with more enclosing scopes.
    package func matches(_ other: LayerKey) -> Bool {
        guard !isEmpty, !other.isEmpty else { return false }
        let (short, long) =
            text.utf8.count <= other.text.utf8.count ? (text, other.text) : (other.text, text)
        return long == short || long.hasSuffix("/" + short)
    }

    /// The number in the name that distinguishes layers.
    package var number: Double? {
        for part in text.split(separator: "/").reversed() {
            if let number = Double(part.drop { !$0.isNumber }) { return number }
        }
        return nil
    }

    private static let joints = Set("/._-: []()".utf8)
    /// What joins the parts.
    package static let separator = UInt8(ascii: "/")
}
