import EventInspector
import TensorBoardEvents
import TestSupport
import Testing

/// Names come from files that anyone may have made.
struct HostileTagTests {
    /// What a terminal takes for a command, or shows as nothing or out of order.
    private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: scalar != "\n"
        case .format: scalar != "\u{200d}" && scalar != "\u{200c}"
        default: false
        }
    }

    @Test func noFormatPrintsAControlCharacter() throws {
        let report = try Scan.events(HostileTags.events)
        #expect(report.findings.count == HostileTags.all.count)
        var text = TextFormat(now: EventBytes.epoch)
        text.showsAll = true
        let formats: [any ReportFormat] = [text, JSONFormat(), JSONLinesFormat()]
        for format in formats {
            let printed = format.text(of: report)
            #expect(printed.unicodeScalars.filter(Self.isUnsafe).map(\.value) == [])
        }
    }

    @Test func aTagNeverBreaksALine() throws {
        let report = try Scan.events(HostileTags.events)
        var format = TextFormat(now: EventBytes.epoch)
        format.showsAll = true
        let lines = format.text(of: report).split(separator: "\n").filter { $0.hasPrefix("  ") }
        #expect(
            lines.filter { $0.hasSuffix(" NaN") || $0.contains(" NaN ") }.count
                == HostileTags.all.count
        )
        for escaped in [
            "line\\nbreak", "\\x1b[31mred", "\\u{202e}right", "a\\xffb", "nul\\x00byte",
        ] {
            #expect(lines.contains { $0.contains(escaped) }, "\(escaped)")
        }
    }

    @Test func jsonPreservesTheTag() throws {
        let report = try Scan.events(HostileTags.events)
        let json = try JSONReport(JSONFormat().text(of: report))
        let tags = json.findings.compactMap { $0["tag"] as? String }
        let expected = HostileTags.all.compactMap { String(validating: $0, as: UTF8.self) }
        #expect(tags.count == HostileTags.all.count)
        #expect(Array(tags.prefix(expected.count)) == expected)
    }

    @Test(
        arguments: zip(
            HostileTags.notUTF8,
            [
                "a\\xffb", "\\xe2\\x82", "\\xc0\\xaf", "\\xed\\xa0\\x80", "\\xf4\\x90\\x80\\x80",
                "\\x80\u{1b}[A", "\\xff\\xff", "é\\xc3",
            ]
        )
    )
    func bytesThatAreNotUTF8AreEscaped(tag: [UInt8], text: String) throws {
        let index = try #require(HostileTags.all.firstIndex(of: tag))
        let report = try Scan.events([HostileTags.events[index]])
        #expect(report.findings.map(\.tag) == [text])
    }

    /// Tags that are shown alike are still two.
    @Test func tagsThatDifferOnlyInABadByteStayApart() throws {
        let report = try Scan.events([
            EventBytes.event(
                EventBytes.value(tagBytes: [0xff]) { $0.float(2, .nan) },
                EventBytes.value(tagBytes: [0xfe]) { $0.float(2, .nan) }
            )
        ])
        #expect(report.findings.map(\.tag) == ["\\xff", "\\xfe"])
    }

    @Test(arguments: ["", "\u{1b}[2J", "\u{202e}"])
    func aPluginsNameIsEscapedToo(name: String) throws {
        let event = EventBytes.event(
            EventBytes.tensor("t", plugin: name) { tensor in
                tensor.dtype(.float)
                tensor.packed(5, floats: [.nan])
            }
        )
        let report = try Scan.events([event])
        #expect(report.findings.map(\.plugin) == [name.isEmpty ? nil : name])
        for format in [TextFormat(now: 0), JSONFormat()] as [any ReportFormat] {
            #expect(!format.text(of: report).contains("\u{1b}"))
        }
    }
}
