internal import SystemPackage
internal import TFRecord
internal import TensorBoardEvents

/// One pass over one event file.
final class FileScan {
    /// What the file's records hold.
    enum Content: Hashable {
        /// `tensorboard.Event`.
        case events
        /// `tensorflow.DebugEvent`, in the files that tfdbg version 2 writes.
        case debugEvents
    }

    let content: Content
    let events: EventScan
    let stopsAtFirstFinding: Bool
    private(set) var recordCount = 0
    private(set) var issues: [FileIssue] = []
    /// All issues, also those beyond the list's limit.
    private(set) var issueCount = 0
    /// Records whose payload cannot be verified because the writer left the checksum out.
    private(set) var unverifiableRecordCount = 0
    private(set) var byteCount = 0
    /// Where the next pass over a growing file goes on: behind the last whole record.
    private(set) var resumeOffset = 0
    /// Whether the last issue lies at the end of the file, where more may still be written.
    private var lastIssueIsProvisional = false
    /// Whether the file is compressed, so that it can only be read from its start.
    private(set) var isCompressed = false
    /// Why reading stopped early, if it did.
    private(set) var failure: RecordError?

    init(content: Content, selection: ScanSelection, stopsAtFirstFinding: Bool) {
        self.content = content
        self.events = EventScan(selection: selection)
        self.stopsAtFirstFinding = stopsAtFirstFinding
    }

    var history: RunHistory { events.history }

    /// Whether nothing more is to be looked for.
    var isDone: Bool { stopsAtFirstFinding && !history.findings.isEmpty }

    /// Reads to the end, or as far as the options ask for.
    ///
    /// A growing file is read in several passes, each with a reader at ``resumeOffset``.
    func run(_ reader: inout RecordReader, progress: (any ScanProgress)? = nil) {
        forgetProvisionalIssue()
        failure = nil
        isCompressed = reader.isCompressed
        var reported = reader.position
        do throws(RecordError) {
            loop: while !isDone {
                switch try reader.step() {
                case .end: break loop
                case .damage(let damage):
                    note(FileIssue(damage))
                    lastIssueIsProvisional = true
                case .record(let frame):
                    lastIssueIsProvisional = false
                    try scan(frame, in: &reader)
                }
                if let progress, reader.position - reported >= Self.progressStep {
                    progress.advance(by: reader.position - reported)
                    reported = reader.position
                }
            }
        } catch {
            failure = error
        }

        progress?.advance(by: reader.position - reported)
        byteCount = reader.position
        resumeOffset = reader.position
        if lastIssueIsProvisional, let last = issues.last { resumeOffset = last.offset }
    }

    private func forgetProvisionalIssue() {
        guard lastIssueIsProvisional, issueCount == issues.count else { return }
        issues.removeLast()
        issueCount -= 1
        lastIssueIsProvisional = false
    }

    private func scan(
        _ frame: RecordFrame,
        in reader: inout RecordReader
    ) throws(RecordError) {
        recordCount += 1
        events.isMalformed = false
        var checksum = frame.checksum
        let record = EventScan.Record(
            offset: frame.offset,
            checksumIsValid: checksum == .valid || checksum == .pending
        )
        if let payload = frame.payload {
            switch content {
            case .events: events.scan(payload, of: record)
            case .debugEvents: events.scanDebugEvent(payload, of: record)
            }
        } else {
            var streamed = StreamedScan(events: events, record: record)
            try streamed.scan(&reader, content: content)
            checksum = try reader.finishPayload()
            if checksum != .valid { history.markUnverified(recordAt: frame.offset) }
        }
        if checksum == .absent { unverifiableRecordCount += 1 }
        if let damage = reader.damage(of: frame, checksum: checksum) {
            note(FileIssue(damage))
        } else if events.isMalformed {
            note(
                FileIssue(
                    kind: .malformedEvent,
                    offset: frame.offset,
                    byteCount: frame.payloadByteCount + RecordFormat.overheadByteCount
                )
            )
        }
    }

    private func note(_ issue: FileIssue) {
        issueCount += 1
        // A file of nothing but damage must not fill the memory with its description.
        if issues.count < Self.maximumIssueCount { issues.append(issue) }
    }

    /// Issues beyond these are counted and not listed.
    static let maximumIssueCount = 1_000
    private static let progressStep = 4 * 1024 * 1024
}

/// Is told how far a scan has come.
public protocol ScanProgress: AnyObject, Sendable {
    /// There are as many bytes to read, as far as it can be told; called once, at the start.
    func expect(byteCount: Int)
    /// More bytes were read; called from any thread.
    func advance(by byteCount: Int)
}
