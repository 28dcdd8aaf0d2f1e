internal import Platform
internal import Synchronization
package import SystemPackage
internal import TFRecord

/// A temporary copy of a stream, which can be read repeatedly; removed with its last reference.
///
/// It is in the directory `TMPDIR`, or in `/tmp`.
package final class SpooledStream: Sendable {
    package let path: FilePath
    /// Why it does not hold all that was read; nil if it does.
    package var loss: Loss? { state.withLock { $0.loss } }
    private let descriptor: FileDescriptor
    /// Whether the copy has a name, which must be removed.
    private let isNamed: Bool
    /// Where it was made, for errors.
    private let name: String
    private let limit: Int
    private let state = Mutex(State())

    /// A reason why a copy was given up.
    package enum Loss: Hashable, Sendable {
        /// The stream is larger than a copy may be.
        case tooLarge(limit: Int)
        /// The copy could not be written.
        case notWritten(Errno)
    }

    private struct State {
        var byteCount = 0
        var loss: Loss?
    }

    /// Creates an empty copy of a stream.
    ///
    /// - Parameters:
    ///   - file: The stream, named in errors.
    ///   - limit: The most bytes to keep; a copy of a longer stream is given up.
    /// - Throws: ``ScanError`` when there is no place for a copy.
    package init(for file: LogdirFile, limit: Int = .max) throws(ScanError) {
        let directory = getenv("TMPDIR").map { String(cString: $0) } ?? ""
        let name = (directory.isEmpty ? "/tmp" : directory) + "/tfevents-XXXXXX"
        var template = Array(name.utf8CString)
        let number = mkstemp(&template)
        guard number >= 0 else {
            throw Self.failure(of: file, name, Errno(rawValue: errno))
        }
        self.name = name
        self.limit = limit
        descriptor = FileDescriptor(rawValue: number)
        // A name would survive a death by a signal.
        let byNumber = FilePath("/dev/fd/\(number)")
        let isReachable =
            FileStatus(of: byNumber)?.identity == FileStatus(of: number)?.identity
        isNamed = !isReachable
        path = isReachable ? byNumber : FilePath(platformString: template)
        if isReachable { unlink(template) }
    }

    /// Copies a file if it is a stream; `nil` if it can be read twice as it is.
    package convenience init?(of file: LogdirFile) throws(ScanError) {
        guard file.isReadOnce else { return nil }
        try self.init(for: file)
        do {
            try copy(try file.open())
        } catch {
            // The scan will fail as well and report it; there is nothing to explain.
            throw .notSpooled(path: file.logdir, copy: name, reason: error.description)
        }
        if case .notWritten(let error) = loss {
            throw Self.failure(of: file, name, error)
        }
    }

    deinit {
        if isNamed { _ = path.withPlatformString { unlink($0) } }
        try? descriptor.close()
    }

    /// Adds what was read of the stream; a copy that cannot hold it is given up.
    func add(_ bytes: UnsafeRawBufferPointer) {
        state.withLock { state in
            guard state.loss == nil else { return }
            if bytes.count > limit - state.byteCount {
                state.loss = .tooLarge(limit: limit)
            } else {
                do {
                    try descriptor.writeAll(bytes)
                    state.byteCount += bytes.count  // in range: at most the limit
                } catch {
                    state.loss = .notWritten(error as? Errno ?? .ioError)
                }
            }
            // Others may be waiting for the room.
            if state.loss != nil { ftruncate(descriptor.rawValue, 0) }
        }
    }

    private func copy(_ source: any ByteSource) throws(RecordError) {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 64)
        defer { buffer.deallocate() }
        while loss == nil {
            let count = try source.read(into: buffer)
            guard count > 0 else { return }
            add(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
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

/// A stream of which a copy is kept while it is read.
final class SpoolingSource: ByteSource {
    private let source: any ByteSource
    private let copy: SpooledStream

    init(_ source: any ByteSource, into copy: SpooledStream) {
        self.source = source
        self.copy = copy
    }

    var randomAccess: FileSource? { nil }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(RecordError) -> Int {
        let count = try source.read(into: buffer)
        copy.add(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        return count
    }
}
