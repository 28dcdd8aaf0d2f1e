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
    /// Records that are a `tf.train.Example` or `SequenceExample`.
    var exampleCount = 0
    /// Whether the first event says what the name does not: that the file holds events.
    var isEventFile = false
    private var certainIssues: [FileIssue] = []
    private var certainIssueCount = 0
    /// An issue at the end of the file, where more may still be written.
    @exclusivity(unchecked) private var lastIssue: FileIssue?
    /// Records whose payload cannot be verified because the writer left the checksum out.
    private(set) var unverifiableRecordCount = 0
    private(set) var byteCount = 0
    /// Where the next pass over a growing file goes on: behind the last whole record.
    private(set) var resumeOffset = 0
    /// Whether the file is compressed, so that it can only be read from its start.
    private(set) var isCompressed = false
    /// Parts of the file that were scanned on their own.
    private(set) var appendedPartCount = 0
    /// Why reading stopped early, if it did.
    private(set) var failure: RecordError?

    init(content: LogdirFile.Content, options: ScanOptions) {
        self.content = content
        self.events = EventScan(selection: options.selection)
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

    /// Reads to the end, or as far as the options ask for.
    ///
    /// A growing file is read in several passes, each with a reader at ``resumeOffset``.
    func run(_ reader: inout RecordReader, progress: (any ScanProgress)? = nil) {
        lastIssue = nil
        failure = nil
        resume(&reader, progress: progress)
    }

    /// Reads on, up to the first record that starts at or behind `limit`.
    ///
    /// - Parameters:
    ///   - reader: A reader at the record behind the last that was read.
    ///   - limit: Where to stop.
    ///   - memory: What the history may take before the pass is given up.
    ///   - progress: Is told how far the pass has come.
    /// - Returns: How it ended.
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
        /// At a record at or behind the limit.
        case limit
        /// Where there was no more, could be read no more, or was nothing more to look for.
        case end
        /// Where the history took more memory than it may.
        case memory
    }

    /// Looks through the events that lie whole and intact in the reader's buffer.
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

    /// What could not be read as it should; the first thousand.
    var issues: [FileIssue] { certainIssues + [lastIssue].compactMap(\.self) }

    /// All issues, also those beyond the list's limit.
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
            // A cut tail is no record, whether its end was known at the start or not.
            if checksum == .torn { recordCount -= 1 }
        }
        if checksum == .absent { unverifiableRecordCount += 1 }
        if let damage = reader.damage(of: frame, checksum: checksum) {
            note(FileIssue(damage))
            outcome.subtract([.malformed, .unknown])
        }
        recordOutcome(outcome, offset: frame.offset, byteCount: frame.payloadByteCount)
    }

    /// Ends the pass where the file cannot be read on.
    func fail(_ error: RecordError) { failure = error }

    /// Takes what the next part of the file gave, which ``PartJoin`` found to be as if this scan
    /// had gone on.
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

    /// Makes one issue of records in a row that are of no known kind, as all of a file may be.
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
        // A file of nothing but damage must not fill the memory with its description.
        if certainIssues.count < Self.maximumIssueCount { certainIssues.append(issue) }
    }

    /// Issues beyond these are counted and not listed.
    static let maximumIssueCount = 1_000
    private static let progressStep = 4 * 1024 * 1024
}
