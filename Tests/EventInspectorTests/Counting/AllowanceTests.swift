import EventInspector
import TestSupport
import Testing

/// Findings that are to be expected are reported and fail nothing.
struct AllowanceTests {
    @Test(arguments: [
        ("nan", [NonFiniteKind.nan]), ("inf", [.positiveInfinity, .negativeInfinity]),
        ("+inf", [.positiveInfinity]), ("-inf", [.negativeInfinity]),
        ("any", NonFiniteKind.allCases), ("NaN", [.nan]), ("+Inf", [.positiveInfinity]),
    ])
    func thereAreFiveWordsForAKindInAnyCase(word: String, kinds: [NonFiniteKind]) throws {
        let allowance = try #require(Allowance("a=b/*=\(word)"))
        #expect(allowance.kinds == Set(kinds))
        #expect(allowance.tag == Glob("a=b/*"))
    }

    @Test(arguments: ["", "=", "=nan", "nan", "a=", "a=nan ", "a=infinity", "a=nan,inf"])
    func anythingElseIsRefused(text: String) {
        #expect(Allowance(text) == nil)
    }

    private static let events = [
        EventBytes.scalar("mask", -.infinity, step: 1), EventBytes.scalar("mask", .nan, step: 2),
        EventBytes.scalar("loss", .nan, step: 3),
    ]

    private func scan(
        _ allowances: [String],
        firstOnly: Bool = false,
        exitCodeOnly: Bool = false,
        files: [[[UInt8]]] = [events]
    ) throws -> ScanReport {
        var options = ScanOptions(jobs: 2)
        options.allowances = allowances.compactMap { Allowance($0) }
        options.firstOnly = firstOnly
        options.exitCodeOnly = exitCodeOnly
        return try Scan.run(files, options: options)
    }

    @Test func onlyFindingsThatAreNotAllowedFail() throws {
        #expect(try scan(["mask=-inf"]).findings.map(\.isAllowed) == [true, false, false])
        #expect(try scan(["mask=-inf"]).exitCode == 1)
        #expect(try scan(["mask=any"]).exitCode == 1)
        #expect(try scan(["mask=any", "loss=inf"]).exitCode == 1)
        let report = try scan(["mask=any", "loss=nan"])
        #expect(report.exitCode == 0)
        #expect(report.status == .finite)
        #expect(report.findings.count == 3)
        #expect(report.origin == [])
    }

    @Test func theOriginIsTheFirstFindingThatIsNotAllowed() throws {
        #expect(try scan(["mask=any"]).origin.map(\.tag) == ["loss"])
    }

    /// Stopping early must not stop at what is to be expected.
    @Test func anAllowedFindingDoesNotEndTheSearch() throws {
        #expect(try scan(["mask=any"], exitCodeOnly: true).exitCode == 1)
        #expect(try scan(["mask=any"], firstOnly: true).exitCode == 1)
        let files = [[Self.events[0]], [Self.events[1]], [Self.events[2]]]
        #expect(try scan(["mask=any"], exitCodeOnly: true, files: files).exitCode == 1)
        #expect(try scan(["mask=any"], firstOnly: true, files: files).exitCode == 1)
        #expect(try scan(["*=any"], exitCodeOnly: true, files: files).exitCode == 0)
    }

    @Test func damageFailsDespiteAllowedFindings() throws {
        var options = ScanOptions(jobs: 1)
        options.allowances = [Allowance("*=any")].compactMap(\.self)
        let bytes = RecordBytes.file(Self.events) + [UInt8](repeating: 7, count: 100)
        #expect(try Scan.bytes(bytes, options: options).exitCode == 2)
    }
}
