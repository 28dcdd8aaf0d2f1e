/// The format of a WAV file's samples.
struct WAVFormat: Hashable, Sendable {
    let channels: Int
    let sampleRate: Int
    let encoding: Encoding

    /// How a sample is stored, little-endian.
    enum Encoding: Int, Sendable {
        /// Unsigned, silent at 128.
        case pcm8 = 1
        case pcm16 = 2
        case pcm32 = 4

        var sampleByteCount: Int { rawValue }
    }

    /// Creates a format; `nil` if it does not fit the header's fields.
    init?(channels: Int, sampleRate: Int, encoding: Encoding) {
        guard 1...Self.maximumChannelCount ~= channels, 1...Int(UInt32.max) ~= sampleRate,
            sampleRate * channels * encoding.sampleByteCount <= UInt32.max
        else { return nil }
        self.channels = channels
        self.sampleRate = sampleRate
        self.encoding = encoding
    }

    /// The bytes of one sample of each channel.
    var frameByteCount: Int { channels * encoding.sampleByteCount }

    /// More is probably the number of frames, in a tensor with its dimensions swapped.
    static let maximumChannelCount = 255
}

extension WAVFormat {
    /// The bytes before the samples; `nil` if the file would be longer than its header can state.
    ///
    /// See "Multimedia Programming Interface and Data Specifications 1.0" (1991), and for more than
    /// two channels or 16 bits Microsoft's `WAVEFORMATEXTENSIBLE`.
    func header(dataByteCount: Int) -> [UInt8]? {
        let format = formatChunk
        // Chunks begin at even positions.
        let (padded, overflow) = dataByteCount.addingReportingOverflow(dataByteCount % 2)
        let riffByteCount = 4 + 8 + format.count + 8
        guard !overflow, padded <= Int(UInt32.max) - riffByteCount else { return nil }
        return Array("RIFF".utf8) + bytes(UInt32(riffByteCount + padded)) + Array("WAVE".utf8)
            + Array("fmt ".utf8) + bytes(UInt32(format.count)) + format
            + Array("data".utf8) + bytes(UInt32(dataByteCount))
    }

    private var formatChunk: [UInt8] {
        let bitCount = UInt16(8 * encoding.sampleByteCount)
        let isExtensible = channels > 2 || encoding.sampleByteCount > 2
        let common =
            bytes(isExtensible ? Self.extensibleTag : Self.pcmTag)
            + bytes(UInt16(channels))
            + bytes(UInt32(sampleRate))
            + bytes(UInt32(sampleRate * frameByteCount))
            + bytes(UInt16(frameByteCount))
            + bytes(bitCount)
        guard isExtensible else { return common }
        return common + bytes(UInt16(22)) + bytes(bitCount) + bytes(channelMask)
            + bytes(Self.pcmTag) + Self.subformatTail
    }

    /// The loudspeakers' positions: the usual ones up to 7.1, then unspecified.
    private var channelMask: UInt32 {
        switch channels {
        case 1: 0x4
        case 2: 0x3
        case 3: 0x7
        case 4: 0x33
        case 5: 0x37
        case 6: 0x3f
        case 7: 0x13f
        case 8: 0x63f
        default: 0
        }
    }

    private func bytes(_ value: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: value.littleEndian) { Array($0) }
    }

    private static let pcmTag: UInt16 = 1
    private static let extensibleTag: UInt16 = 0xfffe
    /// The rest of the GUID that starts with an extensible format's tag.
    private static let subformatTail: [UInt8] = [
        0x00, 0x00, 0x00, 0x00, 0x10, 0x00, 0x80, 0x00, 0x00, 0xaa, 0x00, 0x38, 0x9b, 0x71,
    ]
}
