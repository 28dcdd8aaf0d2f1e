extension SummaryWriter {
    /// Logs which scalars share a chart in the custom scalars dashboard.
    ///
    /// The last layout of each run is shown, those of several runs together. Equivalent to
    /// PyTorch's `SummaryWriter.add_custom_scalars`.
    ///
    /// ```swift
    /// writer.addCustomScalars([
    ///     .init("losses", [.lines("loss", tags: ["loss/train", "loss/validation"])])
    /// ])
    /// ```
    ///
    /// - Parameters:
    ///   - layout: The groups of charts, from the top.
    ///   - wallTime: Seconds since 1970, UTC; by default now.
    public func addCustomScalars(_ layout: CustomScalarLayout, wallTime: Double? = nil) {
        add([layout.summaryValue], step: 0, wallTime: wallTime)
    }
}

extension CustomScalarLayout {
    /// The layout as it is logged; see TensorBoard's `plugins/custom_scalar/summary.py`.
    var summaryValue: Summary.Value {
        var tensor = TensorProto(dtype: .string)
        tensor.stringValues = [encoded()]
        return Summary.Value(
            tag: "custom_scalars__config__",
            metadata: SummaryMetadata(pluginName: "custom_scalars", dataClass: .tensor),
            content: .tensor(tensor)
        )
    }
}
