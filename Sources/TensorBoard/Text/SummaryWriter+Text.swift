extension SummaryWriter {
    /// Logs a text, shown as Markdown.
    ///
    /// Equivalent to PyTorch's `SummaryWriter.add_text`.
    ///
    /// ```swift
    /// writer.addText("samples/translation", "**source:** Haus\n\n**output:** house", step: step)
    /// ```
    ///
    /// - Parameters:
    ///   - tag: The name under which it is shown.
    ///   - markdown: The text. TensorBoard leaves out HTML other than what Markdown itself makes.
    ///   - step: The training step.
    ///   - wallTime: Seconds since 1970, UTC; by default now.
    ///   - displayName: The name to show instead of the tag; empty for the tag.
    ///   - description: The tag's meaning, in Markdown.
    public func addText(
        _ tag: String,
        _ markdown: String,
        step: some BinaryInteger,
        wallTime: Double? = nil,
        displayName: String = "",
        description: String = ""
    ) {
        let step = Int(clamping: step)
        let look = TextSummary.Look(displayName: displayName, description: description)
        add([TextSummary.value(tag, markdown, look)], step: step, wallTime: wallTime)
    }

    /// Logs texts that belong together, shown as a table in which every cell is a Markdown
    /// document.
    ///
    /// ``addTable(_:rows:header:step:wallTime:displayName:description:)`` makes tables of numbers and names. Equivalent to
    /// `tf.summary.text` with a tensor of strings.
    ///
    /// ```swift
    /// writer.addText("samples/pairs", ["Haus", "house", "Katze", "cat"], shape: [2, 2], step: step)
    /// ```
    ///
    /// - Parameters:
    ///   - tag: The name under which they are shown.
    ///   - texts: The texts, in row-major order.
    ///   - shape: One or two dimensions; with three or more, TensorBoard shows the first slice. By
    ///     default a column of all texts.
    ///   - step: The training step.
    ///   - wallTime: Seconds since 1970, UTC; by default now.
    ///   - displayName: The name to show instead of the tag; empty for the tag.
    ///   - description: The tag's meaning, in Markdown.
    public func addText(
        _ tag: String,
        _ texts: [String],
        shape: [Int]? = nil,
        step: some BinaryInteger,
        wallTime: Double? = nil,
        displayName: String = "",
        description: String = ""
    ) {
        let step = Int(clamping: step)
        let shape = TensorShape((shape ?? [texts.count]).map(Int64.init))
        guard shape.elementCount == texts.count else {
            let message = "\(texts.count) texts do not fill the shape \(shape.dimensions)"
            return warn(.invalidValue, tag, step: step, message + "; give one for each place")
        }
        guard !texts.isEmpty else {
            return warn(.invalidValue, tag, step: step, "there are no texts; give one or more")
        }
        let look = TextSummary.Look(displayName: displayName, description: description)
        add([TextSummary.value(tag, texts, shape: shape, look)], step: step, wallTime: wallTime)
    }

    /// Logs a table, whose cells may hold Markdown's emphasis, code and links.
    ///
    /// ```swift
    /// writer.addTable(
    ///     "eval/classes",
    ///     rows: [["cat", "0.93"], ["dog", "0.88"]],
    ///     header: ["class", "accuracy"],
    ///     step: step
    /// )
    /// ```
    ///
    /// - Parameters:
    ///   - tag: The name under which it is shown.
    ///   - rows: The cells, row by row; short rows are filled with empty cells.
    ///   - header: The names of the columns, shown bold.
    ///   - step: The training step.
    ///   - wallTime: Seconds since 1970, UTC; by default now.
    ///   - displayName: The name to show instead of the tag; empty for the tag.
    ///   - description: The tag's meaning, in Markdown.
    public func addTable(
        _ tag: String,
        rows: [[String]],
        header: [String]? = nil,
        step: some BinaryInteger,
        wallTime: Double? = nil,
        displayName: String = "",
        description: String = ""
    ) {
        let step = Int(clamping: step)
        guard let table = MarkdownTable(rows: rows, header: header).text else {
            return warn(.invalidValue, tag, step: step, "the table has no cell; give it a row")
        }
        let look = TextSummary.Look(displayName: displayName, description: description)
        add([TextSummary.value(tag, table, look)], step: step, wallTime: wallTime)
    }
}

// The earlier spelling. A call without a name and a description is the same in both.
extension SummaryWriter {
    /// Logs a text; the wall time comes before the name and the description now.
    @available(*, deprecated, message: "give wallTime before displayName and description")
    public func addText(
        _ tag: String,
        _ markdown: String,
        step: Int,
        displayName: String,
        description: String = "",
        wallTime: Double
    ) {
        addText(
            tag,
            markdown,
            step: step,
            wallTime: wallTime,
            displayName: displayName,
            description: description
        )
    }

    /// Logs a text; the wall time comes before the description now.
    @available(*, deprecated, message: "give wallTime before description")
    public func addText(
        _ tag: String,
        _ markdown: String,
        step: Int,
        description: String,
        wallTime: Double
    ) {
        addText(tag, markdown, step: step, wallTime: wallTime, description: description)
    }
}
