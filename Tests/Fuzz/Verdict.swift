import Logdirs
import TFRecord
import TensorBoardEvents
import TestSupport

@testable import EventInspector

/// What a scan says of a file, as far as it must not depend on how the bytes came.
struct Verdict: Equatable {
    /// What tells findings apart.
    struct Key: Hashable {
        let tag: [UInt8]
        let kind: NonFiniteKind
        let place: Place
    }

    /// What a finding says.
    struct Finding: Equatable {
        var occurrences: Int
        var count: Int
        var countIsExact: Bool
        var step: Int64
        var wallTime: UInt64
        var flatIndex: Int?
        var bits: UInt64?
        var field: String?
        var dtype: DataType?
        var shape: TensorShape?
        var checksumIsValid: Bool
    }

    var findings: [Key: Finding] = [:]
    var recordCount: Int
    var valueCount: Int
    var elementCount: Int
    /// How many records are no events or examples.
    var malformedCount: Int
    /// Whether anything else is wrong with the file.
    var isDamaged: Bool

    /// Sums up a scan.
    init(_ scan: FileScan) {
        let history = scan.history
        for finding in history.findings {
            let key = Key(
                tag: Array(history.tags.name(of: Int(finding.tag))),
                kind: finding.kind,
                place: finding.place
            )
            let (observation, point) = (finding.first.observation, finding.first.point)
            findings[key] = Finding(
                occurrences: finding.occurrences,
                count: finding.count,
                countIsExact: finding.countIsExact,
                step: point.step,
                wallTime: point.wallTime.bitPattern,
                flatIndex: observation.flatIndex,
                bits: observation.bits,
                field: observation.field,
                dtype: observation.dtype,
                shape: observation.shape,
                checksumIsValid: point.checksumIsValid
            )
        }
        recordCount = scan.recordCount
        valueCount = history.totals.values
        elementCount = history.totals.elements
        let doubtful: Set<FileIssue.Kind> = [.malformedEvent, .unknownRecord]
        malformedCount = scan.issues.count { doubtful.contains($0.kind) }
        isDamaged = scan.failure != nil || scan.issues.contains { !doubtful.contains($0.kind) }
    }

    var isMalformed: Bool { malformedCount > 0 }

    /// The exit code of a scan of this file alone.
    var exitCode: Int {
        if !findings.isEmpty { return 1 }
        return isMalformed || isDamaged ? 2 : 0
    }

    /// Scans a file that comes as a stream.
    static func of(
        stream file: [UInt8],
        as content: LogdirFile.Content,
        buffer: ReadBuffer
    ) -> Verdict {
        Verdict(scan(stream: file, as: content, buffer: buffer))
    }

    static func scan(
        stream file: [UInt8],
        as content: LogdirFile.Content,
        buffer: ReadBuffer
    ) -> FileScan {
        let scan = newScan(of: content)
        // What cannot be read at all says so in its failure.
        if var reader = try? ScriptedSource(file).reader(in: buffer) { scan.run(&reader) }
        return scan
    }

    static func newScan(of content: LogdirFile.Content) -> FileScan {
        FileScan(content: content, options: ScanOptions(jobs: 1))
    }
}
