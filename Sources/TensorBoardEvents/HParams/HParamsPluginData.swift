/// The data of TensorBoard's hparams plugin in a tag's metadata.
///
/// It is the ``SummaryMetadata/pluginContent`` of the tags `_hparams_/experiment`,
/// `_hparams_/session_start_info` and `_hparams_/session_end_info`. See TensorBoard's
/// `plugins/hparams/plugin_data.proto` and `plugins/hparams/api.proto`.
///
/// ```swift
/// let data = try HParamsPluginData(decoding: metadata.pluginContent)
/// if case .sessionStartInfo(let start) = data.content {
///     for hparam in start.hparams { print(hparam.name, hparam.value) }
/// }
/// ```
public struct HParamsPluginData: Hashable, Sendable {
    /// The name of the plugin, as metadata states it.
    public static let pluginName = "hparams"

    /// The version of the format, always 0.
    public var version: Int32
    /// The content.
    public var content: Content

    /// The three kinds of tags.
    public enum Content: Hashable, Sendable {
        /// Nothing, or a kind that this package does not know.
        case none
        /// Which hyperparameters are varied and which metrics compared.
        case experiment(Experiment)
        /// The hyperparameters of one session.
        case sessionStartInfo(SessionStartInfo)
        /// How one session ended.
        case sessionEndInfo(SessionEndInfo)
    }

    /// Creates plugin data.
    public init(version: Int32 = 0, content: Content) {
        self.version = version
        self.content = content
    }
}
