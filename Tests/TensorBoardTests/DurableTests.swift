import Platform
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

    @Test func aDurableFlushSyncsTheFilesOfEmbeddings() throws {
        let run = try WrittenRun()
        let outcome = try LoggingProcess(run.logdir, "durable").finish()
        #expect(outcome.status == 0)
        let lines = outcome.output.split(separator: "\n").map(String.init)
        // Only glibc without a sanitizer lets a program stand before its own system calls.
        guard lines != ["not watched"] else { return }
        let parts = lines.split(separator: "flushed").map { Set($0) }
        try #require(parts.count == 2)
        let root = try #require(realpath(run.logdir))
        let event = try #require(try run.files("run").first?.lastComponent?.string)
        let names = [
            "", "/run", "/run/\(event)", "/run/projector_config.pbtxt", "/run/projector",
            "/run/projector/e", "/run/projector/e/00000", "/run/projector/e/00000/tensors.tsv",
            "/run/projector/e/00000/metadata.tsv", "/run/projector/e/00000/sprite.png",
        ]
        #expect(parts[0] == Set(names.map { root + $0 }))
        // Nothing else was written since.
        #expect(parts[1] == [root + "/run/\(event)"])
    }

    private func realpath(_ path: String) -> String? {
        guard let resolved = Platform.realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    @Test func aDeletedEmbeddingIsToldOnce() throws {
        let run = try WrittenRun()
        let writer = try SummaryWriter(logdir: run.logdir, options: .silent)
        writer.addEmbedding("e", [Float(1), 2].shaped(1, 2))
        try writer.flush()
        try run.directory.remove("projector/e/00000/tensors.tsv")
        let error = #expect(throws: WriterError.self) { try writer.flush(durably: true) }
        #expect(error?.code == .sync)
        #expect(error?.path.lastComponent == "tensors.tsv")
        try writer.flush(durably: true)
        try writer.close()
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
