import EventInspector
import SystemPackage
import TestSupport

/// Scans what a test has made.
enum Scan {
    /// The name that the scanned files of tests bear.
    static let fileName = "events.out.tfevents.1700000000.host.1.0"

    /// The report on all fixtures, which many tests compare another with.
    static func fixtures() throws -> ScanReport { try fixtureReport.get() }

    private static let fixtureReport = Result { try path(Fixtures.directory) }

    /// Scans a file, or a directory, by its path.
    static func path(
        _ path: FilePath,
        options: ScanOptions = ScanOptions(jobs: 1)
    ) throws -> ScanReport {
        try LogdirScanner(options: options).scan([path.string])
    }

    /// Scans a directory, or something in it.
    static func path(
        _ directory: ScratchDirectory,
        _ name: String = "",
        options: ScanOptions = ScanOptions(jobs: 1)
    ) throws -> ScanReport {
        try paths(directory, [name], options: options)
    }

    /// Scans several things in a directory.
    static func paths(
        _ directory: ScratchDirectory,
        _ names: [String],
        options: ScanOptions = ScanOptions(jobs: 1)
    ) throws -> ScanReport {
        try withExtendedLifetime(directory) {
            try LogdirScanner(options: options).scan(names.map { directory.path($0).string })
        }
    }

    /// Scans one file of these events.
    static func events(
        _ payloads: [[UInt8]],
        options: ScanOptions = ScanOptions(jobs: 1)
    ) throws -> ScanReport {
        try bytes(RecordBytes.file(payloads), options: options)
    }

    /// Scans one file of these bytes.
    static func bytes(
        _ bytes: [UInt8],
        options: ScanOptions = ScanOptions(jobs: 1)
    ) throws -> ScanReport {
        try path(ScratchDirectory([fileName: bytes]), fileName, options: options)
    }

    /// Scans a run of several files, each of these events; they are named in their order.
    static func run(
        _ files: [[[UInt8]]],
        options: ScanOptions = ScanOptions(jobs: 1)
    ) throws -> ScanReport {
        let directory = try ScratchDirectory()
        for (index, payloads) in files.enumerated() {
            try directory.write(
                RecordBytes.file(payloads),
                to: "events.out.tfevents.\(1_700_000_000 + index).host"
            )
        }
        return try path(directory, options: options)
    }
}

extension ScanReport.Finding {
    /// The finding in one line: `loss nan simple_value 1 in 1 from step 3`.
    ///
    /// With the first element's position where it has one, `≤` before a count that is an upper
    /// bound, and the field where it is not an element.
    var brief: String {
        var text = "\(tag) \(kind.rawValue) \(place.rawValue) "
        text += "\(countIsExact ? "" : "≤")\(count) in \(occurrences) from step \(first.step)"
        if let field = first.field { text += " at \(field)" }
        if let flatIndex = first.flatIndex, place != .simpleValue { text += "[\(flatIndex)]" }
        return text
    }
}

extension ScanReport {
    /// All findings in brief, in the report's order.
    var briefs: [String] { findings.map(\.brief) }

    /// All issues as `data-crc at 512 +60`.
    var issues: [String] {
        files.flatMap(\.issues).map { "\($0.kind.rawValue) at \($0.offset) +\($0.byteCount)" }
    }

    /// The only finding of a tag, nil when there is none or more than one.
    func finding(_ tag: String, _ kind: NonFiniteKind? = nil) -> Finding? {
        let found = findings.filter { $0.tag == tag && (kind == nil || $0.kind == kind) }
        return found.count == 1 ? found[0] : nil
    }
}
