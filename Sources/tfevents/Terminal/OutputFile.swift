import ArgumentParser
import Platform
import SystemPackage

/// A file for the report.
enum OutputFile {
    /// Replaces the file's content.
    ///
    /// - Throws: The exit status when the text cannot be written.
    static func write(_ text: String, to path: String) throws {
        do {
            let file = try FileDescriptor.open(
                FilePath(path),
                .writeOnly,
                options: [.create, .truncate],
                permissions: [
                    .ownerReadWrite, .groupRead, .otherRead,
                ]
            )
            _ = try file.closeAfter { try file.writeAll(Array(text.utf8)) }
        } catch {
            StandardError.print(
                "tfevents: \(path): cannot write the report: \(System.explanation(of: error))"
            )
            throw ExitCode(System.outputFailed)
        }
    }
}
