/// The three values that make up a run's hyperparameters.
///
/// Each holds everything in its metadata, next to an empty tensor. See TensorBoard's
/// `plugins/hparams/metadata.py`.
enum HParamsSummary {
    static let experimentTag = "_hparams_/experiment"
    static let sessionStartTag = "_hparams_/session_start_info"
    static let sessionEndTag = "_hparams_/session_end_info"

    /// The columns that are compared over all runs.
    static func experiment(_ experiment: HParamsPluginData.Experiment) -> Summary.Value {
        value(experimentTag, .experiment(experiment))
    }

    /// The hyperparameters with which one run started.
    static func sessionStart(_ start: HParamsPluginData.SessionStartInfo) -> Summary.Value {
        value(sessionStartTag, .sessionStartInfo(start))
    }

    /// How and when a run ended (seconds since 1970, UTC).
    ///
    /// Only the first end that a run holds counts, so that `.running` is never written.
    static func sessionEnd(
        status: HParamsPluginData.Status,
        at endTime: Double
    ) -> Summary.Value {
        value(sessionEndTag, .sessionEndInfo(.init(status: status, endTime: endTime)))
    }

    private static func value(
        _ tag: String,
        _ content: HParamsPluginData.Content
    ) -> Summary.Value {
        let metadata = SummaryMetadata(
            pluginName: HParamsPluginData.pluginName,
            pluginContent: HParamsPluginData(content: content).encoded(),
            dataClass: .tensor
        )
        let nothing = TensorProto(dtype: .float, shape: TensorShape([0]))
        return Summary.Value(tag: tag, metadata: metadata, content: .tensor(nothing))
    }
}
