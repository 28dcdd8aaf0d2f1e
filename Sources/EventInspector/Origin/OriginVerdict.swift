/// The part of a training step in which numbers first stopped being finite.
public enum OriginDirection: String, Hashable, Sendable, CaseIterable {
    /// The batch itself.
    case data
    /// The forward pass: a layer that was given finite numbers.
    case forward
    /// The backward pass: a gradient, although the loss was finite.
    case backward
    /// The optimizer's step: a parameter, although its gradients were finite.
    case update
    /// The loss, although all its inputs were finite.
    case loss
    /// The logged values do not show it.
    case unknown
}

/// The tensor of a run that broke first, and the evidence.
struct OriginVerdict {
    var direction: OriginDirection
    /// The position of the tag among the evidence's.
    var tag: Int
    /// The layer that broke; empty if not known.
    var layer: String
    /// One line for each piece of evidence, the strongest first.
    var evidence: [String]
    /// The reason why it is not a failure, if it is not.
    var harmless: String?
    /// Suggestions for logging, so that the next failure shows more.
    var advice: [String] = []
    /// How many other tags broke at the same step, of which any may have been the first.
    var tieCount = 0
}
