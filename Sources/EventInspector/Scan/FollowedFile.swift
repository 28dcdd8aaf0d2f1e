internal import SystemPackage
internal import TFRecord

/// What a follower knows of one file.
struct FollowedFile {
    let file: EventFile
    let scan: FileScan
    /// Why the file could not be opened at the last look.
    var failure: RecordError?
    /// What the file system said of it at the last look that read from it.
    var status: FileStatus?
    /// Whether it was missing at the last look.
    var isGone = false
    /// A checksum of the last bytes that were read.
    private var end: UInt32?
    private var damagedParts: [(issue: FileIssue, checksum: UInt32)] = []

    init(file: EventFile, scan: FileScan) {
        self.file = file
        self.scan = scan
    }

    var byteCount: Int? { status?.byteCount }

    /// Whether the file is no longer the one that was read.
    func mustBeReadAnew(now: FileStatus?) -> Bool {
        guard let status else { return false }
        let size = now?.byteCount ?? 0
        return isGone || now?.identity != status.identity || size < scan.resumeOffset
            || (scan.isCompressed && size != status.byteCount) || damageHasChanged
            || (size != status.byteCount && end != checksumOfEnd)
    }

    /// Notes what stands in the damaged parts, to see when it is mended, and at the end, to see
    /// when a file was written anew.
    mutating func remember() {
        end = checksumOfEnd
        let parts = scan.issues.filter { $0.kind.isDamage && $0.byteCount > 0 }
        guard !parts.isEmpty, let source = open() else {
            damagedParts = []
            return
        }
        damagedParts = parts.prefix(Self.partLimit).map { ($0, Self.checksum(of: $0, in: source)) }
    }

    private var checksumOfEnd: UInt32? {
        guard let source = open(), scan.resumeOffset > 0 else { return nil }
        let size = min(scan.resumeOffset, Self.seamByteCount)
        let part = FileIssue(
            kind: .unreadable, offset: scan.resumeOffset - size, byteCount: size)
        return Self.checksum(of: part, in: source)
    }

    private var damageHasChanged: Bool {
        guard !damagedParts.isEmpty, let source = open() else { return false }
        return damagedParts.contains { Self.checksum(of: $0.issue, in: source) != $0.checksum }
    }

    private func open() -> FileSource? {
        guard let path = file.path, !scan.isCompressed else { return nil }
        return try? FileSource(opening: path)
    }

    /// A checksum of both ends of a damaged part, where blocks that come late are seen.
    private static func checksum(of issue: FileIssue, in source: FileSource) -> UInt32 {
        let size = min(issue.byteCount, endByteCount)
        let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 16)
        defer { bytes.deallocate() }
        var checksum = CRC32C()
        for offset in [issue.offset, issue.offset + issue.byteCount - size] {
            let count = (try? source.read(at: offset, into: bytes)) ?? 0
            checksum.update(UnsafeRawBufferPointer(rebasing: bytes[..<count]))
        }
        return checksum.value
    }

    private static let partLimit = 64
    private static let seamByteCount = 64
    private static let endByteCount = 64 * 1024
}
