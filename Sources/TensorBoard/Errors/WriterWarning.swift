/// Something odd about a logged value, reported once for each tag and code.
///
/// ```swift
/// var options = SummaryWriter.Options()
/// options.onWarning = { warning in
///     if warning.code != .stepWentBack { print(warning) }
/// }
/// ```
public struct WriterWarning: Hashable, Sendable, CustomStringConvertible {
    /// What is odd.
    public enum Code: Hashable, Sendable {
        /// A step is lower than the tag's last one; TensorBoard then drops the tag's points
        /// starting at it.
        case stepWentBack
        /// A wall time is NaN or infinite; the current time was written instead.
        case wallTimeNotFinite
        /// A tag is empty; `untagged` was written instead.
        case emptyTag
        /// A tag was used for another kind of value before; TensorBoard shows only the first kind.
        case kindChanged
        /// The value cannot be shown as it was logged: it was left out, or changed if the message
        /// says so.
        case invalidValue
        /// Another writer of this program logs the tag to the same directory; TensorBoard mixes
        /// their points.
        case sharedTag
        /// An older file of a resumed run holds other hyperparameters, which TensorBoard shows.
        case earlierHParams
        /// Elements of an image lie outside of the range of pixels, and were clipped to it.
        case clipped
        /// Values are dropped because they are logged faster than the disk accepts them.
        case queueFull
        /// The name of a run's directory contains `tfevents`, so that one of TensorBoard's loaders
        /// mistakes it for an event file and shows nothing; or a run's name has parts that would
        /// lead out of the directory, and which were left out.
        case directoryName
        /// The writer is closed; the value was dropped.
        case closed
        /// A value is NaN or infinite; reported under ``NonFinitePolicy/warn``.
        case notFinite
        /// A ``DumpProbe`` left tensors out because they exceed its budget.
        case overBudget
    }

    /// What is odd.
    public var code: Code
    /// The tag of the value.
    public var tag: String
    /// The step of the value.
    public var step: Int
    /// A description, and what to do about it.
    public var message: String

    /// Creates a warning.
    public init(code: Code, tag: String, step: Int, message: String) {
        self.code = code
        self.tag = tag
        self.step = step
        self.message = message
    }

    /// The tag, the step and the message.
    public var description: String { "\(tag), step \(step): \(message)" }
}
