import EventInspector
import SystemPackage
import TestSupport
import Testing

/// What the report for people says, and what it leaves out.
struct TextFormatTests {
    private func text(
        _ report: ScanReport,
        now: Double = EventBytes.epoch,
        all: Bool = false
    ) -> String {
        TextFormat(now: now, showsAll: all).text(of: report)
    }

    @Test(
        arguments: [
            (1.0, "1 s ago"), (119, "119 s ago"), (120, "2 min ago"), (1_700, "28 min ago"),
            (7_200, "2 h ago"), (172_800, "2 days ago"), (69_120_000, "2 years ago"),
        ] as [(Double, String)]
    )
    func agesHaveOneUnit(seconds: Double, words: String) throws {
        let report = try Scan.events([
            EventBytes.scalar("loss", .nan, step: 1, wallTime: EventBytes.epoch)
        ])
        #expect(text(report, now: EventBytes.epoch + seconds).contains("22:13:20Z, \(words))\n"))
    }

    @Test(
        arguments: [
            (0.5, "1970-01-01 00:00:00Z"), (951_782_400, "2000-02-29 00:00:00Z"),
            (1_709_164_800, "2024-02-29 00:00:00Z"), (4_107_542_399, "2100-02-28 23:59:59Z"),
            (4_107_542_400, "2100-03-01 00:00:00Z"), (253_402_300_799, "9999-12-31 23:59:59Z"),
        ] as [(Double, String)]
    )
    func datesFollowTheCalendar(wallTime: Double, date: String) throws {
        let report = try Scan.events([
            EventBytes.scalar("loss", .nan, step: 1, wallTime: wallTime)
        ])
        #expect(text(report).contains(date))
    }

    @Test(arguments: [0.0, -1, .nan, .infinity, 1e18])
    func aNonFiniteWallTimeIsLeftOut(wallTime: Double) throws {
        let report = try Scan.events([
            EventBytes.scalar("loss", .nan, step: 1, wallTime: wallTime)
        ])
        let line = text(report).split(separator: "\n").first { $0.contains("step 1") }
        #expect(try #require(line).contains("Z") == false)
    }

    @Test func longListsAreShortenedWithACountOfTheRest() throws {
        let events = (1...50).map { EventBytes.scalar("tag\($0)", .nan, step: Int64($0)) }
        let report = try Scan.events(events)
        let short = text(report)
        #expect(short.contains("… and 38 more findings, broken by step 50\n"))
        #expect(!short.contains("tag13 "))
        let long = text(report, all: true)
        #expect(!long.contains("… and"))
        #expect((1...50).allSatisfy { long.contains("tag\($0) ") })
    }

