internal import Logdirs
internal import SystemPackage
internal import TFRecord
internal import TensorBoardEvents
internal import TextOutput

/// One pass over one file of events or examples.
final class FileScan {
    let content: LogdirFile.Content
    let events: EventScan
    private let stopsAtFirstFinding: Bool
    private let allowances: [Allowance]
    private var checkedFindingCount = 0
    /// Whether the scan can stop: it looks for one finding, and there is one that no allowance covers.
    private(set) var isDone = false
    @exclusivity(unchecked) private(set) var recordCount = 0
    /// The number of records that are a `tf.train.Example` or `SequenceExample`.
    var exampleCount = 0
    /// Whether the first event shows, and the name does not, that the file holds events.
    var isEventFile = false
    private var certainIssues: [FileIssue] = []
    private var certainIssueCount = 0
    /// An issue at the end of the file, where more may still be written.
    @exclusivity(unchecked) private var lastIssue: FileIssue?
    /// The number of records whose payload cannot be verified because the writer omitted the
    /// checksum.
    private(set) var unverifiableRecordCount = 0
    private(set) var byteCount = 0
    /// Where the next pass over a growing file resumes: after the last whole record.
    private(set) var resumeOffset = 0
    /// Whether the file is compressed, so that it can only be read from its start.
    private(set) var isCompressed = false
    /// The number of parts of the file that were scanned separately.
    private(set) var appendedPartCount = 0
    /// The reason why reading stopped early, if it did.
    private(set) var failure: RecordError?

    init(content: LogdirFile.Content, options: ScanOptions) {
        self.content = content
        self.events = EventScan(
            selection: options.selection,
            checksRange: options.checksRange
        )
        self.stopsAtFirstFinding = options.firstOnly || options.exitCodeOnly
        self.allowances = options.allowances
    }

    var history: RunHistory { events.history }

    /// Lets the scan stop if it looks for one finding and no allowance covers a new one.
    private func checkFindings() {
        guard stopsAtFirstFinding, !isDone else { return }
        for finding in history.findings[checkedFindingCount...] {
            let tag = EscapedText.text(history.tags.name(of: Int(finding.tag)))
            if !allowances.contains(where: { $0.covers(tag: tag, kind: finding.kind) }) {
                isDone = true
            }
        }
        checkedFindingCount = history.findings.count
        if history.unlistedValueCount > 0 { isDone = true }
    }

    /// Reads to the end, or as far as the options require.
    ///
    /// A growing file is read in several passes, each with a reader at ``resumeOffset``.
    func run(_ reader: inout RecordReader, progress: (any ScanProgress)? = nil) {
        lastIssue = nil
        failure = nil
        resume(&reader, progress: progress)
    }

