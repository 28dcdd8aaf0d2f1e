import EventInspector
import TFRecord
import TestSupport
import Testing

/// Looks at a logdir that is being written; a look finds what a scan would, and reports it once.
@Suite struct FollowerTests {
    private let name = RunBuilder.fileName(0)

    /// The bytes of a file with these events.
    private func bytes(_ line: String) -> [UInt8] { RecordBytes.file(RunBuilder(line).events) }

    @Test func appendedRecordsGiveOnlyNewFindings() throws {
        let watch = try Watch(run: "0 1n")
        #expect(try watch.look() == ["loss nan 1"])
        #expect(try watch.look().isEmpty)
        try watch.logdir.files.append(bytes("2n 3i"), to: name)
        #expect(try watch.look() == ["loss +inf 3"])
        try watch.logdir.files.append(bytes("lr=4n 0"), to: name)
        #expect(try watch.look() == ["lr nan 4"])
        #expect(watch.follower.report().findings.map(\.occurrences) == [2, 1, 1])
    }

    @Test func aRecordMayArriveByteByByte() throws {
        let watch = try Watch(run: "0")
        let record = bytes("1n")
        for byte in record.dropLast() {
            try watch.logdir.files.append([byte], to: name)
            #expect(try watch.look().isEmpty)
            #expect(watch.follower.report().exitCode == 0)
        }
        try watch.logdir.files.append([record[record.count - 1]], to: name)
        #expect(try watch.look() == ["loss nan 1"])
        #expect(watch.follower.report().totals.issues == 0)
    }

    @Test func filesMayAppearLater() throws {
        let watch = try Watch(run: "")
        try watch.logdir.files.remove(name)
        #expect(try watch.follower.look().isEmpty)
        try watch.logdir.files.write(bytes("0 1n"), to: "b/tfevents")
        #expect(try watch.look() == ["loss nan 1"])
        // The first of its run by name: it moves the other's place among the run's files.
        try watch.logdir.files.write(bytes("0i"), to: "b/a.tfevents")
        try watch.logdir.files.write(bytes("5n"), to: "a/tfevents")
        #expect(try watch.look() == ["loss nan 5", "loss +inf 0"])
    }

    @Test func aReplacedFileIsReadAgainAndReportedOnce() throws {
        let watch = try Watch(run: "0 1n")
        #expect(try watch.look() == ["loss nan 1"])
        try watch.logdir.files.write(bytes("0 1n 2 3i"), to: "new")
        try watch.logdir.files.rename("new", to: name)
        #expect(try watch.look() == ["loss +inf 3"])
        #expect(watch.follower.report().findings.map(\.occurrences) == [1, 1])
    }

    @Test func aReplacedFileMayBeShorter() throws {
        let watch = try Watch(run: "0 1n 2n 3")
        #expect(try watch.look() == ["loss nan 1"])
        try watch.logdir.files.write(bytes("0 1"), to: "new")
        try watch.logdir.files.rename("new", to: name)
        // What was announced stays in the report.
        #expect(try watch.follower.look().isEmpty)
        let report = watch.follower.report()
        #expect(report.findings.map(\.course) == ["loss nan 2x from 1 to 2 after 0"])
        #expect(report.notes == ["1 finding is of a file that was replaced since"])
        #expect(report.exitCode == 1)
    }

