/// The role of a dumped tensor in its layer.
///
/// ```swift
/// for role in DumpRole.allCases { print(role, role.pass(isFirstLayer: false)) }
/// ```
public enum DumpRole: Sendable, Hashable, CaseIterable {
    /// The input of a layer.
    case input
    /// The output of a layer.
    case output
    /// The derivative of the loss with respect to an output, an input or a parameter.
    case gradient
    /// A learned tensor: a weight, a bias.
    case parameter
    /// The change that the optimizer adds to a parameter.
    case update
    /// The minimized quantity.
    case loss

    /// The part of a step that computes a tensor of this role.
    ///
    /// - Parameter isFirstLayer: Whether its layer is the first, whose input is the data.
    /// - Returns: The pass.
    public func pass(isFirstLayer: Bool) -> DumpPass {
        switch self {
        case .input where isFirstLayer: .data
        case .input, .output, .loss: .forward
        case .gradient: .backward
        case .parameter, .update: .optimizer
        }
    }
}

/// The part of a training step that computes a tensor.
///
/// ```swift
/// let pass = DumpRole.gradient.pass(isFirstLayer: false)    // .backward
/// ```
public enum DumpPass: Sendable, Hashable, CaseIterable {
    /// Reading and preparing the data.
    case data
    /// From the data to the loss.
    case forward
    /// From the loss to the gradients.
    case backward
    /// From the gradients to new parameters.
    case optimizer
}

/// What the tags of a dump that TensorBoard shows have after the dump's name.
package enum DumpTagSuffix {
    /// The tensor as an image.
    package static let image = "/image"
    /// How many elements are NaN or infinite; histograms of one tag have it as well.
    package static let nonFinite = "/non_finite"
    /// The largest finite magnitude.
    package static let maxMagnitude = "/max_abs"
}

/// What one of a dump's own tags holds.
///
/// ```swift
/// let tags = DumpForm.allCases.map { "fc1/output" + $0.tagSuffix }
/// ```
public enum DumpForm: Sendable, Hashable, CaseIterable {
    /// Numbers about the tensor; see ``DumpDigest``.
    case digest
    /// The tensor itself.
    case tensor

    /// The tag's suffix after the dump's name.
    public var tagSuffix: String {
        switch self {
        case .digest: "/digest"
        case .tensor: "/tensor"
        }
    }
}
