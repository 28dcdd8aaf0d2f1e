import Foundation
import TensorBoardEvents
import Testing

@testable import TensorBoard

/// Any value is logged as JSON, in a block of code.
@Suite struct JSONTextTests {
    private struct Settings: Encodable {
        enum Schedule: Encodable { case cosine(steps: Int) }

        var rate: Float = 0.01
        var layers = [64, 32]
        var names = ["b": [1.5], "a": []]
        var seed = UInt64.max
        var none: Int?
        var schedule = Schedule.cosine(steps: 10)
        var text = "a \"b\"\n```\n\\ \u{1} é"
        var worst = -Double.infinity
        var isOn = true
        var nothing: [String: Int] = [:]
        var rows = [[1, 2], [3]]
    }

    @Test func membersAreSortedAndNumbersAsMeant() throws {
        let expected = #"""
            {
              "isOn": true,
              "layers": [64, 32],
              "names": {
                "a": [],
                "b": [1.5]
              },
              "nothing": {},
              "rate": 0.01,
              "rows": [
                [1, 2],
                [3]
              ],
              "schedule": {
                "cosine": {
                  "steps": 10
                }
              },
              "seed": 18446744073709551615,
              "text": "a \"b\"\n```\n\\ \u0001 é",
              "worst": "-Infinity"
            }
            """#
        #expect(try EncodedJSON(Settings()).text == expected)
    }

    /// What any parser says of it.
    @Test func itIsValid() throws {
        let data = Data(try EncodedJSON(Settings()).text.utf8)
        let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(object["text"] as? String == Settings().text)
        #expect((object["seed"] as? NSNumber)?.uint64Value == .max)
        #expect(object["rate"] as? Double == 0.01)
        #expect(object.count == 10)
    }

    @Test(
        arguments: [
            (.number(3), "3"), (.number(0.1), "0.1"), (.number(-0.0), "-0.0"),
            (.number(1e300), "1e+300"),
            (.number(.nan), #""NaN""#), (.number(.infinity), #""Infinity""#), (.null, "null"),
            (.string("\u{7f}/\t"), "\"\u{7f}/\\t\""), (.list([]), "[]"), (.structure([]), "{}"),
            (["b": 1, "a": 2, "b": 3], "{\n  \"a\": 2,\n  \"b\": 3\n}"),
        ] as [(HParamValue, String)]
    )
    func everyValueHasASpelling(value: HParamValue, json: String) throws {
        #expect(try EncodedJSON(value).text == json)
    }

    @Test func integersHaveAllTheirDigits() throws {
        #expect(try EncodedJSON(Int64.min).text == "-9223372036854775808")
        #expect(try EncodedJSON([1 << 53 + 1]).text == "[9007199254740993]")
        // A hyperparameter is a double.
        #expect(try HParamValue(encoding: UInt8(7)) == .number(7))
        #expect(try HParamValue(encoding: [1 << 53 + 1]) == .list([.number(0x1p53)]))
    }

    @Test func itIsLoggedAsABlockOfCode() throws {
        let run = try WrittenRun()
        let writer = try SummaryWriter(logdir: run.logdir)
        writer.addText("settings", json: ["a": 1], step: 4, displayName: "S", description: "*s*")
        try writer.close()
        let (step, value) = try #require(try run.values().first)
        guard case .tensor(let tensor) = value.content else { return #expect(Bool(false)) }
        #expect(step == 4)
        #expect(tensor.stringValues == [Array("```json\n{\n  \"a\": 1\n}\n```\n".utf8)])
        #expect(value.metadata?.pluginName == "text")
        #expect(value.metadata?.displayName == "S")
    }

    private struct Unwilling: Encodable {
        func encode(to encoder: any Encoder) throws { throw CancellationError() }
    }

    @Test func whatDoesNotEncodeIsTold() throws {
        let run = try WrittenRun()
        let warnings = Collected<WriterWarning>()
        let options = SummaryWriter.Options.with { $0.onWarning = { warnings.append($0) } }
        let writer = try SummaryWriter(logdir: run.logdir, options: options)
        writer.addText("settings", json: Unwilling(), step: 4)
        try writer.close()
        #expect(try run.values().isEmpty)
        #expect(warnings.all.map(\.code) == [.invalidValue])
    }
}
