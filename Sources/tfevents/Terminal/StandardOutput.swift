import ArgumentParser
import Platform
import SystemPackage

/// Standard output, for the report.
enum StandardOutput {
    /// Writes text.
    ///
    /// A reader that has gone away, as `head` does, ends the tool quietly with the given exit code:
    /// the findings do not depend on who reads about them.
    ///
    /// - Throws: The exit status when the text cannot be written.
    static func print(_ text: String, exitCode: Int32) throws {
        do {
            try FileDescriptor.standardOutput.writeAll(Array(text.utf8))
        } catch Errno.brokenPipe {
            throw ExitCode(exitCode)
        } catch {
            StandardError.print(
                "tfevents: cannot write the report: \(System.explanation(of: error))"
            )
            throw ExitCode(System.outputFailed)
        }
    }
}
