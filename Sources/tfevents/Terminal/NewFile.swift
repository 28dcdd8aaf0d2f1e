import ArgumentParser
import Platform
import SystemPackage

/// An output that appears under its name when it is whole, or standard output.
final class NewFile {
    private let path: FilePath?
    private let temporary: FilePath?
    private let file: FileDescriptor
    private var isOpen = true

    /// Begins an output.
    ///
    /// - Parameter path: The file's path; `nil` for standard output.
    /// - Throws: The exit status when the file cannot be created.
    init(_ path: String?) throws {
        guard let path else {
            (self.path, temporary, file) = (nil, nil, .standardOutput)
            return
        }
        let target = Self.target(path)
        // A device or a pipe is written to, not replaced.
        let isReplaced = Self.isReplaceable(target)
        var place = target
        if isReplaced {
            place = target.removingLastComponent()
            place.append(".\(target.lastComponent?.string ?? "export").\(getpid()).part")
        }
        do {
            file = try FileDescriptor.open(
                place,
                .writeOnly,
                options: isReplaced ? [.create, .truncate, .closeOnExec] : .closeOnExec,
                permissions: isReplaced ? [.ownerReadWrite, .groupRead, .otherRead] : nil
            )
        } catch {
            throw Self.failure(path, error)
        }
        self.path = target
        temporary = isReplaced ? place : nil
    }

    /// The file itself, if a link leads to it.
    private static func target(_ path: String) -> FilePath {
        guard let resolved = realpath(path, nil) else { return FilePath(path) }
        defer { free(resolved) }
        return FilePath(String(cString: resolved))
    }

    private static func isReplaceable(_ path: FilePath) -> Bool {
        var status = stat()
        guard stat(path.string, &status) == 0 else { return true }
        return status.st_mode & S_IFMT == S_IFREG
    }

    deinit {
        guard isOpen, path != nil else { return }
        // Nobody wants half a file.
        try? file.close()
        if let temporary { _ = temporary.withPlatformString { unlink($0) } }
    }

    /// Writes bytes.
    ///
    /// - Throws: The error, which ``failure(_:)`` tells.
    func write(_ bytes: [UInt8]) throws(Errno) {
        let result = bytes.withUnsafeBytes { bytes in
            Result { () throws(Errno) in try write(bytes) }
        }
        try result.get()
    }

    /// Writes bytes.
    ///
    /// - Throws: The error, which ``failure(_:)`` tells.
    func write(_ bytes: UnsafeRawBufferPointer) throws(Errno) {
        do {
            _ = try file.writeAll(bytes)
        } catch let error as Errno {
            throw error
        } catch {
            throw .ioError
        }
    }

    /// Gives the file its name.
    ///
    /// - Throws: The exit status when that fails.
    func finish() throws {
        guard let path else { return }
        isOpen = false
        guard let temporary else {
            do { try file.close() } catch { throw Self.failure(path.string, error) }
            return
        }
        do {
            try file.close()
            guard rename(temporary.string, path.string) == 0 else { throw Errno(rawValue: errno) }
        } catch {
            _ = temporary.withPlatformString { unlink($0) }
            throw Self.failure(path.string, error)
        }
    }

    /// Tells why the output could not be written.
    ///
    /// - Returns: The exit status. A reader that has gone away, as `head` does, is no failure.
    func failure(_ error: Errno) -> ExitCode {
        if path == nil, error == .brokenPipe { return ExitCode(0) }
        return Self.failure(path?.string ?? "standard output", error)
    }

    private static func failure(_ path: String, _ error: any Error) -> ExitCode {
        StandardError.print(
            "tfevents: \(path): cannot write the export: \(System.explanation(of: error))"
        )
        return ExitCode(System.outputFailed)
    }
}
