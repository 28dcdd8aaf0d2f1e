/// Sounds as TensorBoard's audio dashboard expects them.
///
/// That is a `DT_STRING` vector of files. TensorFlow's matrix of files and labels (TensorBoard's
/// `plugins/audio/summary_v2.py`) is converted to this when it is loaded, but only if the tag has
/// no data class (`dataclass_compat.py`); with one, the slower of the two loaders serves garbage.
struct AudioSummary: Hashable, Sendable {
    /// WAV files.
    let clips: [[UInt8]]
    /// The number of samples that were NaN and are silent.
    private(set) var nanCount = 0

    /// Files that are already encoded.
    init(clips: [[UInt8]]) {
        self.clips = clips
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
        let dtype = source.tensorDType
        guard let conversion = SampleConversion(dtype) else {
            throw Unshowable("elements of \(dtype) are not audio samples; convert them to floats")
        }
        let shape = try AudioShape(source.tensorShape)
        guard
            let format = WAVFormat(
                channels: shape.channels,
                sampleRate: sampleRate,
                encoding: conversion.encoding
            )
        else {
            throw Unshowable(
                """
                \(shape.channels) channels at \(sampleRate) Hz do not fit a WAV file; \
                the shape is [frames, channels], so the dimensions may be swapped
                """
            )
        }
        let limit = maxOutputs ?? shape.clipCount
        guard limit > 0 else { throw Unshowable("maxOutputs is \(limit); ask for at least one") }
        let result = source.withTensorBytes { elements in
            Result { () throws(Unshowable) in
                try Self.encode(elements, shape, format, conversion, limit: limit)
            }
        }
        (clips, nanCount) = try result.get()
    }

    /// The value to write under `tag`.
    func value(tag: String, displayName: String, description: String) -> Summary.Value {
        let shape = TensorShape([Int64(clips.count)])
        var tensor = TensorProto(dtype: .string, shape: shape)
        tensor.stringValues = clips
        let metadata = SummaryMetadata(
            pluginName: "audio",
            // Field 2 of AudioPluginData: the encoding, WAV.
            pluginContent: [0x10, 0x0b],
            displayName: displayName,
            description: description,
            dataClass: .blobSequence
        )
        return Summary.Value(tag: tag, metadata: metadata, content: .tensor(tensor))
    }

    private static func encode(
        _ elements: UnsafeRawBufferPointer,
        _ shape: AudioShape,
        _ format: WAVFormat,
        _ conversion: SampleConversion,
        limit: Int
    ) throws(Unshowable) -> ([[UInt8]], Int) {
        let clipByteCount = elements.count / shape.clipCount
        guard
            let elementCount = shape.elementCount,
            elementCount.multipliedReportingOverflow(by: conversion.elementByteCount)
                == (elements.count, false)
        else {
            throw Unshowable("the tensor's \(elements.count) bytes do not match its shape")
        }
        let clipCount = min(limit, shape.clipCount)
        let dataByteCount = shape.frameCount * format.frameByteCount
        guard let header = format.header(dataByteCount: dataByteCount),
            dataByteCount <= RecordLimit.mediaByteCount / clipCount
        else { throw Unshowable("the sound takes more than 2 GiB; log a shorter one") }
        var clips: [[UInt8]] = []
        var nanCount = 0
        for index in 0..<clipCount {
            var clip: [UInt8] = []
            clip.reserveCapacity(header.count + dataByteCount + 1)
            clip += header
            nanCount += conversion.append(
                UnsafeRawBufferPointer(
                    rebasing: elements[index * clipByteCount..<(index + 1) * clipByteCount]
                ),
                to: &clip
            )
            if dataByteCount % 2 == 1 { clip.append(0) }
            clips.append(clip)
        }
        return (clips, nanCount)
    }
}

/// The parts of a sound tensor's shape.
private struct AudioShape {
    var clipCount = 1
    let frameCount: Int
    var channels = 1

    init(_ shape: [Int]) throws(Unshowable) {
        switch shape.count {
        case 1: frameCount = shape[0]
        case 2: (frameCount, channels) = (shape[0], shape[1])
        case 3: (clipCount, frameCount, channels) = (shape[0], shape[1], shape[2])
        default:
            throw Unshowable(
                "the shape \(shape) is not [frames], [frames, channels] or [clips, frames, channels]"
            )
        }
        guard clipCount > 0, frameCount > 0, channels > 0 else {
            throw Unshowable("the shape \(shape) holds no samples")
        }
    }

    var elementCount: Int? {
        TensorShape([Int64(clipCount), Int64(frameCount), Int64(channels)]).elementCount
    }
}
