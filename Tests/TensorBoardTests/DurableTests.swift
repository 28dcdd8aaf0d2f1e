import SystemPackage
import TestSupport
import Testing

@testable import TensorBoard

/// What survives a power cut has a name that does.
@Suite struct DurableTests {
    @Test func theDirectoriesOfANewFileAreSynced() throws {
        let scratch = try ScratchDirectory()
        var sink = EventSink(directory: scratch.path("a/b/c"), suffix: "") {
            Preamble.records(wallTime: $0)
        }
        #expect(sink.open() == nil)
        let expected = [
            scratch.path, scratch.path("a"), scratch.path("a/b"), scratch.path("a/b/c"),
        ]
        #expect(sink.unsynchronized == expected)
        #expect(sink.synchronize() == nil)
        #expect(sink.unsynchronized.isEmpty)
        #expect(sink.close() == nil)
    }

    @Test func aMissingDirectoryIsAnError() throws {
        let run = try WrittenRun()
        let writer = try SummaryWriter(logdir: run.logdir + "/run", options: .silent)
        try run.directory.remove("run")
        let error = #expect(throws: WriterError.self) { try writer.flush(durably: true) }
        #expect(error?.code == .sync)
        #expect(error?.errno == .noSuchFileOrDirectory)
        try writer.flush()
        try writer.close()
    }
}