    @Test func theCallerWordsTheHintToShowTheRest() throws {
        let events = (1...50).map { EventBytes.scalar("tag\($0)", .nan, step: Int64($0)) }
        var wording = Wording()
        wording.all = "the button 'more'"
        let text = TextFormat(now: 0, wording: wording).text(of: try Scan.events(events))
        #expect(
            text.contains(
                "… and 38 more findings, broken by step 50; the button 'more' shows all\n"
            )
        )
    }

    @Test func manyRunsWithoutFindingsAreCounted() throws {
        let clean = RecordBytes.file([EventBytes.scalar("loss", 1, step: 1)])
        let bad = RecordBytes.file([EventBytes.scalar("loss", .nan, step: 1)])
        var files: [String: [UInt8]] = [:]
        for index in 0..<100 {
            files["run\(index)/tfevents"] = [17, 42].contains(index) ? bad : clean
        }
        let report = try Scan.path(ScratchDirectory(files))
        let short = text(report)
        #expect(short.contains("98 runs without findings"))
        #expect(short.split(separator: "\n").filter { $0.contains("step 1: loss") }.count == 1)
        #expect(short.contains("1 run like it: "))
        #expect(short.contains("2 findings in 2 of 100 runs"))
        #expect(text(report, all: true).contains("run99"))
    }

    @Test func manyIssuesAreShortenedWithACountOfTheRest() throws {
        var bytes: [UInt8] = []
        for step in 1...30 {
            let record = RecordBytes.record(EventBytes.scalar("loss", 1, step: Int64(step)))
            bytes += record.flipping(bit: 8 * record.count - 1)
        }
        let report = try Scan.bytes(bytes)
        #expect(text(report).contains("… and 20 more issues\n"))
        let all = text(report, all: true)
        #expect(all.split(separator: "\n").filter { $0.contains("its checksum") }.count == 30)
    }

    @Test func theSummaryStatesAmountAndIntegrity() throws {
        let clean = try Scan.events([EventBytes.version(), EventBytes.scalar("loss", 1, step: 1)])
        #expect(text(clean).contains("all finite: 1 number\n"))
        #expect(text(clean).contains("2 records, 1 value, every checksum right"))
        let damaged = try Scan.bytes(
            RecordBytes.file([EventBytes.scalar("loss", 1, step: 1)])
                + [UInt8](repeating: 0, count: 64)
        )
        #expect(text(damaged).contains("no finding in what could be read: 1 number"))
        #expect(!text(damaged).contains("every checksum right"))
        #expect(text(damaged).contains("64 B of zeros at byte"))
        #expect(!text(damaged).contains("all finite"))
    }

    /// An upper bound is never shown as a count.
    @Test func anUpperBoundIsMarked() throws {
        let report = try Scan.path(Fixtures.directory.pushing("torch/histogram"))
        #expect(text(report).contains("≤ 3 NaN of the data"))
    }

    @Test func theOriginOfAnUntaggedValueIsNotCalledAWallTime() throws {
        let report = try Scan.events([
            EventBytes.event(step: 1, EventBytes.scalar("", .nan), EventBytes.scalar("b", .nan))
        ])
        #expect(text(report).contains("(no tag), no sign"))
    }

    @Test func theOriginCountsTagsAndNotFindings() throws {
        let report = try Scan.events([
            EventBytes.event(
                step: 1,
                EventBytes.scalar("a", .nan),
                EventBytes.tensor("b", floats: [.nan, .infinity, -.infinity], shape: [3])
            )
        ])
        #expect(text(report).contains("not finite at the same step: 1 other tag\n"))
    }

    /// SageMaker Debugger writes a fixed number in place of each checksum.
    @Test func missingChecksumsAreNotCalledCorrect() throws {
        let report = try Scan.path(Fixtures.directory.pushing("smdebug"))
        #expect(text(report).contains("not to be verified"))
        #expect(!text(report).contains("every checksum right"))
    }

    @Test func oneLongTagDoesNotWidenTheTable() throws {
        let long = String(repeating: "layer/", count: 100)
        let report = try Scan.events([
            EventBytes.event(step: 1, EventBytes.scalar(long, .nan), EventBytes.scalar("b", .nan))
        ])
        let line = text(report).split(separator: "\n").first { $0.hasPrefix("  1     b ") }
        #expect(try #require(line).count < 200)
    }

    /// `CURT_HEALTH` says that something is not finite, and neither what nor how much.
    @Test func anUnboundedCountIsNotShownAsABound() throws {
        let report = try Scan.path(Fixtures.directory.pushing("tfdbg/curt-health"))
        #expect(!text(report).contains("≤"))
    }

    @Test func everyFixtureHasATextReport() throws {
        for fixture in ExpectedFile.all where !fixture.isSomethingElse {
            let report = try Scan.path(fixture.path)
            let printed = text(report, all: true)
            #expect(printed.hasSuffix("\n"))
            #expect(!printed.split(separator: "\n").contains { $0.hasSuffix(" ") })
            for finding in report.findings where finding.tag.allSatisfy(\.isLetter) {
                #expect(printed.contains(finding.tag))
            }
        }
    }
}
