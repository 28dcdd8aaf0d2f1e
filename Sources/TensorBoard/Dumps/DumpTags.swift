internal import TensorBoardEvents

/// The tags of one dump, created once for all of its steps.
struct DumpTags: Sendable {
    let name: String
    let digest: String
    let tensor: String
    let image: String
    let nonFinite: String
    let maxMagnitude: String
    /// The layer that the name itself states.
    let layer: String

    init(name: String) {
        self.name = name
        digest = name + DumpForm.digest.tagSuffix
        tensor = name + DumpForm.tensor.tagSuffix
        image = name + DumpTagSuffix.image
        nonFinite = name + DumpTagSuffix.nonFinite
        maxMagnitude = name + DumpTagSuffix.maxMagnitude
        layer = Self.layer(of: name)
    }

    /// The name without its last component if that states the role, else the whole name.
    static func layer(of name: String) -> String {
        let bytes = name.utf8
        guard let separator = bytes.lastIndex(where: { $0 == UInt8(ascii: "/") || $0 == 0x2e }),
            separator > bytes.startIndex
        else { return name }
        let last = String(name[bytes.index(after: separator)...]).lowercased()
        return roleWords.contains(last) ? String(name[..<separator]) : name
    }

    private static let roleWords: Set<String> = [
        "input", "inputs", "output", "outputs", "activation", "activations", "act", "in", "out",
        "grad", "grads", "gradient", "gradients", "grad_input",
        "grad_output", "weight", "weights", "w", "b", "bias", "biases", "kernel", "gamma", "beta",
        "parameter", "parameters", "param", "params", "update", "updates", "delta", "loss",
    ]
}
