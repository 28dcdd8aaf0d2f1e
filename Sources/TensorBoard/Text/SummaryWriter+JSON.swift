internal import TensorBoardEvents

extension SummaryWriter {
    /// Logs a value as JSON, shown as a block of code.
    ///
    /// Members are sorted by name, so that runs can be compared. Non-finite numbers, which JSON
    /// lacks, are the texts `NaN`, `Infinity` and `-Infinity`.
    ///
    /// ```swift
    /// struct Settings: Encodable {
    ///     var rate: Float = 0.01
    ///     var layers = [64, 32]
    /// }
    /// writer.addText("settings", json: Settings(), step: 0)
    /// ```
    ///
    /// - Parameters:
    ///   - tag: The name under which it is shown.
    ///   - value: The value. One that cannot be encoded is left out, with a warning.
    ///   - step: The training step.
    ///   - wallTime: Seconds since 1970, UTC; by default now.
    ///   - displayName: The name to show instead of the tag; empty for the tag.
    ///   - description: The tag's meaning, in Markdown.
    public func addText(
        _ tag: String,
        json value: some Encodable,
        step: some BinaryInteger,
        wallTime: Double? = nil,
        displayName: String = "",
        description: String = ""
    ) {
        let text: String
        do {
            text = try EncodedJSON(value).text
        } catch {
            let message = "the value does not encode: \(error)"
            return warn(.invalidValue, tag, step: Int(clamping: step), message)
        }
        // No line of JSON begins with a backtick, so none within ends the block.
        addText(
            tag,
            "```json\n\(text)\n```\n",
            step: step,
            wallTime: wallTime,
            displayName: displayName,
            description: description
        )
    }
}
