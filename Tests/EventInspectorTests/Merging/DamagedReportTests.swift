import SystemPackage
import TestSupport
import Testing
import TextOutput

@testable import EventInspector

/// A report that is not whole is told apart from one that is.
struct DamagedReportTests {
    private static let report: String = {
        let report = try? Scan.path(Fixtures.directory.appending("demo"))
        return report.map { JSONLinesFormat().text(of: $0) } ?? ""
    }()

    private func error(_ text: String) -> MergeError? {
        #expect(throws: MergeError.self) { try SharedScan.merge([text]) }
    }

    private func error(_ bytes: [UInt8]) -> MergeError? {
        #expect(throws: MergeError.self) {
            var merger = ReportMerger()
            try merger.read(bytes, named: "part")
            _ = try merger.report()
        }
    }

    @Test func theUndamagedReportIsAccepted() throws {
        let merged = try SharedScan.merge([Self.report])
        #expect(JSONLinesFormat().text(of: merged) == Self.report)
        // The last newline may be missing, and lines may be empty.
        #expect(try SharedScan.merge(["\n" + Self.report.dropLast()]) == merged)
    }

    /// A report is a file that anybody may have made, as event files are.
    @Test func noStringOfAReportControlsTheTerminal() throws {
        let escape = "\\u001b]0;x\\u0007\\u202e\\u0000\\r"
        var report = Self.report
        // Of the direction only its own words are read.
        #expect(throws: MergeError.self) {
            try SharedScan.merge([
                report.replacing(#""direction":""#, with: #""direction":""# + escape)
            ])
        }
        for value in [#""why":""#, #""evidence":[""#, #""layer":""#] {
            #expect(report.contains(value), "the report has no \(value)")
            report = report.replacing(value, with: value + escape)
        }
        let merged = try SharedScan.merge([report])
        let text = TextFormat(now: 2e9, showsAll: true).text(of: merged)
        #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || !EscapedText.isUnsafe($0) })
    }

    @Test func aReportThatIsTruncatedAnywhereIsRefused() {
        let bytes = Array(Self.report.utf8)
        // What is cut off at the end is but the newline.
        for length in stride(from: 1, to: bytes.count - 1, by: 7) {
            #expect(error(Array(bytes.prefix(length)))?.code == .damaged, "\(length)")
        }
    }

    @Test func aLostOrDuplicateLineIsNoticed() {
        let lines = Self.report.split(separator: "\n").map(String.init)
        for index in lines.indices {
            var fewer = lines
            fewer.remove(at: index)
            #expect(error(fewer.joined(separator: "\n"))?.code == .damaged)
            var more = lines
            more.insert(lines[index], at: index)
            if index < lines.count - 1 {
                #expect(error(more.joined(separator: "\n"))?.code == .damaged)
            }
        }
    }

    @Test(arguments: [
        ("{", "ends in the middle"), ("x", "not valid JSON"), ("[1]", "not an object"),
        ("{} {}", "not valid JSON"),
        (#"{"type":"file"}"#, "no 'logdir'"), (#"{"type":"what"}"#, "not known"),
        (#"{"type":1}"#, "'type' is not a string"), (#"{"type":"run","type":"run"}"#, "twice"),
        (#"{"a":01}"#, "not valid JSON"), (#"{"a":1.}"#, "not valid JSON"),
        (#"{"a":1e999}"#, "too large"),
        (#"{"a":9223372036854775808}"#, "too large"), (#"{"a":"\ud800"}"#, "not valid JSON"),
        (#"{"a":"\ud800A"}"#, "not valid JSON"), (#"{"a":"\ud800\u0041"}"#, "surrogate"),
        (#"{"a":"\udc00"}"#, "surrogate"),
        (#"{"a":"\x"}"#, "not valid JSON"), ("{\"a\":\"\u{1}\"}", "not valid JSON"),
        (#"{"a":nul}"#, "not valid JSON"),
        (#"{"type":"logdir","logdir":"x","more":1}"#, "another version"),
        (#"{"type":"shard","number":3,"of":2,"by":"bytes","division":""}"#, "not one of"),
        (
            #"{"type":"run","logdir":"x","run":".","lastStep":null,"lastWallTime":null,"values":-1,"dataset":false}"#,
            "negative"
        ),
        (#"{"type":"summary","version":2}"#, "'version' is not 1"),
    ])
    func theErrorNamesTheLineAndWhatIsWrong(line: String, reason: String) {
        let found = error("\n" + line + "\n")
        #expect(found?.code == .damaged)
        #expect(found?.file == "part0")
        #expect(found?.line == 2)
        #expect(found?.description.contains(reason) == true, "\(found?.description ?? "")")
    }

    @Test(arguments: ["[", #"{"a":"#])
    func nestingIsBounded(opening: String) {
        let text = String(repeating: opening, count: 500_000)
        #expect(error(text)?.description.contains("nested too deeply") == true)
    }

    /// Neither is all of it kept, nor shown: what no scan writes may be of any size.
    @Test func aLineBeyondTheLimitIsRefusedBeforeItsEnd() {
        var merger = ReportMerger()
        merger.begin("part")
        let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)
        let error = #expect(throws: MergeError.self) {
            try merger.read(Array(Self.report.utf8)[...])
            for _ in 0..<200 { try merger.read(piece[...]) }
        }
        let line = Self.report.split(separator: "\n").count + 1
        #expect(error?.line == line)
        #expect(error?.column == (8 << 20) + 1)
        #expect(error?.description.hasPrefix("part:\(line):\(error?.column ?? 0): ") == true)
        #expect((error?.description.utf8.count ?? 0) < 200)
    }

    @Test func aLineOfMoreValuesThanAnyIsRefused() {
        let found = error("[" + String(repeating: "1,", count: 1 << 17) + "1]")
        #expect(found?.description.contains("more values") == true)
    }

    /// Whatever is quoted of a report is quoted in short.
    @Test(arguments: [
        #"{"type":"long"}"#, #"{"long":1,"long":1}"#, #"{"type":"logdir","logdir":"x","long":1}"#,
        #"long"#,
        #"{"type":"file","logdir":"","path":"","run":"long","bytes":0,"records":0,"values":0,"issues":[]}"#,
    ])
    func theErrorIsShort(line: String) {
        let long = String(repeating: "é", count: 100_000)
        let found = error(line.replacing("long", with: long))
        #expect(found?.code == .damaged)
        #expect((found?.description.utf8.count ?? 0) < 400)
    }

    @Test func bytesThatAreNotTextAreRefused() {
        #expect(
            error([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])?.description.contains("UTF-8") == true
        )
        #expect(error([])?.code == .empty)
    }

    /// Whatever the bytes: an error, or a report that can be printed.
    @Test(arguments: UInt64(1)...6)
    func changedBytesCrashNothing(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<150 {
            var bytes = Array(Self.report.utf8)
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                bytes[place] =
                    "0123456789-{}[]\",:e.ntf\\\n".utf8.randomElement(using: &random) ?? 0
            }
            var merger = ReportMerger()
            do {
                try merger.read(bytes, named: "part")
                let report = try merger.report()
                for format in SharedScan.formats { #expect(!format.text(of: report).isEmpty) }
            } catch {
                #expect(!error.description.isEmpty)
            }
        }
    }
}
