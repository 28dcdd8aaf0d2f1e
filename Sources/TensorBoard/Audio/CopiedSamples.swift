/// A copy of sounds, known to fit WAV files.
struct CopiedSamples: Sendable {
    private let elements: CopiedBytes
    private let clipCount: Int
    private let dataByteCount: Int
    private let header: [UInt8]
    private let conversion: SampleConversion

    /// The size of the copy.
    var byteCount: Int { elements.count }

    /// Copies the clips of a tensor; for the parameters see ``AudioSummary``.
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
        let copied = source.withTensorBytes { elements in
            Result { () throws(Unshowable) in
                try CopiedSamples(elements, shape, format, conversion, limit: limit)
            }
        }
        self = try copied.get()
    }

    private init(
        _ elements: UnsafeRawBufferPointer,
        _ shape: AudioShape,
        _ format: WAVFormat,
        _ conversion: SampleConversion,
        limit: Int
    ) throws(Unshowable) {
        guard
            let elementCount = shape.elementCount,
            elementCount.multipliedReportingOverflow(by: conversion.elementByteCount)
                == (elements.count, false)
        else {
            throw Unshowable("the tensor's \(elements.count) bytes do not match its shape")
        }
        clipCount = min(limit, shape.clipCount)
        dataByteCount = shape.frameCount * format.frameByteCount
        guard let header = format.header(dataByteCount: dataByteCount),
            dataByteCount <= RecordLimit.mediaByteCount / clipCount
        else { throw Unshowable("the sound takes more than 2 GiB; log a shorter one") }
        self.header = header
        self.conversion = conversion
        self.elements = CopiedBytes(
            UnsafeRawBufferPointer(
                rebasing: elements[..<(elements.count / shape.clipCount * clipCount)]
            )
        )
    }

    /// Makes a file of each clip.
    func encoded() -> AudioSummary {
        let clipByteCount = elements.count / clipCount
        var clips: [[UInt8]] = []
        var nanCount = 0
        elements.withBytes { elements in
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
        }
        return AudioSummary(clips: clips, nanCount: nanCount)
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
