/// The role of a tag in training, as far as the caller knows.
public enum RoleHint: UInt8, Sendable, Hashable, CaseIterable {
    /// A loss.
    case loss
    /// A gradient, or its norm.
    case gradient
    /// A parameter of the model, or of its optimizer.
    case parameter
    /// A tensor of the forward pass.
    case forward
    /// An input or a label.
    case input
    /// A learning rate.
    case learningRate
    /// A measure of quality or speed.
    case measure
    /// A number derived from others that may be undefined by design: a ratio, a logarithm.
    case derived
    /// A part of the network by its name alone, which may mean something else.
    ///
    /// It decides no outcome; but if it broke before a tag that does, and did not recover, it is
    /// told first.
    case likelyTraining
    /// An unknown role.
    case unknown

    /// Whether training is broken if the tag's last value is non-finite.
    public var isTraining: Bool {
        switch self {
        case .loss, .gradient, .parameter, .forward: true
        case .input, .learningRate, .measure, .derived, .likelyTraining, .unknown: false
        }
    }
}
