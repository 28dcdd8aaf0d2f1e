internal import TensorBoardEvents

extension SummaryWriter {
    /// Logs several numbers of one step, all in one event.
    ///
    /// The tags are `mainTag/name`, in this run's own file: unlike PyTorch's
    /// `SummaryWriter.add_scalars`, this creates no runs. For curves in one chart, log the same tag
    /// to writers of ``subrun(named:)``, or lay out a chart with `addCustomScalars`.
    ///
    /// ```swift
    /// let loss: Float = 0.5, validationLoss = 0.6
    /// writer.addScalars("loss", ["train": loss, "validation": validationLoss], step: 1)
    /// ```
    ///
    /// - Parameters:
    ///   - mainTag: The beginning of the tags.
    ///   - values: The numbers by name, of any types; they are written in this order.
    ///   - step: The training step.
    ///   - wallTime: Seconds since 1970, UTC; now if `nil`.
    public func addScalars(
        _ mainTag: String,
        _ values: KeyValuePairs<String, any ScalarValue>,
        step: some BinaryInteger,
        wallTime: Double? = nil
    ) {
        let scalars = values.map { (mainTag + "/" + $0.key, $0.value.scalarValue) }
        addScalars(scalars, step: Int(clamping: step), wallTime: wallTime)
    }

    /// Logs several numbers of one step, all in one event, from a dictionary, in the names' order.
    @_disfavoredOverload  // A literal goes to the other: as a dictionary, equal names would trap.
    public func addScalars(
        _ mainTag: String,
        _ values: [String: some ScalarValue],
        step: some BinaryInteger,
        wallTime: Double? = nil
    ) {
        let scalars = values.mapValues(\.scalarValue).inOrder(prefix: mainTag + "/")
        addScalars(scalars, step: Int(clamping: step), wallTime: wallTime)
    }

    /// Logs several numbers of one step, all in one event, under their own tags.
    ///
    /// ```swift
    /// let loss: Float = 0.5, correctCount = 57
    /// writer.addScalars(["loss": loss, "correct": correctCount], step: 1)
    /// ```
    ///
    /// - Parameters:
    ///   - values: The numbers by tag, of any types; they are written in this order.
    ///   - step: The training step.
    ///   - wallTime: Seconds since 1970, UTC; now if `nil`.
    public func addScalars(
        _ values: KeyValuePairs<String, any ScalarValue>,
        step: some BinaryInteger,
        wallTime: Double? = nil
    ) {
        let scalars = values.map { ($0.key, $0.value.scalarValue) }
        addScalars(scalars, step: Int(clamping: step), wallTime: wallTime)
    }

    /// Logs several numbers of one step, all in one event, from a dictionary, in the tags' order.
    @_disfavoredOverload  // A literal goes to the other: as a dictionary, equal names would trap.
    public func addScalars(
        _ values: [String: some ScalarValue],
        step: some BinaryInteger,
        wallTime: Double? = nil
    ) {
        let scalars = values.mapValues(\.scalarValue).inOrder(prefix: "")
        addScalars(scalars, step: Int(clamping: step), wallTime: wallTime)
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
        step: some BinaryInteger,
        wallTime: Double? = nil,
        displayName: String = "",
        description: String
    ) {
        addScalar(tag, Float(value), Int(clamping: step), wallTime, displayName, description)
    }

    /// Logs one number under another name, which TensorBoard shows instead of the tag.
    public func addScalar(
        _ tag: String,
        _ value: some BinaryFloatingPoint,
        step: some BinaryInteger,
        wallTime: Double? = nil,
        displayName: String
    ) {
        addScalar(tag, Float(value), Int(clamping: step), wallTime, displayName, "")
    }

    /// Logs one whole number with a description, which TensorBoard shows next to the chart.
    public func addScalar(
        _ tag: String,
        _ value: some BinaryInteger,
        step: some BinaryInteger,
        wallTime: Double? = nil,
        displayName: String = "",
        description: String
    ) {
        addScalar(tag, Float(value), Int(clamping: step), wallTime, displayName, description)
    }

    private func addScalar(
        _ tag: String,
        _ number: Float,
        _ step: Int,
        _ wallTime: Double?,
        _ displayName: String,
        _ description: String
    ) {
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

extension [String: Float] {
    /// The numbers by tag, in the order of the names' bytes.
    fileprivate func inOrder(prefix: String) -> [(tag: String, value: Float)] {
        sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map {
            (prefix + $0.key, $0.value)
        }
    }
}
