internal import TensorBoardEvents

extension SummaryWriter {
    /// Logs a ready-made event, for content that no other function creates.
    ///
    /// It is written unchanged, except that a non-finite wall time is replaced, and metadata that
    /// the file already has is left out.
    ///
    /// ```swift
    /// let log = SessionLog(status: .checkpoint, checkpointPath: "step-100.safetensors")
    /// writer.addEvent(Event(wallTime: 1.8e9, step: 100, what: .sessionLog(log)))
    /// ```
    public func addEvent(_ event: Event) {
        if case .summary(let summary) = event.what, event.writer == nil, !summary.values.isEmpty {
            return add(summary.values, step: Int(event.step), wallTime: event.wallTime)
        }
        var event = event
        event.wallTime = finiteTime(event.wallTime, "", step: Int(event.step))
        enqueue(event.encoded(), valueCount: 1, tag: "", step: Int(event.step))
    }

    /// Logs a tensor as a message, with all of its metadata.
    ///
    /// Use this for plugins of your own; those of TensorBoard need the shape, and a
    /// ``SummaryMetadata/dataClass`` to be shown at all.
    ///
    /// ```swift
    /// var tensor = TensorProto(dtype: .string)
    /// tensor.stringValues = [Array("{}".utf8)]
    /// let metadata = SummaryMetadata(pluginName: "mine", dataClass: .tensor)
    /// writer.addSummary("board", tensor, metadata: metadata, step: 10)
    /// ```
    ///
    /// - Parameters:
    ///   - tag: The name.
    ///   - tensor: The tensor, strings allowed.
    ///   - metadata: The plugin and its data.
    ///   - step: The training step.
    ///   - wallTime: Seconds since 1970, UTC; now if `nil`.
    public func addSummary(
        _ tag: String,
        _ tensor: TensorProto,
        metadata: SummaryMetadata,
        step: some BinaryInteger,
        wallTime: Double? = nil
    ) {
        let step = Int(clamping: step)
        let value = Summary.Value(tag: tag, metadata: metadata, content: .tensor(tensor))
        add([value], step: step, wallTime: wallTime)
    }
}
