internal import Logdirs
internal import SystemPackage
internal import TFRecord

/// A follower's state of one file.
struct FollowedFile {
    let file: LogdirFile
    let scan: FileScan
    /// The reason why the file could not be opened at the last look.
    var failure: RecordError?
    /// What the file was at the last look, if neither an event file nor a dataset.
    var foreign: ForeignFile?
    /// The file's status at the last look that read from it.
    var status: FileStatus?
    /// Whether it was missing at the last look.
    var isGone = false
    /// A checksum of both ends of the bytes that were read.
    private var checksumOfRead: UInt32?
    private var damagedParts: [(range: Range<Int>, checksum: UInt32)] = []

    init(file: LogdirFile, scan: FileScan) {
        self.file = file
        self.scan = scan
    }

    var byteCount: Int? { status?.byteCount }

    /// Whether the file was replaced since it was read.
    func mustBeReadAnew(now: FileStatus?) -> Bool {
        guard let status else { return false }
        let size = now?.byteCount ?? 0
        return isGone || now?.identity != status.identity || size < scan.resumeOffset
            || (scan.isCompressed && size != status.byteCount) || damageHasChanged
            || (size != status.byteCount && checksumOfRead != currentChecksumOfRead)
    }

    /// Records checksums of the damaged parts, to notice when they are repaired, and of both ends
    /// of the bytes read, to notice when the file is rewritten.
    mutating func remember() {
        checksumOfRead = currentChecksumOfRead
        let parts = scan.issues.filter { $0.kind.isDamage && $0.byteCount > 0 }
        guard !parts.isEmpty, let source = open() else {
            damagedParts = []
            return
        }
        damagedParts = parts.prefix(Self.partLimit).map { issue in
            let range = issue.offset..<issue.offset + issue.byteCount
            return (range, Self.checksumOfEnds(range, in: source))
        }
    }

    private var currentChecksumOfRead: UInt32? {
        guard let source = open(), scan.resumeOffset > 0 else { return nil }
        return Self.checksumOfEnds(0..<scan.resumeOffset, in: source)
    }

    private var damageHasChanged: Bool {
        guard !damagedParts.isEmpty, let source = open() else { return false }
        return damagedParts.contains {
            Self.checksumOfEnds($0.range, in: source) != $0.checksum
        }
    }

    private func open() -> FileSource? {
        guard let path = file.path, !scan.isCompressed else { return nil }
        return try? FileSource(opening: path)
    }

    /// A checksum of the first and the last bytes of a part, where changes are most likely to show.
    private static func checksumOfEnds(_ range: Range<Int>, in source: FileSource) -> UInt32 {
        let size = min(range.count, endByteCount)
        let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 16)
        defer { bytes.deallocate() }
        var checksum = CRC32C()
        for offset in [range.lowerBound, range.upperBound - size] {
            let count = (try? source.read(at: offset, into: bytes)) ?? 0
            checksum.update(UnsafeRawBufferPointer(rebasing: bytes[..<count]))
        }
        return checksum.value
    }

    private static let partLimit = 64

    private static let endByteCount = 64 * 1024
}
