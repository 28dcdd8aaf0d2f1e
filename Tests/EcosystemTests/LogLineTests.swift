import Testing

@testable import TensorBoardLogging

/// A message as text that Markdown does not change.
@Suite struct LogLineTests {
    @Test(
        arguments: [
            ("plain", [], "plain"),
            ("plain", [("b", "2"), ("a", "1")], "plain a=1 b=2"),
            (
                "m", [("a", "x y"), ("b", "say \"no\""), ("c", ""), ("d", "e=f")],
                "m a=\"x y\" b=\"say \\\"no\\\"\" c=\"\" d=\"e=f\""
            ),
            ("two\nlines\ttab", [("a", "x\ny")], "two\nlines\ttab a=x\\ny"),
            ("\u{1b}[31mred\r", [], "\\u{1b}[31mred\\r"),
            ("héllo 日本 `*_<b>", [], "héllo 日本 `*_<b>"),
        ] as [(String, [(String, String)], String)]
    )
    func aLineHasTimeLevelMessageAndMetadata(
        message: String,
        metadata: [(String, String)],
        expected: String
    ) {
        let line = LogLine(
            wallTime: 1_700_000_003.25,
            level: "info",
            message: message,
            metadata: metadata
        )
        #expect(line.text == "22:13:23.250 info " + expected)
    }

    @Test(
        arguments: [
            (0, "00:00:00.000"), (86_399.9996, "23:59:59.999"), (-1, "23:59:59.000"),
            (.nan, "00:00:00.000"), (.infinity, "00:00:00.000"), (1e300, "00:00:00.000"),
        ] as [(Double, String)]
    )
    func timesAreWithinADay(wallTime: Double, expected: String) {
        let line = LogLine(wallTime: wallTime, level: "info", message: "", metadata: [])
        #expect(line.text.hasPrefix(expected + " "))
    }

    @Test func linesAreABlockOfCode() {
        var lines = LogLines(limit: 3)
        lines.add("one\n```\ntwo")
        lines.add("")
        #expect(lines.markdown == "    one\n      ```\n      two\n    ")
    }

    @Test func theNewestLinesAreKept() {
        var lines = LogLines(limit: 3)
        for number in 1...8 { lines.add("\(number)") }
        #expect(lines.markdown == "    … 5 earlier messages\n    6\n    7\n    8")
        lines.beginStep()
        lines.add("9")
        #expect(lines.markdown == "    9")
    }
}
