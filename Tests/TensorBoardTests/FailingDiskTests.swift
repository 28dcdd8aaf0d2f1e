import EventDecoding
import Foundation
import SystemPackage
import TFRecord
import TensorBoardEvents
import TestSupport
import Testing

@testable import TensorBoard

/// Whatever becomes of the disk, training goes on, files hold whole records, and it is told once.
@Suite struct FailingDiskTests {
    private static let reason: Comment = "only root may mount a small file system"

    private func options(_ errors: Collected<WriterError>) -> SummaryWriter.Options {
        var options = SummaryWriter.Options.silent
        options.onError = { errors.append($0) }
        // Only the test flushes.
        options.flushInterval = .seconds(3_000)
        return options
    }

    @Test(.enabled(if: SmallDisk.isPossible, reason))
    func everythingIsWrittenOnceAFullDiskIsFreed() throws {
        let disk = try SmallDisk("size=256k")
        let errors = Collected<WriterError>()
        let ballast = disk.directory.path("ballast").string
        try Data(count: 150_000).write(to: URL(fileURLWithPath: ballast))
        let writer = try SummaryWriter(
            logdir: disk.directory.path.string,
            options: options(errors)
        )
        for step in 0..<3_000 { writer.addScalar("a", step, step: step) }
        for _ in 0..<2 {
            let error = #expect(throws: WriterError.self) { try writer.flush() }
            #expect(error?.code == .write)
            #expect(error?.errno == .noSpace)
            try expectWholeRecords(writer)
        }
        #expect(errors.all.map(\.errno) == [.noSpace])
        try FileManager.default.removeItem(atPath: ballast)
        for step in 3_000..<3_100 { writer.addScalar("a", step, step: step) }
        try writer.flush(durably: true)
        #expect(try expectWholeRecords(writer) == Array(0..<3_100))
        // Everything is there, so that there is nothing to report.
        try writer.close()
        #expect(writer.droppedCount == 0)
    }

    @Test(.enabled(if: SmallDisk.isPossible, reason))
    func aDiskThatStaysFullIsReportedWithTheLostValues() throws {
        let disk = try SmallDisk("size=64k")
        let errors = Collected<WriterError>()
        let writer = try SummaryWriter(
            logdir: disk.directory.path.string,
            options: options(errors)
        )
        for step in 0..<3_000 { writer.addScalar("a", step, step: step) }
        let error = #expect(throws: WriterError.self) { try writer.close() }
        let steps = try expectWholeRecords(in: disk.directory.path)
        #expect(steps.count > 100)
        #expect(error?.code == .write)
        #expect(error?.droppedCount == 3_000 - steps.count)
        #expect(errors.all.count == 1)
    }

