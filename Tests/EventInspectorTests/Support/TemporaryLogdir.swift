import EventInspector
import Platform
import SystemPackage
import TestSupport
import Testing

/// A logdir that a test fills, scans and watches.
final class TemporaryLogdir {
    let files: ScratchDirectory

    init(_ files: [String: [UInt8]] = [:]) throws {
        self.files = try ScratchDirectory(files)
    }

    /// Makes a logdir with one run, read from a line as ``RunBuilder`` has it.
    convenience init(run line: String) throws {
        try self.init(RunBuilder(line).fileBytes)
    }

    var path: String { files.path.string }

    func path(_ name: String) -> String { files.path(name).string }

    func scan(jobs: Int = 1) throws -> ScanReport {
        try LogdirScanner(options: ScanOptions(jobs: jobs)).scan([path])
    }

    func follower() -> LogdirFollower {
        LogdirFollower([path], options: ScanOptions(jobs: 1))
    }

    /// Makes a named pipe, which nobody writes to.
    func makePipe(_ name: String) throws {
        let status = files.path(name).withPlatformString { mkfifo($0, 0o600) }
        guard status == 0 else { throw Errno(rawValue: errno) }
    }
}

/// A logdir and its follower, held against a scan at each look.
final class Watch {
    let logdir: TemporaryLogdir
    var follower: LogdirFollower

    init(_ files: [String: [UInt8]]) throws {
        logdir = try TemporaryLogdir(files)
        follower = logdir.follower()
    }

    convenience init(run line: String) throws {
        try self.init(RunBuilder(line).fileBytes)
    }

    /// Looks, and expects the report to be a scan's.
    ///
    /// - Returns: The new findings, such as `loss nan 3`.
    func look(sourceLocation: SourceLocation = #_sourceLocation) throws -> [String] {
        let found = try follower.look()
        let (report, scan) = (follower.report(), try logdir.scan())
        #expect(report.findings == scan.findings, sourceLocation: sourceLocation)
        #expect(report.origin == scan.origin, sourceLocation: sourceLocation)
        #expect(report.runs == scan.runs, sourceLocation: sourceLocation)
        #expect(report.exitCode == scan.exitCode, sourceLocation: sourceLocation)
        return found.map { "\($0.tag) \($0.kind.rawValue) \($0.first.step)" }
    }
}

/// A gzip file of stored blocks: as long as what it holds, so that it can be cut anywhere.
enum StoredGzip {
    static func file(_ bytes: [UInt8], blockByteCount: Int = 64) -> [UInt8] {
        var file: [UInt8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]
        for start in stride(from: 0, to: bytes.count, by: blockByteCount) {
            let block = bytes[start..<min(start + blockByteCount, bytes.count)]
            let length = UInt16(block.count)
            file.append(block.endIndex == bytes.count ? 1 : 0)
            file += littleEndian(length) + littleEndian(~length) + block
        }
        return file + littleEndian(checksum(bytes)) + littleEndian(UInt32(bytes.count))
    }

    /// CRC-32 as RFC 1952 has it.
    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var state: UInt32 = .max
        for byte in bytes {
            state ^= UInt32(byte)
            for _ in 0..<8 { state = state & 1 == 0 ? state >> 1 : (state >> 1) ^ 0xedb8_8320 }
        }
        return ~state
    }

    private static func littleEndian(_ value: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: value.littleEndian) { [UInt8]($0) }
    }
}
