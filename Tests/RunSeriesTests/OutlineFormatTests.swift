import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import RunSeries

/// What `ls` and `stats` print.
@Suite struct OutlineFormatTests {
    private static let logdirs = [
        "demo", "clean", "torch", "tensorflow", "tensorboardX", "damaged",
    ]

    @Test(arguments: logdirs)
    func jsonIsAsTheSchemaSays(name: String) throws {
        let outline = try Read.outline(Fixtures.directory.appending(name))
        let file = Fixtures.testsDirectory.removingLastComponent()
            .appending("Sources/RunSeries/RunSeries.docc/Resources/outline.schema.json")
        let text = try String(contentsOfFile: file.string, encoding: .utf8)
        let schema = try JSONSchema(files: ["outline": text])
        let lines = OutlineJSON().lines(of: outline).split(separator: "\n").map(String.init)
        #expect(lines.count == outline.runs.reduce(1) { $0 + $1.tags.count })
        for document in [OutlineJSON().text(of: outline)] + lines {
            let violations = schema.violations(of: try JSONDocument(document), against: "outline")
            #expect(violations.isEmpty, "\(violations.prefix(3))")
        }
    }

    @Test func floatsAreTheirShortestDecimals() throws {
        let logdir = try ScratchDirectory([
            "events.out.tfevents.1.a": RecordBytes.file([
                EventBytes.version(),
                EventBytes.event(step: 1, EventBytes.scalar("a", 0.1)),
                EventBytes.event(step: 2, EventBytes.scalar("a", .nan)),
            ])
        ])
        let json = OutlineJSON().text(of: try Read.outline(logdir.path))
        #expect(json.contains("\"value\":0.1}"))
        #expect(json.contains("\"value\":\"NaN\"}"))
    }

    @Test(arguments: [40, 80, 120])
    func tablesFitTheWidth(width: Int) throws {
        let outline = try Read.outline(Fixtures.directory)
        var list = OutlineText(width: width)
        list.isLong = true
        let statistics = StatisticsText(width: width)
        for text in [list.text(of: outline), statistics.text(of: outline)] {
            // Headings and notes are sentences, which the terminal wraps.
            for line in text.split(separator: "\n") where line.hasPrefix("  ") && width > 40 {
                #expect(line.count <= width, "\(line)")
            }
        }
    }

    @Test func theDemoIsListed() throws {
        let outline = try Read.outline(Fixtures.directory.appending("demo"))
        let lines = OutlineText(width: 80).text(of: outline).split(separator: "\n")
        #expect(lines.count == 17)
        #expect(
            lines.contains(
                "  loss/train            scalars         40  0..39       NaN           2"
            )
        )
    }

    @Test(arguments: [
        (["a", "b"], ["a", "b"]),
        (["a/x", "a/y", "b"], ["a/", "  x", "  y", "b"]),
        (["a/b/x", "a/b/y", "a/c"], ["a/", "  b/", "    x", "    y", "  c"]),
        (["a/x"], ["a/x"]),
        (["a", "a/x", "a/y"], ["a", "a/", "  x", "  y"]),
    ])
    func slashesMakeATree(tags: [String], rows: [String]) throws {
        var events = [EventBytes.version()]
        for tag in tags { events.append(EventBytes.event(step: 1, EventBytes.scalar(tag, 1))) }
        let logdir = try ScratchDirectory(["events.out.tfevents.1.a": RecordBytes.file(events)])
        let outline = try Read.outline(logdir.path)
        let tree = TagTree.rows(of: outline.runs[0].tags)
        #expect(tree.map { String(repeating: "  ", count: $0.depth) + $0.name } == rows)
    }

    @Test func theOrderIsTheOneAskedFor() throws {
        var events = [EventBytes.version()]
        for (tag, count) in [("a", 1), ("b", 3), ("c", 2)] {
            for step in 0..<count {
                events.append(
                    EventBytes.event(
                        step: Int64(10 * step),
                        EventBytes.scalar(tag, tag == "c" ? .nan : 1)
                    )
                )
            }
        }
        let logdir = try ScratchDirectory(["events.out.tfevents.1.a": RecordBytes.file(events)])
        let tags = try Read.outline(logdir.path).runs[0].tags
        func names(_ order: OutlineOrder) -> [String] { order.sorted(tags).map(\.tag) }
        #expect(names(.name) == ["a", "b", "c"])
        #expect(names(.points) == ["b", "c", "a"])
        #expect(names(.steps) == ["b", "c", "a"])
        #expect(names(.nonFinite) == ["c", "a", "b"])
    }
}
