/// The part of a training step in which numbers first stopped being finite.
public enum OriginDirection: String, Hashable, Sendable, CaseIterable {
    /// The batch itself.
    case data
    /// The forward pass: a layer that was given finite numbers.
    case forward
    /// The backward pass: a gradient, though the loss was finite.
    case backward
    /// The optimizer's step: a parameter, though its gradients were finite.
    case update
    /// The loss, though all that went into it was finite.
    case loss
    /// What was logged does not tell.
    case unknown
}

/// Which tensor of a run broke first, and what says so.
struct OriginVerdict {
    var direction: OriginDirection
    /// The position of the tag among the evidence's.
    var tag: Int
    /// The layer that broke; empty where it is not known.
    var layer: String
    /// One line for each piece of evidence, the strongest first.
    var evidence: [String]
    /// Why it is no failure at all, if it is none.
    var harmless: String?
    /// What to log so that the next failure tells more.
    var advice: [String] = []
}
