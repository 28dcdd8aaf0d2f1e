/// A tag's role, and what speaks for it.
package struct JudgedRole: Hashable, Sendable {
    /// The part of training that the values come from.
    package var role: TagRole
    /// How strongly the evidence speaks for the role.
    package var strength: RoleStrength
    /// The statistic of a tensor that the values are.
    package var statistic = TagStatistic.values
    /// The layer, as the tag spells it; empty unless another tag names the same layer, the writer
    /// recorded it, or a rule gives it.
    package var layer = ""
    /// What the tag says apart from its role and its statistic: the layer, if it is one.
    ///
    /// The prefixes of wrappers are dropped.
    package var path = ""
    /// The layer's parameter, such as `weight`; empty if the tag does not name one.
    package var leaf = ""
    /// What speaks for the role, such as `its tag says 'loss'`; words of the tag are quoted only
    /// if they are in the vocabulary, so it is safe to print.
    package var reason: String

    /// The role with the hedge that its strength asks for, such as `looks like data, by its name`.
    package var phrase: String {
        switch strength {
        case .none: "its role is not known"
        case .weak: "looks like \(role.noun), \(reason)"
        case .strong, .certain: "\(role.noun): \(reason)"
        }
    }
}

extension TagRole {
    /// Such as `a gradient`.
    package var noun: String {
        switch self {
        case .data: "data"
        case .input: "a layer's input"
        case .output: "a tensor of the forward pass"
        case .loss: "a loss"
        case .gradient: "a gradient"
        case .update: "an update"
        case .optimizerState: "the optimizer's state"
        case .parameter: "a parameter"
        case .buffer: "a buffer"
        case .mask: "a mask"
        case .lossScale: "a loss scale"
        case .learningRate: "a learning rate"
        case .coefficient: "a coefficient"
        case .metric: "a measure"
        case .derived: "a derived number"
        case .unknown: "a tag of unknown role"
        case .ignored: "a tag to ignore"
        }
    }

    /// Whether values of the role come from the layers of a network.
    var hasLayers: Bool {
        switch self {
        case .input, .output, .gradient, .update, .optimizerState, .parameter, .buffer, .mask: true
        default: false
        }
    }
}
