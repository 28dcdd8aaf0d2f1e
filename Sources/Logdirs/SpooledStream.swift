internal import Platform
package import SystemPackage
internal import TFRecord

/// A temporary copy of a stream, which can be read repeatedly; removed with its last reference.
///
/// It is in the directory `TMPDIR`, or in `/tmp`.
package final class SpooledStream {
    package let path: FilePath
    private let descriptor: FileDescriptor
    /// Whether the copy has a name, which must be removed.
    private let isNamed: Bool

    /// Copies a file if it is a stream; `nil` if it can be read twice as it is.
    package init?(of file: LogdirFile) throws(ScanError) {
        if let path = file.path {
            guard file.failure == nil, !file.isRegular, FileStatus(of: path)?.kind == .stream
            else { return nil }
        }
        let directory = getenv("TMPDIR").map { String(cString: $0) } ?? ""
        let name = (directory.isEmpty ? "/tmp" : directory) + "/tfevents-XXXXXX"
        var template = Array(name.utf8CString)
        let number = mkstemp(&template)
        guard number >= 0 else {
            throw Self.failure(of: file, name, Errno(rawValue: errno))
        }
        descriptor = FileDescriptor(rawValue: number)
        // A name would survive a death by a signal.
        let byNumber = FilePath("/dev/fd/\(number)")
        let isReachable =
            FileStatus(of: byNumber)?.identity == FileStatus(of: number)?.identity
        isNamed = !isReachable
        path = isReachable ? byNumber : FilePath(platformString: template)
        if isReachable { unlink(template) }
        do {
            let source = try file.open()
            try Self.copy(source, to: descriptor)
        } catch let error as RecordError {
            // The scan will fail as well and report it; there is nothing to explain.
            throw .notSpooled(path: file.logdir, copy: name, reason: error.description)
        } catch {
            throw Self.failure(of: file, name, error as? Errno)
        }
    }

    deinit {
        if isNamed { _ = path.withPlatformString { unlink($0) } }
        try? descriptor.close()
    }

    private static func copy(_ source: any ByteSource, to file: FileDescriptor) throws {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 64)
        defer { buffer.deallocate() }
        while true {
            let count = try source.read(into: buffer)
            guard count > 0 else { return }
            try file.writeAll(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
    }

    private static func failure(of file: LogdirFile, _ name: String, _ error: Errno?) -> ScanError {
        let advice = error.flatMap(\.advice)
        return .notSpooled(
            path: file.logdir,
            copy: name,
            reason: (error.map(String.init(describing:)) ?? "unknown")
                + (advice.map { "; \($0)" } ?? "")
        )
    }
}
