/// What tells whether a run that broke belongs together with others, such as the ranks of one
/// training.
///
/// It is part of a report's JSON, so that joined reports say the same as one scan of all runs.
struct SiblingMark: Hashable, Sendable {
    /// A hash of the names of the run's tags, whatever their order, in hexadecimal.
    var tags = ""
    /// The part of a training step that broke: 0 data, 1 forward, 2 loss, 3 gradient, 4 later.
    var stage = 0
    /// The wall time of the first value that was not finite.
    var time = 0.0
    /// The usual time between two values of the tag, in seconds.
    var interval = 0.0
    /// The usual increment of its step.
    var increment: Int64 = 1
}
