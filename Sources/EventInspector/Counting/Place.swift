/// The place of a non-finite number in a record.
public enum Place: String, Hashable, Sendable, CaseIterable {
    /// `Summary.Value.simple_value`.
    case simpleValue = "simple_value"
    /// An element of a tensor.
    case tensor
    /// A histogram, in the legacy or the tensor encoding.
    case histogram
    /// A hyperparameter, or another number of the hparams plugin.
    case hparam
    /// The event's wall time.
    case wallTime = "wall_time"
    /// The sample rate of an audio clip.
    case audio
    /// A debugger's summary of a tensor, whose finite numbers count non-finite elements.
    case debugHealth = "debug_health"
    /// The digest of a dumped tensor, which counts its non-finite elements.
    case digest
    /// A feature of a `tf.train.Example`, or of the context of a `SequenceExample`.
    case example
    /// A feature list of a `tf.train.SequenceExample`.
    case featureList = "feature_list"

    /// Whether it is part of a dataset, where records have a number instead of a step.
    var isInDataset: Bool { self == .example || self == .featureList }
}
