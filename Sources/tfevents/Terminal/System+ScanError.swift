import ArgumentParser
import EventInspector
internal import Logdirs
import Platform

extension System {
    /// Prints why a scan could not begin, a line for each path, and returns the exit status.
    static func exit(reporting error: ScanError) -> ExitCode {
        let errors = if case .several(let errors) = error { errors } else { [error] }
        for error in errors.prefix(ScanError.pathLimit) { print(error) }
        if errors.count > ScanError.pathLimit {
            StandardError.print("tfevents: … and \(errors.count - ScanError.pathLimit) more")
        }
        return if case .notEventFiles = error { ExitCode(badData) } else { ExitCode(noInput) }
    }

    private static func print(_ error: ScanError) {
        switch error {
        case .remotePath(let remote): Complaints.print(error.description, path: remote.text)
        case .noSuchPath(let path): Complaints.print(error.description, path: path)
        default:
            for line in error.description.split(whereSeparator: \.isNewline) {
                StandardError.print("tfevents: \(line)")
            }
        }
    }
}
