/// The part of a training step that a tag's values come from.
package enum TagRole: String, Hashable, Sendable, CaseIterable {
    /// The batch of the step.
    case data
    /// The input of a layer.
    case input
    /// The output of a layer, or of a part of one, in the forward pass.
    case output
    /// The minimized loss.
    case loss
    /// A gradient, of a parameter or of an activation.
    case gradient
    /// A change of the parameters, or the optimizer's state.
    case update
    /// What the optimizer remembers of earlier steps, such as moments of the gradients.
    case optimizerState = "optimizer-state"
    /// A parameter.
    case parameter
    /// A tensor of a layer that the forward pass writes, such as a running mean.
    case buffer
    /// A mask: zeros and ones, or zeros and negative infinities.
    case mask
    /// The factor by which mixed precision scales the loss.
    case lossScale = "loss-scale"
    /// The learning rate.
    case learningRate = "learning-rate"
    /// A hyperparameter or a schedule other than the learning rate.
    case coefficient
    /// A measure of quality or progress that training does not depend on.
    case metric
    /// A number computed from others or about the program: a ratio, a rate per second, decibels, a
    /// time, a count.
    ///
    /// It is never an origin.
    case derived
    /// The name does not reveal a role.
    case unknown
    /// Ignored, because its steps count something else or because a rule says so.
    case ignored

    /// Whether it is part of the forward pass, its input included.
    package var isForward: Bool { self == .input || self == .output }

    /// The role that stands for it where the finer ones are not told apart, as in ``TagGrammar``.
    package var coarse: TagRole {
        switch self {
        case .optimizerState: .update
        // The forward pass writes it.
        case .buffer: .output
        // It is not finite on purpose.
        case .mask: .ignored
        case .coefficient, .derived: .metric
        default: self
        }
    }
}

/// The statistic of a tensor that a tag's numbers are.
package enum TagStatistic: Hashable, Sendable {
    /// The number or numbers themselves.
    case values
    /// The largest element, or the largest magnitude.
    case maximum
    /// The smallest element.
    case minimum
    /// A norm.
    case norm
    /// The mean, the standard deviation or the like.
    case moment
    /// The number of non-finite elements: a finite number with a bad meaning.
    case nonFiniteCount
    /// The number or fraction of zeros.
    case zeros
}

/// The meaning of a tag's values, from its name or the writer's own metadata.
package struct TagMeaning: Hashable, Sendable {
    /// The part of training.
    package var role: TagRole
    /// The layer, as the tag spells it; empty if the tag is about the whole network.
    package var layer = ""
    /// The layer's parameter, such as `weight` or `bias`; empty if not stated.
    package var leaf = ""
    package var statistic = TagStatistic.values
    /// The layer's operation, as far as names reveal it.
    package var operation: TensorOperation?
    /// The layer's position in the forward pass, starting at 1, if the writer recorded it.
    package var layerOrder: Int?
    /// The name under which the writer dumped the tensor, if it did.
    package var dumpName: String?
    /// The source of the meaning, such as "its tag says 'gradients'".
    package var source = ""

    /// Creates a meaning of which only the role is known yet.
    package init(role: TagRole) {
        self.role = role
    }
}