    @Test func aTruncatedFileIsReadAgain() throws {
        let watch = try Watch(run: "0 1n 2")
        #expect(try watch.look() == ["loss nan 1"])
        try watch.logdir.files.write([], to: name)
        #expect(try watch.follower.look().isEmpty)
        try watch.logdir.files.append(bytes("0 1 2 3 4i"), to: name)
        #expect(try watch.follower.look().map(\.first.step) == [4])
        let courses = watch.follower.report().findings.map(\.course)
        #expect(
            courses == [
                "loss +inf 1x from 4 to 4 after 3 terminal", "loss nan 1x from 1 to 1 after 0",
            ]
        )
    }

    /// What was read and announced is not taken back when somebody tidies up.
    @Test func aDeletedFileStaysInTheReport() throws {
        let watch = try Watch(run: "0 1n | 1 2i")
        #expect(try watch.look() == ["loss nan 1", "loss +inf 2"])
        let whole = watch.follower.report()
        try watch.logdir.files.remove(name)
        #expect(try watch.follower.look().isEmpty)
        #expect(watch.follower.report() == whole)
        try watch.logdir.files.remove(RunBuilder.fileName(1))
        #expect(try watch.follower.look().isEmpty)
        #expect(watch.follower.report() == whole)
    }

    @Test func aPathThatDisappearsLaterIsNotAnError() throws {
        let watch = try Watch(run: "0 1n")
        #expect(try watch.look() == ["loss nan 1"])
        try watch.logdir.files.remove("")
        #expect(try watch.follower.look().isEmpty)
        #expect(watch.follower.report().exitCode == 1)
    }

    @Test(arguments: ["0 1 2", "0 1 2 | 3 4i"])
    func aHoleMayBeFilledLater(run: String) throws {
        let builder = RunBuilder(run)
        let hole = bytes("8n 9i")
        let head = RecordBytes.file(builder.files[0])
        let tail = builder.files.count > 1 ? RecordBytes.file(builder.files[1]) : []
        let watch = try Watch([name: head + [UInt8](repeating: 0, count: hole.count) + tail])
        #expect(try watch.look() == (tail.isEmpty ? [] : ["loss +inf 4"]))
        try watch.logdir.files.write(hole, to: name, at: head.count)
        #expect(try watch.look() == ["loss nan 8"] + (tail.isEmpty ? ["loss +inf 9"] : []))
        #expect(watch.follower.report().totals.issues == 0)
    }

    @Test func recordsMayFollowAHoleBeforeItIsFilled() throws {
        let hole = bytes("1n")
        let watch = try Watch([name: bytes("0") + [UInt8](repeating: 0, count: hole.count)])
        #expect(try watch.look().isEmpty)
        try watch.logdir.files.append(bytes("2i"), to: name)
        #expect(try watch.look() == ["loss +inf 2"])
        try watch.logdir.files.write(hole, to: name, at: bytes("0").count)
        #expect(try watch.look() == ["loss nan 1"])
    }

    @Test func aGrowingCompressedFileIsRead() throws {
        let whole = StoredGzip.file(bytes("0 1n 2 3n 4i 5"))
        let watch = try Watch([name: []])
        var found: [String] = []
        for end in stride(from: 0, to: whole.count, by: 29) {
            try watch.logdir.files.write(Array(whole[..<end]), to: name)
            found += try watch.look()
        }
        try watch.logdir.files.write(whole, to: name)
        found += try watch.look()
        #expect(found == ["loss nan 1", "loss nan 3", "loss +inf 4"])
        #expect(watch.follower.report().exitCode == 1)
        #expect(watch.follower.report().totals.issues == 0)
    }

    @Test func aFileCreatedAgainAfterItsDeletionWasNoticedIsReadFromItsStart() throws {
        let watch = try Watch(run: "0 1 | 9")
        #expect(try watch.look().isEmpty)
        try watch.logdir.files.remove(name)
        #expect(try watch.follower.look().isEmpty)
        // Many file systems give the same inode out again.
        try watch.logdir.files.write(bytes("2n 3 4i"), to: name)
        let found = try watch.look()
        #expect(found == ["loss nan 2", "loss +inf 4"])
    }

    @Test func anUnreadableFileIsOneIssueHoweverOftenItIsTried() throws {
        let watch = try Watch(run: "0")
        try watch.logdir.files.link("tfevents", to: "later")
        for _ in 0..<3 { #expect(try watch.look().isEmpty) }
        #expect(watch.follower.report().totals.issues == 1)
    }

    @Test func anUnreadableFileMayBecomeReadable() throws {
        let watch = try Watch(run: "0")
        let outside = try TemporaryLogdir()
        try watch.logdir.files.link("tfevents", to: outside.path("later"))
        #expect(try watch.look().isEmpty)
        try outside.files.write(bytes("1"), to: "later")
        _ = try watch.follower.look()
        #expect(watch.follower.report().exitCode == 0)
    }

    @Test func aHoleWithinARecordMayBeFilledLater() throws {
        let whole = bytes("0 1n 2")
        let record = RecordBytes.ranges(RunBuilder("0 1n 2").events)[1]
        let hole = record.lowerBound + 12..<record.upperBound
        let zeros = [UInt8](repeating: 0, count: hole.count)
        let watch = try Watch([name: whole.overwriting(at: hole.lowerBound, with: zeros)])
        #expect(try watch.look().isEmpty)
        try watch.logdir.files.write(Array(whole[hole]), to: name, at: hole.lowerBound)
        let found = try watch.look()
        #expect(found == ["loss nan 1"])
    }

    @Test func aHoleMayBeFilledFromItsEnd() throws {
        let whole = bytes("0 1 2n 3")
        let ranges = RecordBytes.ranges(RunBuilder("0 1 2n 3").events)
        let hole = ranges[1].lowerBound..<ranges[2].upperBound
        let zeros = [UInt8](repeating: 0, count: hole.count)
        let watch = try Watch([name: whole.overwriting(at: hole.lowerBound, with: zeros)])
        #expect(try watch.look().isEmpty)
        let last = ranges[2]
        try watch.logdir.files.write(Array(whole[last]), to: name, at: last.lowerBound)
        let found = try watch.look()
        #expect(found == ["loss nan 2"])
    }

    @Test func repeatedReadingDoesNotChangeTheHistoryOfWallTimes() throws {
        let watch = try Watch([name: bytes("0@inf 5@1")])
        #expect(try watch.look() == [" +inf 0"])
        try watch.logdir.files.append(bytes("3@2 4@-inf"), to: name)
        let found = try watch.look()
        #expect(found == [" -inf 4"])
    }
}