    @Test(.enabled(if: SmallDisk.isPossible, reason))
    func aDiskTooFullToStartAFileIsAnImmediateError() throws {
        let disk = try SmallDisk("size=64k,nr_inodes=1")
        #expect(throws: WriterError.self) {
            try SummaryWriter(logdir: disk.directory.path.string, options: .silent)
        }
    }

    @Test(.enabled(if: SmallDisk.isPossible, reason))
    func aFileThatCannotBeStartedIsRemoved() throws {
        let disk = try SmallDisk("size=8k")
        try disk.directory.write([UInt8](repeating: 1, count: 8_192), to: "ballast")
        let error = #expect(throws: WriterError.self) {
            try SummaryWriter(logdir: disk.directory.path.string, options: .silent)
        }
        #expect(error?.errno == .noSpace)
        #expect(try DirectoryListing.names(in: disk.directory.path) == ["ballast"])
        try disk.directory.remove("ballast")
        let errors = Collected<WriterError>()
        let writer = try SummaryWriter(
            logdir: disk.directory.path.string,
            options: options(errors)
        )
        try disk.directory.write([UInt8](repeating: 1, count: 4_096), to: "ballast")
        let train = writer.subrun(named: "train")
        train.addScalar("a", 1, step: 1)
        #expect(throws: WriterError.self) { try writer.flush() }
        #expect(try DirectoryListing.names(in: disk.directory.path("train")).isEmpty)
        try disk.directory.remove("ballast")
        try writer.close()
        #expect(try expectWholeRecords(train) == [1])
    }

    @Test func lossesAreCountedInValues() throws {
        let (reading, writing) = try FileDescriptor.pipe()
        try reading.close()
        let writer = SummaryWriter(writingTo: writing, options: .silent)
        writer.addScalars("a", ["x": 1, "y": 2, "z": 3], step: 1)
        writer.addScalar("b", 1, step: 1)
        writer.addEvent(Event(wallTime: 1, what: .sessionLog(SessionLog(status: .start))))
        let error = #expect(throws: WriterError.self) { try writer.close() }
        #expect(error?.droppedCount == 5)
        #expect(writer.droppedCount == 5)
        try writing.close()
    }

    @Test(.enabled(if: SmallDisk.isPossible, reason))
    func aReadOnlyDirectoryIsAnImmediateError() throws {
        let disk = try SmallDisk("ro")
        for name in ["", "run"] {
            let error = #expect(throws: WriterError.self) {
                try SummaryWriter(logdir: disk.directory.path(name).string, options: .silent)
            }
            #expect(error?.errno == .readOnlyFileSystem)
        }
    }

    /// The size limit of files is a disk that is full for one process; it comes with a signal.
    @Test func aFileSizeLimitIsLikeAFullDisk() throws {
        let run = try WrittenRun()
        let outcome = try LoggingProcess(run.logdir, "limited").finish()
        #expect(!outcome.isSignalled)
        #expect(outcome.output == "fileTooLarge\n")
        #expect(outcome.status == 0)
        #expect(try run.events().map(\.step) == (0..<10_000).map { $0 })
    }

    @Test func aPathThatIsNotADirectoryIsAnImmediateError() throws {
        let run = try WrittenRun()
        try run.directory.write([1], to: "file")
        for name in ["file", "file/run"] {
            let error = #expect(throws: WriterError.self) {
                try SummaryWriter(logdir: run.logdir + "/" + name, options: .silent)
            }
            #expect(error?.errno == .notDirectory)
        }
    }

    @Test func aRunThatCannotBeCreatedDoesNotBlockTheOthers() throws {
        let run = try WrittenRun()
        try run.directory.write([1], to: "train")
        let errors = Collected<WriterError>()
        let writer = try SummaryWriter(logdir: run.logdir, options: options(errors))
        writer.subrun(named: "train").addScalar("a", 1, step: 1)
        writer.subrun(named: "validation").addScalar("a", 2, step: 1)
        #expect(throws: WriterError.self) { try writer.flush() }
        #expect(try run.scalars("validation") == ["a@1=2.0"])
        try run.directory.remove("train")
        try writer.flush()
        #expect(try run.scalars("train") == ["a@1=1.0"])
        try writer.close()
        #expect(errors.all.map(\.errno) == [.notDirectory])
    }

    @Test func aDirectoryDeletedMeanwhileIsCreatedAgain() throws {
        let run = try WrittenRun()
        let errors = Collected<WriterError>()
        let logdir = run.logdir + "/run"
        let writer = try SummaryWriter(logdir: logdir, options: options(errors))
        let first = try #require(writer.eventFile)
        writer.addScalar("a", 1, step: 1)
        writer.addHistogram("h", [Float(1), 2], step: 1)
        try writer.flush()
        writer.addScalar("a", 2, step: 2)
        writer.addHistogram("h", [Float(1), 2], step: 2)
        writer.addScalar("a", 3, step: 3)
        try run.directory.remove("run")
        try writer.flush()
        writer.addScalar("a", 4, step: 4)
        writer.addScalar("b", 5, step: 5)
        try writer.close()
        #expect(errors.all.map(\.code) == [.removed])
        #expect(try run.files("run").count == 1)
        #expect(try run.files("run") != [first])
        #expect(
            try run.scalars("run") == ["a@2=2.0", "a@3=3.0", "a@4=4.0", "b@5=5.0"]
        )
        // Without its metadata, TensorBoard would not show a tag at all.
        let described = try run.values("run").filter { $0.value.metadata != nil }
        #expect(described.map(\.value.tag) == ["a", "h", "b"])
        #expect(described.map(\.step) == [2, 2, 5])
    }

    @Test func aClosedPipeDoesNotEndTheProcess() throws {
        let (reading, writing) = try FileDescriptor.pipe()
        try reading.close()
        let errors = Collected<WriterError>()
        let writer = SummaryWriter(writingTo: writing, options: options(errors))
        writer.addScalar("a", 1, step: 1)
        #expect(throws: WriterError.self) { try writer.flush() }
        let error = #expect(throws: WriterError.self) { try writer.close() }
        #expect(error?.errno == .brokenPipe)
        #expect(error?.droppedCount == 1)
        #expect(errors.all.count == 1)
        try writing.close()
    }

    @discardableResult
    private func expectWholeRecords(_ writer: SummaryWriter) throws -> [Int64] {
        try expectWholeRecords(in: writer.directory)
    }

    /// Reads the only event file of a directory.
    private func expectWholeRecords(in directory: FilePath) throws -> [Int64] {
        let names = try DirectoryListing.names(in: directory)
        let name = try #require(names.first { EventFileName.isEventFile($0.string) })
        var reader = try EventFileReader(opening: directory.appending(name))
        var steps: [Int64] = []
        while let event = try reader.next() {
            if case .summary = event.what { steps.append(event.step) }
        }
        #expect(reader.damage.isEmpty)
        return steps
    }
}
