/// The name of a layer in a form in which those of different tags can be compared.
package struct LayerKey: Hashable, Sendable {
    /// The parts in lower case, joined by slashes.
    package let text: String

    package init(_ layer: String) {
        let parts = layer.lowercased().utf8.split { Self.joints.contains($0) }
        text = String(decoding: Array(parts.joined(separator: [Self.separator])), as: UTF8.self)
    }

    /// The layer with a name that is in this form already.
    package init(text: String) {
        self.text = text
    }

    package var isEmpty: Bool { text.isEmpty }

    package var parts: [String] { text.split(separator: "/").map(String.init) }

    /// Whether both name the same layer, one of them perhaps from further outside.
    package func matches(_ other: LayerKey) -> Bool {
        guard !isEmpty, !other.isEmpty else { return false }
        let (short, long) =
            text.utf8.count <= other.text.utf8.count ? (text, other.text) : (other.text, text)
        return long == short || long.hasSuffix("/" + short)
    }

    /// The number in the name that tells layers apart.
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