    /// Continues reading, up to the first record that starts at or after `limit`.
    ///
    /// - Parameters:
    ///   - reader: A reader at the record after the last one that was read.
    ///   - limit: The offset at which to stop.
    ///   - memory: The most memory for the history before the pass is given up.
    ///   - progress: Receives the progress of the pass.
    /// - Returns: How the pass ended.
    @discardableResult
    func resume(
        _ reader: inout RecordReader,
        until limit: Int = .max,
        memory: Int = .max,
        progress: (any ScanProgress)? = nil
    ) -> Ending {
        isCompressed = reader.isCompressed
        var reported = reader.position
        var ending = Ending.end
        do throws(RecordError) {
            loop: while !isDone {
                if content == .events { scanIntactRecords(&reader, until: limit) }
                if isDone { break }
                if reader.position >= limit, reader.canHandOver {
                    ending = .limit
                    break
                }
                if history.byteCount > memory {
                    ending = .memory
                    break
                }
                switch try reader.step() {
                case .end: break loop
                case .damage(let damage):
                    keepLastIssue()
                    lastIssue = FileIssue(damage)
                case .record(let frame):
                    keepLastIssue()
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
        resumeOffset = lastIssue?.offset ?? reader.position
        return ending
    }

    /// How a pass ended.
    enum Ending {
        /// At a record at or after the limit.
        case limit
        /// At the end of the file, at a failure, or when the scan can stop.
        case end
        /// When the history exceeded its memory.
        case memory
    }

    /// Scans the events that are whole and intact in the reader's buffer.
    private func scanIntactRecords(_ reader: inout RecordReader, until limit: Int) {
        guard reader.position < limit else { return }
        while let record = reader.nextIntactRecord() {
            if lastIssue != nil { keepLastIssue() }
            recordCount += 1
            let outcome = events.scan(
                record.payload,
                of: EventScan.Record(offset: record.offset, checksumIsValid: true)
            )
            if !outcome.isEmpty {
                recordOutcome(outcome, offset: record.offset, byteCount: record.payload.count)
                if isDone { return }
            }
            if record.end >= limit { return }
        }
    }

    /// Records the outcome of an intact record.
    ///
    /// Rarely called; inlined, it would take registers from the loop over healthy records.
    @inline(never)
    private func recordOutcome(_ outcome: RecordOutcome, offset: Int, byteCount: Int) {
        if outcome.contains(.nonFinite) { checkFindings() }
        guard outcome.contains(.malformed) || outcome.contains(.unknown) else { return }
        let isKnown = !outcome.contains(.unknown)
        let issue = FileIssue(
            kind: isKnown ? .malformedEvent : .unknownRecord,
            offset: offset,
            byteCount: byteCount + RecordFormat.overheadByteCount
        )
        if isKnown || !extendLastIssue(by: issue) { note(issue) }
    }

    /// The parts of the file that could not be read correctly; the first thousand.
    var issues: [FileIssue] { certainIssues + [lastIssue].compactMap(\.self) }

    /// The number of all issues, including those beyond the list's limit.
    var issueCount: Int { certainIssueCount + (lastIssue == nil ? 0 : 1) }

    private func keepLastIssue() {
        if let issue = lastIssue { note(issue) }
        lastIssue = nil
    }

    private func scan(
        _ frame: RecordFrame,
        in reader: inout RecordReader
    ) throws(RecordError) {
        recordCount += 1
        var checksum = frame.checksum
        let record = EventScan.Record(
            offset: frame.offset,
            checksumIsValid: checksum == .valid || checksum == .pending
        )
        var outcome: RecordOutcome
        if let payload = frame.payload {
            outcome =
                switch content {
                case .events: events.scan(payload, of: record)
                case .debugEvents: events.scanDebugEvent(payload, of: record)
                case .records: scanRecord(payload, of: record)
                }
        } else {
            switch content {
            case .events:
                var streamed = StreamedScan(events: events, record: record)
                outcome = try streamed.scan(&reader)
            case .debugEvents:
                var streamed = StreamedDebugScan(events: events, record: record)
                outcome = try streamed.scan(&reader)
            case .records: outcome = try scanStreamedRecord(&reader, of: record)
            }
            checksum = try reader.finishPayload()
            if checksum != .valid { history.markUnverified(recordAt: frame.offset) }
            // A cut tail is not a record, whether its end was known at the start or not.
            if checksum == .torn { recordCount -= 1 }
        }
        if checksum == .absent { unverifiableRecordCount += 1 }
        if let damage = reader.damage(of: frame, checksum: checksum) {
            note(FileIssue(damage))
            outcome.subtract([.malformed, .unknown])
        }
        recordOutcome(outcome, offset: frame.offset, byteCount: frame.payloadByteCount)
    }

    /// Whether the file has bytes, was read to its end, and no record is among them.
    var holdsNoRecord: Bool {
        byteCount > 0 && recordCount == 0 && failure == nil
            && issues.allSatisfy { issue in
                issue.kind != .truncatedTail || byteCount < RecordFormat.headerByteCount
            }
    }

    /// Ends the pass where the file cannot be read further.
    func fail(_ error: RecordError) { failure = error }

    /// Adds the outcome of the file's next part, which ``PartJoin`` found equal to what this scan
    /// would have read.
    func append(_ next: FileScan) {
        appendedPartCount += 1
        history.append(next.history, boundary: .sameFile)
        events.append(next.events)
        recordCount += next.recordCount
        unverifiableRecordCount += next.unverifiableRecordCount
        if next.recordCount > 0 || next.issueCount > 0 {
            keepLastIssue()
            for issue in next.certainIssues { note(issue) }
            lastIssue = next.lastIssue
        }
        byteCount = next.byteCount
        resumeOffset = lastIssue?.offset ?? byteCount
        failure = next.failure
    }

    /// Combines consecutive records of an unknown kind, which may be a whole file, into one issue.
    private func extendLastIssue(by issue: FileIssue) -> Bool {
        guard certainIssueCount == certainIssues.count, var last = certainIssues.last,
            last.kind == issue.kind, last.offset + last.byteCount == issue.offset
        else { return false }
        last.byteCount += issue.byteCount
        certainIssues[certainIssues.count - 1] = last
        return true
    }

    private func note(_ issue: FileIssue) {
        certainIssueCount += 1
        // A completely damaged file must not fill the memory with its description.
        if certainIssues.count < Self.maximumIssueCount { certainIssues.append(issue) }
    }

    /// Issues beyond these are counted and not listed.
    static let maximumIssueCount = 1_000
    private static let progressStep = 4 * 1024 * 1024
}
