import Testing

@testable import TensorBoard

@Suite struct CustomScalarsTests {
    @Test func aLayoutIsEncodedAsByProtobuf() {
        let layout: CustomScalarLayout = [
            .init("c", [.lines("l", matching: ["a", ""])], isClosed: true),
            .init("", [.margin("m", [.init(value: "v", lower: "", upper: "u")])]),
        ]
        let expected: [UInt8] = [
            0x12, 0x11, 0x0a, 0x01, 0x63, 0x12, 0x0a, 0x0a, 0x01, 0x6c, 0x12, 0x05, 0x0a, 0x01,
            0x61, 0x0a, 0x00, 0x18, 0x01, 0x12, 0x0f, 0x12, 0x0d, 0x0a, 0x01, 0x6d, 0x1a, 0x08,
            0x0a, 0x06, 0x0a, 0x01, 0x76, 0x1a, 0x01, 0x75,
        ]
        #expect(layout.encoded() == expected)
    }

    @Test func aLayoutIsOneStringUnderItsOwnTag() {
        let layout: CustomScalarLayout = [.init("c")]
        var tensor = TensorProto(dtype: .string)
        tensor.stringValues = [layout.encoded()]
        #expect(layout.summaryValue.tag == "custom_scalars__config__")
        #expect(layout.summaryValue.content == .tensor(tensor))
        #expect(
            layout.summaryValue.metadata
                == SummaryMetadata(pluginName: "custom_scalars", dataClass: .tensor)
        )
    }

    @Test func tagsMatchOnlyThemselves() throws {
        let tag = #"loss(a|b).x*[1]+{2}^$?\d"#
        guard
            case .multiline(let expressions) = CustomScalarLayout.Chart.lines("", tags: [tag])
                .content
        else {
            Issue.record("no lines")
            return
        }
        #expect(expressions == [#"loss\(a\|b\)\.x\*\[1\]\+\{2\}\^\$\?\\d$"#])
        let expression = try Regex(expressions[0])
        #expect(try expression.wholeMatch(in: tag) != nil)
        #expect(try expression.prefixMatch(in: tag + "2") == nil)
    }
}
