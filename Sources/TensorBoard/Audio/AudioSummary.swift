/// Sounds as TensorBoard's audio dashboard expects them.
///
/// That is a `DT_STRING` vector of files. TensorFlow's matrix of files and labels (TensorBoard's
/// `plugins/audio/summary_v2.py`) is converted to this when it is loaded, but only if the tag has
/// no data class (`dataclass_compat.py`); with one, the slower of the two loaders serves garbage.
struct AudioSummary: Hashable, Sendable {
    /// WAV files.
    let clips: [[UInt8]]
    /// The number of samples that were NaN and are silent.
    let nanCount: Int

    /// Files that are already encoded.
    init(clips: [[UInt8]], nanCount: Int = 0) {
        self.clips = clips
        self.nanCount = nanCount
    }

    /// The clips of a tensor.
    ///
    /// - Parameters:
    ///   - source: Samples of shape [frames], [frames, channels] or [clips, frames, channels].
    ///   - sampleRate: Frames per second.
    ///   - maxOutputs: The number of clips to use; `nil` for all.
    /// - Throws: The reason why the sound cannot be played.
    init(
        _ source: some TensorSource,
        sampleRate: Int,
        maxOutputs: Int?
    ) throws(Unshowable) {
        let samples = try CopiedSamples(source, sampleRate: sampleRate, maxOutputs: maxOutputs)
        self = samples.encoded()
    }

    /// The value to write under `tag`.
    func value(tag: String, displayName: String, description: String) -> Summary.Value {
        let shape = TensorShape([Int64(clips.count)])
        var tensor = TensorProto(dtype: .string, shape: shape)
        tensor.stringValues = clips
        let metadata = Self.metadata(displayName: displayName, description: description)
        return Summary.Value(tag: tag, metadata: metadata, content: .tensor(tensor))
    }

    /// The metadata of such a value.
    static func metadata(displayName: String, description: String) -> SummaryMetadata {
        SummaryMetadata(
            pluginName: "audio",
            // Field 2 of AudioPluginData: the encoding, WAV.
            pluginContent: [0x10, 0x0b],
            displayName: displayName,
            description: description,
            dataClass: .blobSequence
        )
    }
}
