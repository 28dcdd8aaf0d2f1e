/// Texts as TensorBoard's text plugin reads them.
///
/// See TensorBoard's `plugins/text/summary_v2.py`.
enum TextSummary {
    /// One text, shown as Markdown.
    static func value(_ tag: String, _ markdown: String, _ look: Look = Look()) -> Summary.Value {
        value(tag, [markdown], shape: TensorShape(), look)
    }

    /// Texts of one shape: of rank 1 a column, of rank 2 a table.
    static func value(
        _ tag: String,
        _ texts: [String],
        shape: TensorShape,
        _ look: Look = Look()
    ) -> Summary.Value {
        var tensor = TensorProto(dtype: .string, shape: shape)
        tensor.stringValues = texts.map { Array($0.utf8) }
        let metadata = SummaryMetadata(
            pluginName: "text",
            displayName: look.displayName,
            description: look.description,
            dataClass: .tensor
        )
        return Summary.Value(tag: tag, metadata: metadata, content: .tensor(tensor))
    }

    /// The name and description shown next to a text.
    struct Look {
        var displayName = ""
        var description = ""
    }
}
