import Foundation
import Synchronization
import SystemPackage
import TFRecord
import TensorBoard
import TestSupport
import Testing

/// Files that are rotated and uploaded with the AWS command line are a run in an object store.
@Suite(
    .enabled(if: Peers.areWanted, Peers.hint),
    .enabled(if: LocalS3.isInstalled, LocalS3.hint),
    .serialized
)
struct UploadInteropTests {
    @Test func uploadedFilesAreTheRun() throws {
        let s3 = try LocalS3()
        let local = try ScratchDirectory()
        let logdir = try InteropLogdir()
        let uploads = Uploads()
        var options = SummaryWriter.Options()
        options.rotation = FileRotation(byteCount: 20_000) { file in
            uploads.add(Result { try s3.upload(file) })
        }
        let writer = try SummaryWriter(logdir: local.path.string, options: options)
        for (name, run) in [(".", writer), ("train", writer.subrun(named: "train"))] {
            for step in 0..<600 {
                run.addScalar("loss", step, step: step)
                logdir.expectScalar(Double(step), step: step, run: name, tag: "loss")
                if step % 200 == 199 { try writer.flush() }
            }
        }
        try writer.close()
        for upload in uploads.all { try upload.get() }
        #expect(uploads.all.count >= 4)
        // Nothing is left but in the store.
        #expect(try FileManager.default.subpathsOfDirectory(atPath: local.path.string).count == 1)

        try s3.download(to: logdir.path)
        try logdir.writeExpectation()
        for script in ["check_readback.py", "check_api.py"] {
            let outcome = try Peers.run(script, logdir.path)
            #expect(outcome.status == 0, "\(outcome.output)")
        }
    }
}

/// How uploads ended, from whatever thread.
private final class Uploads: Sendable {
    private let results = Mutex<[Result<Void, any Error>]>([])

    var all: [Result<Void, any Error>] { results.withLock { $0 } }

    func add(_ result: Result<Void, any Error>) { results.withLock { $0.append(result) } }
}

/// An S3 on this machine, and the AWS command line for it.
private final class LocalS3: Sendable {
    static let hint: Comment = """
        install moto[server] and awscli in the environment of the Python that TFEVENTS_PYTHON names
        """

    static var isInstalled: Bool {
        guard Peers.python != nil else { return false }
        return (try? Peers.run("s3_server.py", "--present"))?.status == 0
    }

    private let server: Process
    private let input: Pipe
    private let url: String

    init() throws {
        let scratch = try ScratchDirectory()
        let ready = scratch.path("ready")
        let (server, input) = (Process(), Pipe())
        server.executableURL = URL(fileURLWithPath: try #require(Peers.python))
        let script = Fixtures.testsDirectory.appending("Interop").appending("s3_server.py")
        server.arguments = ["-B", script.string, ready.string]
        server.currentDirectoryURL = URL(fileURLWithPath: Fixtures.packageDirectory)
        server.standardInput = input
        server.standardOutput = FileHandle.nullDevice
        server.standardError = FileHandle.nullDevice
        try server.run()
        try Patience.wait(for: "a local S3") {
            if !server.isRunning { throw Errno.noChildProcess }
            return FileStatus(of: ready) != nil
        }
        url = String(decoding: try ScratchFile.contents(of: ready), as: UTF8.self)
        (self.server, self.input) = (server, input)
    }

    deinit {
        try? input.fileHandleForWriting.close()
        server.waitUntilExit()
    }

    /// Uploads a file, and removes it.
    func upload(_ file: FinishedFile) throws {
        let name = file.path.lastComponent?.string ?? ""
        let key = file.run.isEmpty ? name : file.run + "/" + name
        try run("s3", "cp", "--only-show-errors", file.path.string, "s3://logs/run-1/" + key)
        try FileManager.default.removeItem(atPath: file.path.string)
    }

    func download(to directory: String) throws {
        try run("s3", "sync", "--only-show-errors", "s3://logs/run-1/", directory)
    }

    private func run(_ arguments: String...) throws {
        let aws = Process()
        aws.executableURL = URL(fileURLWithPath: try #require(Peers.python))
        aws.arguments = ["-m", "awscli", "--endpoint-url", url] + arguments
        aws.currentDirectoryURL = URL(fileURLWithPath: Fixtures.packageDirectory)
        aws.environment = ProcessInfo.processInfo.environment.merging([
            "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_DEFAULT_REGION": "us-east-1",
        ]) { $1 }
        try aws.run()
        aws.waitUntilExit()
        guard aws.terminationStatus == 0 else { throw Errno.ioError }
    }
}
