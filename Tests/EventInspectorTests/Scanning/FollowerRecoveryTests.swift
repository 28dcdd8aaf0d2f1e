import EventInspector
import TestSupport
import Testing

/// What a follower makes of files that do not simply grow.
struct FollowerRecoveryTests {
    private static let clean = RecordBytes.file(
        [EventBytes.version()] + (1...20).map { EventBytes.scalar("loss", 1, step: $0) }
    )
    private static let bad = RecordBytes.file(
        [EventBytes.version()]
            + (1...40).map { EventBytes.scalar("loss", $0 == 2 ? .nan : 1, step: $0) }
    )
    private static let found = ["loss nan simple_value 1 in 1 from step 2"]
    private static let foundLater = ["loss nan simple_value 1 in 1 from step 22"]

    /// rsync writes a new file and renames it over the old one.
    @Test func aReplacedFileIsReadAgain() throws {
        let follower = try Follower(["tfevents": Self.clean])
        #expect(try follower.look() == [])
        try follower.directory.write(Self.bad, to: "new")
        try follower.directory.rename("new", to: "tfevents")
        #expect(try follower.look() == Self.found)
        #expect(follower.report().totals.records == 41)
        #expect(follower.report().issues == [])
    }

    @Test func aFileThatShrinksIsReadAgain() throws {
        let follower = try Follower(["tfevents": Self.clean])
        #expect(try follower.look() == [])
        let short = RecordBytes.file([EventBytes.scalar("loss", .nan, step: 2)])
        try follower.directory.write(short, to: "tfevents")
        #expect(try follower.look() == Self.found)
        #expect(follower.report().totals.records == 1)
    }

    /// Two writers with one name: the second begins the file anew and outgrows the first.
    @Test func aFileRewrittenWithMoreBytesIsReadAgain() throws {
        let follower = try Follower(["tfevents": Self.clean])
        #expect(try follower.look() == [])
        try follower.directory.write(Self.bad, to: "tfevents")
        #expect(try follower.look() == Self.found)
        #expect(follower.report().issues == [])
    }

    @Test func aFileThatIsDeletedAndCreatedAgainIsReadAgain() throws {
        let follower = try Follower(["tfevents": Self.clean])
        #expect(try follower.look() == [])
        try follower.directory.remove("tfevents")
        #expect(try follower.look() == [])
        try follower.directory.write(Self.bad, to: "tfevents")
        #expect(try follower.look() == Self.found)
        #expect(follower.report().totals.records == 41)
    }

    /// What was found once was there, whatever became of the file.
    @Test func findingsOfADeletedFileStay() throws {
        let follower = try Follower(["a/tfevents": Self.bad, "b/tfevents": Self.clean])
        #expect(try follower.look() == Self.found)
        try follower.directory.remove("a/tfevents")
        #expect(try follower.look() == [])
        #expect(follower.report().briefs == Self.found)
        #expect(follower.report().exitCode == 1)
    }

    @Test func aDeletedFileArgumentDoesNotEndTheWatch() throws {
        let follower = try Follower(["tfevents": Self.bad], watching: "tfevents")
        #expect(try follower.look() == Self.found)
        try follower.directory.remove("tfevents")
        #expect(throws: Never.self) { try follower.look() }
        #expect(follower.report().exitCode == 1)
    }

    /// A network file system shows zeros where blocks are still to come.
    @Test func aHoleIsReadAgainOnceItIsFilled() throws {
        let hidden = RecordBytes.file([EventBytes.scalar("loss", .nan, step: 2)])
        let zeros = [UInt8](repeating: 0, count: hidden.count)
        let follower = try Follower(["tfevents": Self.clean + zeros + Self.clean])
        #expect(try follower.look() == [])
        #expect(follower.report().exitCode == 2)
        #expect(follower.report().issues == ["zero-hole at \(Self.clean.count) +\(zeros.count)"])
        #expect(try follower.look() == [])
        try follower.directory.write(hidden, to: "tfevents", at: Self.clean.count)
        #expect(try follower.look() == Self.found)
        #expect(follower.report().issues == [])
        #expect(follower.report().totals.records == 43)
    }

    @Test func aHoleAtTheEndIsReadAgain() throws {
        let hidden = RecordBytes.file([EventBytes.scalar("loss", .nan, step: 22)])
        let zeros = [UInt8](repeating: 0, count: hidden.count)
        let follower = try Follower(["tfevents": Self.clean + zeros])
        #expect(try follower.look() == [])
        try follower.directory.write(hidden, to: "tfevents", at: Self.clean.count)
        #expect(try follower.look() == Self.foundLater)
        #expect(follower.report().issues == [])
    }

    /// A path that cannot be read is one issue, and none any more once it can.
    @Test func aLinkThatDanglesForAWhileIsReadEventually() throws {
        let follower = try Follower(["b/tfevents": Self.clean])
        try follower.directory.link("a.tfevents", to: "data")
        for _ in 1...3 { #expect(try follower.look() == []) }
        #expect(follower.report().issues == ["unreadable at 0 +0"])
        #expect(follower.report().exitCode == 2)
        try follower.directory.write(Self.clean, to: "data")
        #expect(try follower.look() == [])
        #expect(follower.report().issues == [])
        #expect(follower.report().exitCode == 0)
    }

    /// So much damage that not all of it is listed must not move the place to go on from.
    @Test func aFileWithThousandsOfIssuesIsReadOnlyOnce() throws {
        var damaged: [UInt8] = []
        for step in 1...1_500 {
            let record = RecordBytes.record(EventBytes.scalar("loss", 1, step: Int64(step)))
            damaged += record.flipping(bit: 8 * record.count - 1)
        }
        let follower = try Follower(["tfevents": damaged])
        let tail = RecordBytes.record(EventBytes.scalar("loss", .nan, step: 2_000))
        try follower.directory.append(Array(tail[..<20]), to: "tfevents")
        #expect(try follower.look() == [])
        try follower.directory.append(Array(tail[20..<25]), to: "tfevents")
        #expect(try follower.look() == [])
        try follower.directory.append(Array(tail[25...]), to: "tfevents")
        #expect(try follower.look() == ["loss nan simple_value 1 in 1 from step 2000"])
        #expect(follower.report().totals.records == 1_501)
        #expect(follower.report().totals.issues == 1_500)
    }

    /// Garbage may be the beginning of something; behind the next whole record it is none.
    @Test func garbageAtTheEndIsReadAgain() throws {
        let follower = try Follower(["tfevents": Self.clean + [UInt8](repeating: 7, count: 50)])
        #expect(try follower.look() == [])
        #expect(follower.report().issues == ["trailing-garbage at \(Self.clean.count) +50"])
        try follower.append(EventBytes.scalar("loss", .nan, step: 22))
        #expect(try follower.look() == Self.foundLater)
        #expect(follower.report().issues == ["length-crc at \(Self.clean.count) +50"])
        #expect(follower.report().totals.records == 22)
    }
}
