/// What part of a training step the values of a tag come from.
package enum TagRole: String, Hashable, Sendable, CaseIterable {
    /// The batch that the step was given.
    case data
    /// What a layer was given.
    case input
    /// What a layer, or a part of one, gave in the forward pass.
    case output
    /// The loss that is minimised.
    case loss
    /// A gradient, of a parameter or of what went through a layer.
    case gradient
    /// A change of the parameters, or the optimizer's state.
    case update
    /// A parameter.
    case parameter
    /// The factor by which mixed precision scales the loss.
    case lossScale = "loss-scale"
    /// The learning rate.
    case learningRate = "learning-rate"
    /// A measure of quality or progress that training does not depend on.
    case metric
    /// The name does not tell.
    case unknown
    /// To be left out, because its steps count something else or because a rule says so.
    case ignored

    /// Whether it is part of the forward pass, its input included.
    package var isForward: Bool { self == .input || self == .output }
}

/// What one number of a tag tells of a tensor.
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
    /// How many elements are not finite: a finite number with a bad meaning.
    case nonFiniteCount
    /// How many elements are zero, or which part of them.
    case zeros
}

/// What the name of a tag, or the writer's own metadata, says of its values.
package struct TagMeaning: Hashable, Sendable {
    /// The part of training.
    package var role: TagRole
    /// The layer, as the tag spells it; empty where the tag covers the whole network.
    package var layer = ""
    /// Which of the layer's parameters, such as `weight` or `bias`; empty where that is not said.
    package var leaf = ""
    package var statistic = TagStatistic.values
    /// What the layer computes, as far as names tell.
    package var operation: TensorOperation?
    /// The layer's position in the forward pass, where the writer recorded it; 1 for the first.
    package var layerOrder: Int?
    /// The name under which the writer dumped the tensor, where it did.
    package var dumpName: String?
    /// How the meaning is known, such as "its tag says 'gradients'".
    package var source = ""

    /// A role, and nothing else known yet.
    package init(role: TagRole) {
        self.role = role
    }
}
