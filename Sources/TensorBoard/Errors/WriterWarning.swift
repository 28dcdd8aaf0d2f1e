/// Something odd about what is logged, told once for each tag and kind of oddity.
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
        /// A step lies before the tag's last one; TensorBoard then drops what it has from it on.
        case stepWentBack
        /// A wall time is NaN or infinite; the current time was written in its place.
        case wallTimeNotFinite
        /// A tag is empty; `untagged` was written in its place.
        case emptyTag
        /// A tag was used for another kind of value before; TensorBoard shows only the first kind.
        case kindChanged
        /// The value cannot be shown as it was logged: it was left out, or mended where the message
        /// says so.
        case invalidValue
        /// Values are being dropped, since the disk takes them more slowly than they come.
        case queueFull
        /// The name of a run's directory contains `tfevents`, so that one of TensorBoard's loaders takes
        /// it for an event file and shows nothing.
        case directoryName
        /// The writer was closed before; the value was dropped.
        case closed
        /// A value is NaN or infinite; told under ``NonFinitePolicy/warn``.
        case notFinite
        /// A ``DumpProbe`` left tensors out, since they would take more than its budget.
        case overBudget
    }

    /// What is odd.
    public var code: Code
    /// The tag that was logged under.
    public var tag: String
    /// The step that was logged at.
    public var step: Int
    /// What is odd, in words, and what to do about it.
    public var message: String

    /// Makes a warning.
    public init(code: Code, tag: String, step: Int, message: String) {
        self.code = code
        self.tag = tag
        self.step = step
        self.message = message
    }

    /// The tag, the step and the message.
    public var description: String { "\(tag), step \(step): \(message)" }
}
