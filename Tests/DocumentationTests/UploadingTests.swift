import Foundation
import Synchronization
import SystemPackage
import TensorBoard
import TestSupport
import Testing

/// The code of "Uploading files and records", and of the doc comments of its types.
@Suite struct UploadingTests {
    @Test func finishedFilesAreUploaded() async throws {
        let scratch = try ScratchDirectory()
        let logdir = scratch.path.string
        let uploaded = Keys()
        @Sendable func upload(_ path: String, _ key: String) throws {
            _ = try Data(contentsOf: URL(fileURLWithPath: path))
            uploaded.add(key)
        }
        let (files, continuation) = AsyncStream.makeStream(of: FinishedFile.self)
        let uploads = Task {
            for await file in files {
                let name = file.path.lastComponent?.string ?? ""
                let key = file.run.isEmpty ? name : file.run + "/" + name
                try upload(file.path.string, key)
            }
        }
        let rotation = FileRotation(byteCount: 64 << 20, interval: .seconds(600)) { file in
            continuation.yield(file)
        }
        try SummaryWriter.withWriter(
            logdir: logdir,
            options: .init(rotation: rotation)
        ) { writer in
            for step in 0..<1_000 { writer.addScalar("loss", 1 / Float(step + 1), step: step) }
        }
        continuation.finish()
        try await uploads.value
        #expect(uploaded.all.count == 1)
    }

    /// What the article passes to the command line of AWS, which an interop test runs.
    @Test func aFailingUploadThrows() {
        #expect(throws: (any Error).self) { try AWS.upload("/nonexistent/file", "key") }
    }

    @Test func aSinkTakesRecords() throws {
        final class MemorySink: RecordSink {
            private let bytes = Mutex<[UInt8]>([])

            func write(_ batch: RecordBatch) { bytes.withLock { $0 += batch.bytes } }
        }

        let writer = SummaryWriter(to: MemorySink())

        writer.addScalar("a", 1, step: 1)
        try writer.close()
        #expect(writer.droppedCount == 0)
    }

    @Test func filesAreRotated() throws {
        try inScratchDirectory {
            let rotation = FileRotation(byteCount: 64 << 20, interval: .seconds(600)) { file in
                print("finished", file.path)
            }
            let writer = try SummaryWriter(logdir: "runs/1", options: .init(rotation: rotation))
            try writer.close()
        }
    }

    @Test func signalsAreAwaited() throws {
        try inScratchDirectory {
            let writer = try SummaryWriter(
                logdir: "runs/mnist",
                options: .init(flushOnTermination: [.sigterm, .sigint])
            )
            try writer.close()
        }
    }
}

private enum AWS {
    static func upload(_ path: String, _ key: String) throws {
        func upload(_ path: String, _ key: String) throws {
            let aws = Process()
            aws.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            aws.arguments = ["aws", "s3", "cp", path, "s3://logs/run-1/" + key]
            try aws.run()
            aws.waitUntilExit()
            guard aws.terminationStatus == 0 else { throw CocoaError(.fileWriteUnknown) }
        }

        try upload(path, key)
    }
}

/// The keys of what was uploaded.
private final class Keys: Sendable {
    private let keys = Mutex<[String]>([])

    var all: [String] { keys.withLock { $0 } }

    func add(_ key: String) { keys.withLock { $0.append(key) } }
}
