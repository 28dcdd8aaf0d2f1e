extension SummaryWriter {
    /// Logs a sound, as a WAV file.
    ///
    /// The call copies the elements, and a thread of the writers encodes them, unless they take less
    /// than 16 KiB.
    ///
    /// Equivalent to PyTorch's `SummaryWriter.add_audio`, and to `tf.summary.audio` for batches.
    /// Floats from -1 to 1 become 16-bit samples, clipped; `DT_INT16`, `DT_INT32` and `DT_UINT8`
    /// (silent at 128) are written as they are. NaN is silence, with a warning; infinities are full
    /// scale.
    ///
    /// ```swift
    /// let noise = (0..<8_000).map { _ in Float.random(in: -0.1...0.1) }
    /// writer.addAudio("noise", noise, sampleRate: 8_000, step: 0)
    /// ```
    ///
    /// - Parameters:
    ///   - tag: The name.
    ///   - samples: Of shape [frames], [frames, channels] or [clips, frames, channels], up to 255
    ///     channels.
    ///   - sampleRate: Frames per second, such as 44100.
    ///   - maxOutputs: The number of clips of a batch to use, starting with the first; all by
    ///     default.
    ///   - step: The step.
    ///   - wallTime: Seconds since 1970, UTC; now by default.
    ///   - displayName: The name to show instead of the tag; for the tag's first sound only.
    ///   - description: The tag's meaning, in Markdown; for the tag's first sound only.
    public func addAudio(
        _ tag: String,
        _ samples: some TensorSource,
        sampleRate: Int,
        maxOutputs: Int? = nil,
        step: some BinaryInteger,
        wallTime: Double? = nil,
        displayName: String = "",
        description: String = ""
    ) {
        let step = Int(clamping: step)
        do throws(Unshowable) {
            let samples = try CopiedSamples(
                samples,
                sampleRate: sampleRate,
                maxOutputs: maxOutputs
            )
            let metadata = AudioSummary.metadata(displayName: displayName, description: description)
            let byteCount = samples.byteCount
            add(tag, metadata, step: step, wallTime: wallTime, byteCount: byteCount) {
                let summary = samples.encoded()
                var encoded = EncodedValue(
                    value: summary.value(
                        tag: tag,
                        displayName: displayName,
                        description: description
                    )
                )
                if summary.nanCount > 0 {
                    let problem = "\(summary.nanCount) samples are NaN, and were written as silence"
                    encoded.warnings.append((.invalidValue, problem))
                }
                return encoded
            }
        } catch {
            warn(.invalidValue, tag, step: step, error.reason)
        }
    }

    /// Logs a sound at a rate as AVFoundation states it, rounded to whole frames per second.
    public func addAudio(
        _ tag: String,
        _ samples: some TensorSource,
        sampleRate: Double,
        maxOutputs: Int? = nil,
        step: some BinaryInteger,
        wallTime: Double? = nil,
        displayName: String = "",
        description: String = ""
    ) {
        addAudio(
            tag,
            samples,
            // No sound has a rate of 0, which is told.
            sampleRate: Int(exactly: sampleRate.rounded()) ?? 0,
            maxOutputs: maxOutputs,
            step: step,
            wallTime: wallTime,
            displayName: displayName,
            description: description
        )
    }

    /// Logs an encoded sound, byte for byte.
    ///
    /// ```swift
    /// writer.addEncodedAudio("speech", wavBytes, step: 0)
    /// ```
    ///
    /// - Parameters:
    ///   - tag: The name.
    ///   - file: A WAV file; TensorBoard plays no other format, so others are left out with a warning.
    ///   - step: The step.
    ///   - wallTime: Seconds since 1970, UTC; now by default.
    ///   - displayName: The name to show instead of the tag; for the tag's first sound only.
    ///   - description: The tag's meaning, in Markdown; for the tag's first sound only.
    public func addEncodedAudio(
        _ tag: String,
        _ file: some Collection<UInt8>,
        step: some BinaryInteger,
        wallTime: Double? = nil,
        displayName: String = "",
        description: String = ""
    ) {
        let step = Int(clamping: step)
        let file = Array(file)
        guard file.starts(with: "RIFF".utf8), file.dropFirst(8).starts(with: "WAVE".utf8) else {
            let problem = "the bytes are not a WAV file; convert them to one"
            warn(.invalidValue, tag, step: step, problem)
            return
        }
        guard file.count <= RecordLimit.mediaByteCount else {
            warn(
                .invalidValue,
                tag,
                step: step,
                "the sound takes more than 2 GiB; log a shorter one"
            )
            return
        }
        let value = AudioSummary(clips: [file]).value(
            tag: tag,
            displayName: displayName,
            description: description
        )
        add([value], step: step, wallTime: wallTime)
    }
}
