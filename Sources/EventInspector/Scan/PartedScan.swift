internal import Dispatch
internal import SystemPackage
internal import TFRecord

/// Scans one large file with several workers; what comes out is what one of them would have found.
///
/// The head of the file is scanned first and tells what most tags mean. The rest is cut into parts,
/// each of which ends with the record that reaches into the next. Parts are joined in their order,
/// if ``PartJoin`` takes them; from the first that it does not take on, the file is read as if it
/// had not been cut.
final class PartedScan: Sendable {
    private struct Part {
        let scan: FileScan
        /// Where its first record starts, nil where none was found.
        let start: Int?
        let end: Int
    }

    private struct State {
        /// The parts so far, joined.
        var joined: FileScan
        var end: Int
        var joinedCount = 0
        var nextPart = 0
        var waiting: [Int: Part] = [:]
        var waitingByteCount = 0
        var idleWorkerCount = 0
        /// Whether a part was not taken: the rest is read in one go.
        var isOff = false
    }

    private let path: FilePath
    /// Opened once: its name may be given to another file meanwhile.
    private let file: OpenFile
    private let options: ScanOptions
    private let starts: [Int]
    private let fileByteCount: Int
    /// Where the records are so large that hopping over them beats looking for one.
    private let hops: [Int?]?
    private let lock = ShortLock()
    // Only touched within the lock, and before and after the workers are at work.
    private nonisolated(unsafe) var state: State
    private let turn = DispatchSemaphore(value: 0)

    /// Scans a file from its start; `head` is where a scan of its head has ended.
    private init(
        _ path: FilePath,
        _ file: OpenFile,
        options: ScanOptions,
        head: FileScan,
        end: Int,
        fileByteCount: Int
    ) {
        self.path = path
        self.file = file
        self.options = options
        self.fileByteCount = fileByteCount
        let step = options.cutting.partByteCount(of: fileByteCount, jobs: options.jobs)
        starts = Array(stride(from: end, to: fileByteCount, by: step))
        let averageByteCount = end / max(1, head.recordCount)
        hops =
            averageByteCount >= Self.largeRecordByteCount
            ? Self.recordStarts(FileSource(file, path: path, at: 0), atOrBehind: starts) : nil
        state = State(joined: head, end: end)
    }

    /// Scans a file that is to be cut.
    static func scan(_ path: FilePath, options: ScanOptions) throws(RecordError) -> FileScan {
        let file = try OpenFile(path)
        let fileByteCount = file.byteCount
        var reader = try RecordReader(
            FileSource(file, path: path, at: 0),
            path: path,
            buffer: ReadBuffer()
        )
        let head = FileScan(content: .events, options: options)
        guard !reader.isCompressed else {
            head.run(&reader, progress: options.progress)
            return head
        }
        head.goOn(&reader, until: options.cutting.head, progress: options.progress)
        let parted = PartedScan(
            path,
            file,
            options: options,
            head: head,
            end: reader.position,
            fileByteCount: fileByteCount
        )
        // Trouble in the head is a matter for this reader, which knows what it has seen.
        if head.issueCount == 0, head.failure == nil {
            DispatchQueue.concurrentPerform(iterations: options.jobs) { _ in parted.work() }
            let (joined, end) = (parted.state.joined, parted.state.end)
            if parted.isComplete { return joined }
            reader = try RecordReader(
                FileSource(file, path: path, at: end),
                path: path,
                buffer: ReadBuffer(),
                at: end
            )
        }
        head.goOn(&reader)
        return head
    }

    private var isComplete: Bool { state.joinedCount == starts.count }

    private func work() {
        let buffer = ReadBuffer()
        while let index = next() {
            finish(index, scan(index, buffer: buffer))
        }
    }

    /// The next part to scan; waits while much is waiting for a part that is being scanned.
    private func next() -> Int? {
        while true {
            let (index, mustWait) = lock.sync { nextOrWait() }
            guard mustWait else { return index }
            turn.wait()
        }
    }

    private func nextOrWait() -> (index: Int?, mustWait: Bool) {
        guard !state.isOff, state.nextPart < starts.count else { return (nil, false) }
        if state.nextPart > state.joinedCount, state.waitingByteCount > Self.waitingLimit {
            state.idleWorkerCount += 1
            return (nil, true)
        }
        state.nextPart += 1
        return (state.nextPart - 1, false)
    }

    private func finish(_ index: Int, _ part: Part) {
        lock.sync {
            state.waiting[index] = part
            state.waitingByteCount += part.scan.history.byteCount
            while !state.isOff, let next = state.waiting.removeValue(forKey: state.joinedCount) {
                state.waitingByteCount -= next.scan.history.byteCount
                join(next)
            }
            for _ in 0..<state.idleWorkerCount { turn.signal() }
            state.idleWorkerCount = 0
        }
    }

    private func join(_ part: Part) {
        let isLast = state.joinedCount == starts.count - 1
        let join = PartJoin(scan: state.joined, end: state.end)
        guard let start = part.start, join.takes(part.scan, from: start, isLast: isLast) else {
            state.isOff = true
            state.waiting = [:]
            return
        }
        state.joined.append(part.scan)
        state.end = part.end
        state.joinedCount += 1
    }

    private func scan(_ index: Int, buffer: ReadBuffer) -> Part {
        let scan = FileScan(content: .events, options: options)
        lock.sync { scan.events.learnRoles(from: state.joined.history) }
        let limit = index + 1 < starts.count ? starts[index + 1] : .max
        do throws(RecordError) {
            guard let start = try recordStart(of: index, buffer: buffer) else {
                return Part(scan: scan, start: nil, end: starts[index])
            }
            var reader = try RecordReader(
                FileSource(file, path: path, at: start),
                path: path,
                buffer: buffer,
                at: start
            )
            scan.goOn(&reader, until: limit, progress: options.progress)
            return Part(scan: scan, start: start, end: reader.position)
        } catch {
            // Whoever reads the file in one go meets the same and says so.
            return Part(scan: scan, start: nil, end: starts[index])
        }
    }

    private func recordStart(of index: Int, buffer: ReadBuffer) throws(RecordError) -> Int? {
        if index == 0 { return starts[0] }
        if let hops { return hops[index] }
        var reader = try RecordReader(
            FileSource(file, path: path, at: starts[index]),
            path: path,
            buffer: buffer,
            at: starts[index]
        )
        return try reader.findRecordStart()
    }

    /// The first records at or behind each offset, of which the first starts one; nil for those
    /// behind a header that is none.
    private static func recordStarts(_ file: FileSource, atOrBehind offsets: [Int]) -> [Int?] {
        var known = offsets.first
        return offsets.map { offset in
            known = known.flatMap { try? file.recordStart(atOrBehind: offset, from: $0) }
            return known
        }
    }

    private static let largeRecordByteCount = 512 << 10
    /// What the histories of parts that wait for an earlier part may take.
    private static let waitingLimit = 8 << 20
}
