import TestSupport
import TextOutput

@testable import EventInspector

/// What must hold of bytes that may be reports in JSON Lines.
struct MergeCheck {
    private let input: [UInt8]

    init(_ input: [UInt8]) {
        self.input = input
    }

    func run() {
        let whole = Self.merge([input[...]])
        let cut = input.isEmpty ? 0 : input.reduce(into: 0) { $0 = $0 &* 31 &+ Int($1) } & 0xffff
        let place = cut % (input.count + 1)
        let pieces = Self.merge([input[..<place], input[place...]])
        switch (whole, pieces) {
        case (.success(let report), .success(let other)):
            // Wall times may be NaN, which equals nothing.
            let isSame = JSONFormat().text(of: report) == JSONFormat().text(of: other)
            check(isSame, "another report in two pieces, cut at \(place)")
            Self.checkReport(report)
        case (.failure(let error), .failure(let other)):
            check(error == other, "\(error) in one piece, \(other) in two")
            let isPlain = error.description.unicodeScalars.allSatisfy { !EscapedText.isUnsafe($0) }
            check(isPlain, "control characters in the error")
        default:
            check(false, "\(whole) in one piece, \(pieces) in two, cut at \(place)")
        }
    }

    /// The lines of a report give that report again, and every format can print it.
    static func checkReport(_ report: ScanReport) {
        let lines = JSONLinesFormat().text(of: report)
        switch merge([Array(lines.utf8)[...]]) {
        case .success(let again):
            let (one, other) = (JSONFormat().text(of: report), JSONFormat().text(of: again))
            check(one == other, "lines that give another report:\n\(one)\n\(other)")
            checkJSON(one)
        case .failure(let error): check(false, "lines that are no report: \(error)")
        }
        checkText(TextFormat(now: 2e9, isColored: false, showsAll: true).text(of: report))
    }

    /// The text is JSON, as strict as RFC 8259 is.
    static func checkJSON(_ text: String) {
        do throws(UnreadableLine) {
            _ = try JSONParser.value(of: Array(text.utf8)[...])
        } catch {
            check(false, "no JSON: \(error.reason)\n\(text)")
        }
    }

    /// The text holds no character that a terminal would obey.
    static func checkText(_ text: String) {
        for scalar in text.unicodeScalars where EscapedText.isUnsafe(scalar) {
            check(scalar == "\n", "U+\(String(scalar.value, radix: 16)) in text")
        }
    }

    private static func merge(_ pieces: [ArraySlice<UInt8>]) -> Result<ScanReport, MergeError> {
        do throws(MergeError) {
            var merger = ReportMerger()
            merger.begin("input")
            for piece in pieces { try merger.read(piece) }
            try merger.end()
            return .success(try merger.report())
        } catch {
            return .failure(error)
        }
    }
}
