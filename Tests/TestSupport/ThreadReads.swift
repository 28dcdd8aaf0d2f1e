internal import SystemPackage

/// Counts the bytes that a piece of code reads from files, pipes and devices.
///
/// Tests bound work by it rather than by time, which depends on the machine and its other work.
package enum ThreadReads {
    /// The bytes that the calling thread reads while `body` runs, nil where the system does not say.
    package static func byteCount(during body: () throws -> Void) rethrows -> Int? {
        let before = soFar
        try body()
        guard let before, let after = soFar else { return nil }
        return after - before
    }

    /// The count `rchar` of Linux's `/proc/thread-self/io`, see proc(5).
    private static var soFar: Int? {
        guard let file = try? FileDescriptor.open("/proc/thread-self/io", .readOnly) else {
            return nil
        }
        var bytes = [UInt8](repeating: 0, count: 512)
        let count = bytes.withUnsafeMutableBytes { try? file.read(into: $0) }
        try? file.close()
        guard let count else { return nil }
        let fields = String(decoding: bytes.prefix(count), as: UTF8.self)
            .split(whereSeparator: \.isWhitespace)
        guard let name = fields.firstIndex(of: "rchar:") else { return nil }
        return Int(fields[name + 1])
    }
}
