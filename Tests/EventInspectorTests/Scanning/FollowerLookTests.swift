import EventInspector
import SystemPackage
import TestSupport
import Testing

/// What a single look of a follower tells.
struct FollowerLookTests {
    private static let start = RecordBytes.file([
        EventBytes.version(), EventBytes.scalar("loss", 1, step: 1),
    ])

    @Test func aLargeRecordIsReadOnceItIsWhole() throws {
        let floats = [Float](repeating: .nan, count: 100_000)
        let record = RecordBytes.record(
            EventBytes.event(
                step: 2,
                EventBytes.tensor("t", floats: floats, shape: [100_000])
            )
        )
        let follower = try Follower(["tfevents": Self.start])
        for piece in [record[..<300_000], record[300_000..<399_000]] {
            try follower.directory.append(Array(piece), to: "tfevents")
            #expect(try follower.look() == [])
            #expect(follower.report().totals.records == 2)
            #expect(follower.report().exitCode == 0)
        }
        try follower.directory.append(Array(record[399_000...]), to: "tfevents")
        #expect(try follower.look() == ["t nan tensor 100000 in 1 from step 2[0]"])
        #expect(follower.report().issues == [])
    }

    @Test func allowedFindingsAreReportedAndDoNotFail() throws {
        var options = ScanOptions(jobs: 1)
        options.allowances = [Allowance("loss=nan")].compactMap(\.self)
        let follower = try Follower(["tfevents": Self.start], options: options)
        try follower.append(EventBytes.scalar("loss", .nan, step: 2))
        #expect(try follower.look() == ["loss nan simple_value 1 in 1 from step 2"])
        #expect(follower.report().exitCode == 0)
    }

    @Test func aStoppedLookLeavesTheRestForTheNext() throws {
        let bad = RecordBytes.file([EventBytes.scalar("loss", .nan, step: 1)])
        let directory = try ScratchDirectory(["a/tfevents": bad, "b/tfevents": bad])
        var follower = LogdirFollower([directory.path.string], options: ScanOptions(jobs: 1))
        var askedCount = 0
        let first = try follower.look {
            askedCount += 1
            return askedCount > 1
        }
        #expect(first.map(\.run) == ["a"])
        #expect(try follower.look().map(\.run) == ["b"])
        withExtendedLifetime(directory) {}
    }
}
