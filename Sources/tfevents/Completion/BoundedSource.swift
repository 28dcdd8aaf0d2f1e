import Platform
import TFRecord

/// The first bytes of a file, until time is up.
final class BoundedSource: ByteSource {
    private let file: FileSource
    private var remaining: Int
    private let deadline: Double

    /// Bounds the bytes read from `file`, and by ``Clock/uptime`` the time.
    init(_ file: FileSource, byteCount: Int, deadline: Double) {
        self.file = file
        self.remaining = byteCount
        self.deadline = deadline
    }

    /// Not the file itself, which would have no bounds.
    var randomAccess: FileSource? { nil }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(RecordError) -> Int {
        guard remaining > 0, Clock.uptime < deadline else { return 0 }
        let part = UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(remaining))
        let count = try file.read(into: part)
        remaining -= count
        return count
    }
}
