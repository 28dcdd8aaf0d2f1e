import SystemPackage
import TensorBoardEvents
import TestSupport
import Testing

@testable import TensorBoard

/// What of an embedding comes to the disk, and what it is called there.
@Suite struct ProjectorFileTests {
    private let matrix = [Float(1), -0.5, .nan, .infinity, 0.1, 1e-37].shaped(3, 2)
    private let text = "1.0\t-0.5\nnan\tinf\n0.1\t1e-37\n"

    @Test func everythingIsBelowTheRun() throws {
        let run = try ScratchDirectory()
        let writer = try SummaryWriter(logdir: run.path.string, options: .silent)
        writer.addEmbedding(
            "points",
            matrix,
            metadata: ["a", "b", "c"],
            sprite: ProjectorSprite(
                png: ProjectorSamples.png(width: 8, height: 8),
                thumbnailSize: (4, 4)
            ),
            step: 7
        )
        try writer.close()
        #expect(
            try run.text("projector_config.pbtxt") == """
                embeddings {
                  tensor_name: "points:00007"
                  tensor_shape: 3
                  tensor_shape: 2
                  tensor_path: "projector/points/00007/tensors.tsv"
                  metadata_path: "projector/points/00007/metadata.tsv"
                  sprite {
                    image_path: "projector/points/00007/sprite.png"
                    single_image_dim: 4
                    single_image_dim: 4
                  }
                }

                """
        )
        #expect(try run.text("projector/points/00007/tensors.tsv") == text)
        #expect(try run.text("projector/points/00007/metadata.tsv") == "a\nb\nc\n")
        #expect(try run.bytes("projector/points/00007/sprite.png").count == 24)
    }

    @Test func stepsAndNamesAreListedNextToEachOther() throws {
        let run = try ScratchDirectory()
        let writer = try SummaryWriter(logdir: run.path.string, options: .silent)
        for (name, step) in [("a", 1), ("a", 2), ("b", 1), ("a", 1)] {
            writer.addEmbedding(name, matrix, step: step)
        }
        try writer.flush()
        let names = try run.text("projector_config.pbtxt").split(separator: "\n")
            .filter { $0.contains("tensor_name") }
        #expect(
            names.map { $0.suffix(10) }
                == ["\"a:00001\"", "\"a:00002\"", "\"b:00001\""].map { " " + $0 }
        )
    }

    @Test func noTemporaryFileIsLeft() throws {
        let run = try ScratchDirectory()
        let writer = try SummaryWriter(logdir: run.path.string, options: .silent)
        writer.addEmbedding("a", matrix)
        writer.addEmbedding("a", matrix)
        try writer.flush()
        let names = try listing(run.path).filter { !EventFileName.isEventFile($0) }
        #expect(names == ["projector", "projector_config.pbtxt"])
        #expect(try listing(run.path("projector/a/00000")) == ["tensors.tsv"])
    }

    @Test func manyWritersLoseNoEntry() async throws {
        let run = try ScratchDirectory()
        let path = run.path
        try await withThrowingTaskGroup { group in
            for index in 0..<16 {
                group.addTask {
                    let writer = try SummaryWriter(logdir: path.string, options: .silent)
                    writer.addEmbedding("e\(index)", [Float(1)].shaped(1, 1))
                    // On a busy machine the others may hold the lock for longer than one flush waits.
                    try Patience.wait(for: "the lock of a directory") {
                        do throws(WriterError) {
                            try writer.flush()
                            return true
                        } catch {
                            guard error.code == .inUse else { throw error }
                            return false
                        }
                    }
                    try writer.close()
                }
            }
            try await group.waitForAll()
        }
        let config = try run.text("projector_config.pbtxt")
        for index in 0..<16 { #expect(config.contains("\"e\(index):00000\"")) }
    }

    @Test func anUnreadableListDoesNotBlockOtherWork() throws {
        let run = try ScratchDirectory(["projector_config.pbtxt": Array("embeddings {".utf8)])
        let writer = try SummaryWriter(logdir: run.path.string, options: .silent)
        writer.addEmbedding("a", matrix)
        writer.addScalar("loss", 1, step: 1)
        let error = #expect(throws: WriterError.self) { try writer.flush() }
        #expect(error?.code == .projectorConfig)
        let file = try #require(writer.eventFile)
        #expect(try ScratchFile.contents(of: file).count > 100)
        try run.remove("projector_config.pbtxt")
        try writer.close()
        #expect(try run.text("projector_config.pbtxt").contains("a:00000"))
    }

    @Test func anUnreadableListIsKept() throws {
        let run = try ScratchDirectory(["projector_config.pbtxt": Array("embeddings {".utf8)])
        let files = ProjectorFiles(
            ProjectorName("a", step: 0),
            matrix: try EmbeddingMatrix(matrix),
            format: .tsv,
            metadata: nil,
            sprite: nil
        )
        let error = #expect(throws: ProjectorError.self) { try files.write(below: run.path) }
        #expect(error?.code == .unreadableConfig(offset: 12))
        #expect(error?.path == run.path("projector_config.pbtxt"))
        #expect(try run.text("projector_config.pbtxt") == "embeddings {")
    }

    @Test func aMissingRunIsAnError() throws {
        let run = try ScratchDirectory()
        let files = ProjectorFiles(
            ProjectorName("a", step: 0),
            matrix: try EmbeddingMatrix(matrix),
            format: .tsv,
            metadata: nil,
            sprite: nil
        )
        let error = #expect(throws: ProjectorError.self) {
            try files.write(below: run.path("gone"))
        }
        #expect(error?.errno == .noSuchFileOrDirectory)
    }

    @Test func theLockIsWaitedForOnlySoLong() throws {
        let run = try ScratchDirectory()
        let lock = try DirectoryLock(run.path)
        let error = #expect(throws: ProjectorError.self) {
            try DirectoryLock(run.path, milliseconds: 20).release()
        }
        #expect(error?.code == .locked)
        lock.release()
        try DirectoryLock(run.path, milliseconds: 20).release()
    }

    @Test(arguments: [
        ("a", 5, "a:00005", "a/00005"), ("a-b_9", -3, "a-b_9:-00003", "a-b_9/-00003"),
        ("a", 1_234_567, "a:1234567", "a/1234567"),
        ("layer/A b", 0, "layer/A b:00000", "layer___b-ae6e5feac5eb3c15/00000"),
        ("a&b", 0, "a_b-e71fa2190541574b:00000", "a_b-e71fa2190541574b/00000"),
        ("tfevents", 0, "tfevents:00000", "embedding-d7c2f3a1e0b5c6d4/00000"),
    ])
    func namesAreSafe(name: String, step: Int, listed: String, stored: String) {
        let result = ProjectorName(name, step: step)
        // The fingerprint's digits are its own business; that there is one is not.
        func masked(_ text: String) -> String {
            text.replacing(/-[0-9a-f]{16}/, with: "-#")
        }
        #expect(masked(result.tensorName) == masked(listed))
        #expect(masked(result.directory) == masked("projector/" + stored))
    }

    @Test func namesThatLookAlikeHaveTheirOwnFiles() {
        let names =
            ["a/b", "a_b", "a b", "A_b", "a&b", "../a", "é", "e\u{301}", "\0", "tfevents"]
            + [0, 1].map { String(repeating: "x", count: 200) + "\($0)" }
        let results = names.map { ProjectorName($0, step: 0) }
        #expect(Set(results.map { $0.directory.lowercased() }).count == names.count)
        #expect(Set(results.map { Array($0.tensorName.utf8) }).count == names.count)
        for result in results {
            let parts = result.directory.split(separator: "/")
            #expect(parts.count == 3)
            #expect(
                parts.allSatisfy { $0.utf8.count < 128 && !$0.contains("tfevents") && $0 != ".." }
            )
        }
    }

    private func listing(_ path: FilePath) throws -> [String] {
        try FileListing.names(path.string)
    }
}
