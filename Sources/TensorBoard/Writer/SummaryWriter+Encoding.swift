internal import TensorBoardEvents

extension SummaryWriter {
    /// Queues a value that a thread of the writers encodes.
    ///
    /// A small one is encoded at once, and so is one when half of the queue is full of others: then
    /// the encoder is what holds up training, as no value is to be lost for it.
    ///
    /// - Parameters:
    ///   - tag: The tag.
    ///   - metadata: The metadata of the value.
    ///   - step: The step.
    ///   - wallTime: Seconds since 1970, UTC; now if `nil`.
    ///   - byteCount: The memory that `encode` keeps alive, which counts towards the queue's limit.
    ///   - encode: Makes the value; on any thread.
    func add(
        _ tag: String,
        _ metadata: SummaryMetadata,
        step: Int,
        wallTime: Double?,
        byteCount: Int,
        encode: @escaping @Sendable () -> EncodedValue
    ) {
        let time = finiteTime(wallTime, tag, step: step)
        if byteCount > Self.largestByteCountEncodedAtOnce {
            let value = UnencodedValue(
                run: log,
                tag: checkedTag(tag, step: step),
                step: step,
                wallTime: time,
                byteCount: byteCount,
                encode: encode
            )
            switch queue.append(value, metadata: metadata) {
            case .kept(let odd): return tell(odd, value.tag, step: Int64(step))
            case .dropped: return noteDrop(of: 1, tag: value.tag, step: step)
            case .crowded: break
            }
        }
        let encoded = encode()
        for warning in encoded.warnings { warn(warning.code, tag, step: step, warning.message) }
        if let value = encoded.value { add([value], step: step, wallTime: time) }
    }

    /// About a millisecond of compression.
    private static let largestByteCountEncodedAtOnce = 16 << 10
}
