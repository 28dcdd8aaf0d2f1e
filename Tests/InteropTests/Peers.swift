import Foundation
import SystemPackage
import TestSupport
import Testing

/// The Python programs of `Tests/Interop`, which look at logdirs with TensorBoard itself.
///
/// They run in the Python that `TFEVENTS_PYTHON` names, a virtual environment with what
/// `Tests/Interop/requirements.txt` lists. Without it the tests are skipped; where they must not
/// be, `TFEVENTS_REQUIRE_INTEROP=1` makes it, and a missing Chromium, a failure.
enum Peers {
    static let hint: Comment = """
        set TFEVENTS_PYTHON to a Python that has Tests/Interop/requirements.txt installed
        """
    static let browserHint: Comment = """
        install chromium and chromium-driver, and set TFEVENTS_PYTHON
        """

    static var python: String? {
        ProcessInfo.processInfo.environment["TFEVENTS_PYTHON"].flatMap { $0.isEmpty ? nil : $0 }
    }

    static let torchHint: Comment = """
        install torch in the environment of the Python that TFEVENTS_PYTHON names
        """

    /// Whether that Python has PyTorch, which is large and not among the requirements.
    static var hasTorch: Bool {
        guard python != nil else { return false }
        return (try? run("check_hook.py", "--present"))?.status == 0
    }

    private static var isRequired: Bool {
        ProcessInfo.processInfo.environment["TFEVENTS_REQUIRE_INTEROP"] == "1"
    }

    /// Whether to run what needs Python; fails then where there is none.
    static var areWanted: Bool { isRequired || python != nil }

    /// Whether to run what needs Chromium too; fails then where there is none.
    static var areWantedWithBrowser: Bool {
        isRequired || python != nil && ["chromium", "chromedriver"].allSatisfy(isInstalled)
    }

    /// Where pictures of TensorBoard's pages are left.
    static var screenshots: FilePath {
        ProcessInfo.processInfo.environment["TFEVENTS_SCREENSHOTS"].map { FilePath($0) }
            ?? Fixtures.testsDirectory.removingLastComponent()
            .appending(".build").appending("screenshots")
    }

    /// What a program gave.
    struct Outcome {
        let status: Int32
        let output: String
    }

    /// Runs a program of `Tests/Interop` and waits for it.
    static func run(_ script: String, _ arguments: String...) throws -> Outcome {
        let python = try #require(python, "TFEVENTS_PYTHON is not set")
        let process = Process()
        process.currentDirectoryURL = URL(fileURLWithPath: Fixtures.packageDirectory)
        process.executableURL = URL(fileURLWithPath: python)
        let path = Fixtures.testsDirectory.appending("Interop").appending(script)
        process.arguments = ["-B", path.string] + arguments
        let scratch = try ScratchDirectory(["output": []])
        // A file cannot fill up as a pipe could.
        let output = try #require(FileHandle(forWritingAtPath: scratch.path("output").string))
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = output
        try process.run()
        process.waitUntilExit()
        let text = try String(contentsOfFile: scratch.path("output").string, encoding: .utf8)
        return Outcome(status: process.terminationStatus, output: text)
    }

    private static func isInstalled(_ program: String) -> Bool {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        return path.split(separator: ":").contains {
            FileManager.default.isExecutableFile(atPath: "\($0)/\(program)")
        }
    }
}
