import Testing

@testable import TensorBoard

@Suite struct TextSummaryTests {
    /// The golden record of a text, less its envelope of wall time and step.
    @Test func aTextIsEncodedAsByTensorBoard() {
        let event = Event(
            wallTime: 1e9,
            step: 1,
            what: .summary(Summary(values: [TextSummary.value("t", "hi")]))
        )
        let expected: [UInt8] = [
            0x09, 0x00, 0x00, 0x00, 0x00, 0x65, 0xcd, 0xcd, 0x41, 0x10, 0x01, 0x2a, 0x1b, 0x0a,
            0x19, 0x0a, 0x01, 0x74, 0x42, 0x08, 0x08, 0x07, 0x12, 0x00, 0x42, 0x02, 0x68, 0x69,
            0x4a, 0x0a, 0x0a, 0x06, 0x0a, 0x04, 0x74, 0x65, 0x78, 0x74, 0x20, 0x02,
        ]
        #expect(event.encoded() == expected)
    }

    @Test func anEmptyTextIsAText() throws {
        guard case .tensor(let tensor) = TextSummary.value("t", "").content else {
            Issue.record("not a tensor")
            return
        }
        #expect(tensor.stringValues == [[]])
        #expect(tensor.shape == TensorShape())
    }

    @Test func textsKeepTheirShape() {
        let value = TextSummary.value("t", ["a", "b"], shape: TensorShape([1, 2]))
        var tensor = TensorProto(dtype: .string, shape: TensorShape([1, 2]))
        tensor.stringValues = [Array("a".utf8), Array("b".utf8)]
        #expect(value.content == .tensor(tensor))
    }

    @Test func rowsBecomeAMarkdownTable() {
        let table = MarkdownTable(
            rows: [["cat", "0.93"], ["dog", "0.88"]],
            header: ["class", "p"]
        )
        #expect(
            table.text == """
                | class | p |
                | --- | --- |
                | cat | 0.93 |
                | dog | 0.88 |
                """
        )
    }

    @Test func theHeaderIsEmptyIfNoneIsGiven() {
        #expect(MarkdownTable(rows: [["1"]], header: nil).text == "|  |\n| --- |\n| 1 |")
    }

    @Test func raggedRowsAreFilled() {
        let table = MarkdownTable(rows: [["1"], [], ["1", "2", "3"]], header: ["a", "b"])
        #expect(
            table.text == """
                | a | b |  |
                | --- | --- | --- |
                | 1 |  |  |
                |  |  |  |
                | 1 | 2 | 3 |
                """
        )
    }

    @Test func aTableWithoutCellsIsNotATable() {
        #expect(MarkdownTable(rows: [], header: nil).text == nil)
        #expect(MarkdownTable(rows: [[], []], header: []).text == nil)
    }

    @Test(arguments: [
        ("a|b", "a&#124;b"), ("a\nb\r\nc", "a<br>b<br>c"), ("  a b ", "&nbsp;&nbsp;a b&nbsp;"),
        ("   ", "&nbsp;&nbsp;&nbsp;"), ("<br>", "&lt;br>"), ("**a**", "**a**"),
        ("`a|b`", "`a|b`"), ("``a`|`b``", "``a`|`b``"), ("`a\nb`", "`a b`"),
        ("a`|", "a&#96;&#124;"),
        ("``a`", "&#96;&#96;a&#96;"), ("\\", "&#92;"), ("a\\|", "a\\&#124;"),
        ("\\\\|", "\\\\&#124;"),
        ("\\`a`", "&#92;`a`"),
    ])
    func aCellStaysOneCellOnOneLine(text: String, cell: String) {
        #expect(MarkdownTable.cell(text) == cell)
    }
}
