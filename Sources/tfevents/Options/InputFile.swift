import ArgumentParser
import EventInspector
import Platform
import SystemPackage

/// A file that the command line names, or standard input.
enum InputFile {
    /// Reads the file to its end, piece by piece.
    ///
    /// - Throws: The error of `body`, or the exit status when the file cannot be read.
    static func read(_ path: String, _ body: (ArraySlice<UInt8>) throws -> Void) throws {
        let isStandardInput = path == "-"
        let file: FileDescriptor
        var piece = [UInt8](repeating: 0, count: 1 << 20)
        do {
            file = try isStandardInput ? .standardInput : .open(FilePath(path), .readOnly)
        } catch {
            throw unreadable(path, error)
        }
        defer { if !isStandardInput { try? file.close() } }
        while true {
            let count: Int
            do {
                count = try piece.withUnsafeMutableBytes { try file.read(into: $0) }
            } catch {
                throw unreadable(path, error)
            }
            guard count > 0 else { return }
            try body(piece[..<count])
        }
    }

    private static func unreadable(_ path: String, _ error: any Error) -> ExitCode {
        let name = path == "-" ? "standard input" : path
        StandardError.print("tfevents: \(name): \(System.explanation(of: error))")
        return ExitCode(System.noInput)
    }
}
