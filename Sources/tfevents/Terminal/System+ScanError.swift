import ArgumentParser
import EventInspector
internal import Logdirs
import Platform

extension System {
    /// Prints why a scan could not begin, a line for each path, and returns the exit status.
    static func exit(reporting error: ScanError) -> ExitCode {
        if case .remotePath(let remote) = error {
            Complaints.print(error.description, path: remote.text)
        } else {
            for line in error.description.split(whereSeparator: \.isNewline) {
                StandardError.print("tfevents: \(line)")
            }
        }
        return if case .notEventFiles = error { ExitCode(badData) } else { ExitCode(noInput) }
    }
}
