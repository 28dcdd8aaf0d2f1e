internal import TensorBoardEvents

extension SummaryWriter {
    /// Logs several numbers of one step, all in one event.
    ///
    /// The tags are `mainTag/name`, in this run's own file: unlike PyTorch's
    /// `SummaryWriter.add_scalars`, this creates no runs. For curves in one chart, log the same tag
    /// to writers of ``run(_:)``, or lay out a chart with `addCustomScalars`.
    ///
    /// ```swift
    /// writer.addScalars("loss", ["train": 0.5, "validation": 0.6], step: 1)
    /// ```
    ///
    /// - Parameters:
    ///   - mainTag: The beginning of the tags.
    ///   - values: The numbers by name; they are written in the names' order.
    ///   - step: The training step.
    ///   - wallTime: Seconds since 1970, UTC; now if `nil`.
    public func addScalars(
        _ mainTag: String,
        _ values: [String: some BinaryFloatingPoint],
        step: Int,
        wallTime: Double? = nil
    ) {
        let values = values.mapValues { Float($0) }
        addScalars(prefix: mainTag + "/", values, step: step, wallTime: wallTime)
    }

    /// Logs several whole numbers of one step, each rounded to the nearest that 32 bits of floating
    /// point can hold.
    public func addScalars(
        _ mainTag: String,
        _ values: [String: some BinaryInteger],
        step: Int,
        wallTime: Double? = nil
    ) {
        let values = values.mapValues { Float($0) }
        addScalars(prefix: mainTag + "/", values, step: step, wallTime: wallTime)
    }

    /// Logs several numbers of one step, all in one event, under their own tags.
    ///
    /// ```swift
    /// writer.addScalars(["loss": 0.5, "accuracy": 0.9], step: 1)
    /// ```
    ///
    /// - Parameters:
    ///   - values: The numbers by tag; they are written in the tags' order.
    ///   - step: The training step.
    ///   - wallTime: Seconds since 1970, UTC; now if `nil`.
    public func addScalars(
        _ values: [String: some BinaryFloatingPoint],
        step: Int,
        wallTime: Double? = nil
    ) {
        addScalars(prefix: "", values.mapValues { Float($0) }, step: step, wallTime: wallTime)
    }

    /// Logs several whole numbers of one step under their own tags, each rounded to the nearest that
    /// 32 bits of floating point can hold.
    public func addScalars(
        _ values: [String: some BinaryInteger],
        step: Int,
        wallTime: Double? = nil
    ) {
        addScalars(prefix: "", values.mapValues { Float($0) }, step: step, wallTime: wallTime)
    }

    private func addScalars(
        prefix: String,
        _ values: [String: Float],
        step: Int,
        wallTime: Double?
    ) {
        let scalars = values.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map {
            (tag: prefix + $0.key, value: $0.value)
        }
        let values = scalars.map { Summary.Value(scalar: $0.tag, $0.value) }
        add(values, step: step, wallTime: wallTime)
        for (tag, value) in scalars where session.watchesScalars || !value.isFinite {
            notice(tag, value, step: step)
        }
    }

    /// Logs one number with a description, which TensorBoard shows next to the chart.
    ///
    /// ```swift
    /// writer.addScalar("lr", 3e-4, step: 10, description: "after **warm-up**")
    /// ```
    ///
    /// - Parameters:
    ///   - tag: The name.
    ///   - value: The number.
    ///   - step: The training step.
    ///   - wallTime: Seconds since 1970, UTC; now if `nil`.
    ///   - displayName: The name to show instead of the tag.
    ///   - description: Its meaning, in Markdown.
    public func addScalar(
        _ tag: String,
        _ value: some BinaryFloatingPoint,
        step: Int,
        wallTime: Double? = nil,
        displayName: String = "",
        description: String
    ) {
        let number = Float(value)
        var value = Summary.Value(scalar: tag, number)
        value.metadata?.displayName = displayName
        value.metadata?.description = description
        add([value], step: step, wallTime: wallTime)
        if session.watchesScalars || !number.isFinite { notice(tag, number, step: step) }
    }
}

extension Summary.Value {
    /// A scalar: a `DT_FLOAT` tensor of rank 0.
    init(scalar tag: String, _ value: Float) {
        var tensor = TensorProto(dtype: .float)
        tensor.floatValues = [value]
        self.init(tag: tag, metadata: .scalars, content: .tensor(tensor))
    }
}
