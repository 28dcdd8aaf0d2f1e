internal import Dispatch
internal import Logdirs
internal import Platform
internal import SystemPackage
internal import TFRecord

/// A scan of one large file with several workers, with the same result as that of a single one.
///
/// The main scan reads the file from its start, run by one worker at a time. Meanwhile other
/// workers scan parts ahead of it, which begin where a record seems to start. If the main scan
/// arrives exactly there and ``PartJoin`` allows it, it adds their results; otherwise it reads the
/// part itself. So luck decides how fast the file is read, and nothing else.
final class PartedScan: Sendable {
    private struct State {
        /// The number of parts that the scan has passed, and of parts that were assigned.
        var passedCount = 0
        var nextPart = 0
        /// Parts that were scanned ahead and that the scan has not reached.
        var waiting: [Int: FilePart] = [:]
        /// Whether a worker is running the scan.
        var isTaken = false
        var isDone = false
        /// The scan's last position and facts; `nil` if there are too many to pass on.
        var position: Int
        var seed: PartSeed?
        /// The memory of its history, of waiting parts, and granted to running parts.
        var historyByteCount = 0
        var waitingByteCount = 0
        var grantedByteCount = 0
        var idleWorkerCount = 0
    }

    /// A task for one worker, which must be done once it was assigned.
    enum Step {
        /// The scan itself reads a part.
        case read(Int)
        /// The scan continues with a part that was scanned ahead.
        case take(FilePart)
        /// A part is scanned ahead.
        case scanAhead(FilePart)
        /// Wait until another worker has finished a task.
        case wait
        /// There are no more tasks for the worker.
        case leave
    }

    private let path: FilePath
    /// Opened once: another file may get its name meanwhile.
    private let file: OpenFile
    private let options: ScanOptions
    /// The offsets at which the file is cut into parts.
    private let cuts: [Int]
    /// For records so large that skipping over them is faster than searching: the first one that
    /// starts at or after each cut; `nil` if none was found.
    private let starts: [Int?]
    private let lock = ShortLock()
    private let turn = DispatchSemaphore(value: 0)
    // Only accessed under the lock.
    private nonisolated(unsafe) var state: State
    /// The outcome, when all is done.
    // Only accessed by the worker that has set `isTaken`, and before and after all work.
    nonisolated(unsafe) let scan: FileScan
    private nonisolated(unsafe) var searchAllowance: Int

    /// Scans the head of a file, and cuts the rest into parts.
    init(_ path: FilePath, options: ScanOptions) throws(RecordError) {
        self.path = path
        self.options = options
        file = try OpenFile(path)
        let source = FileSource(file, path: path, at: 0)
        var reader = try RecordReader(source, path: path, buffer: ReadBuffer())
        scan = FileScan(content: .events, options: options)
        let head = reader.isCompressed ? .max : options.cutting.head
        let ending = scan.resume(&reader, until: head, progress: options.progress)
        searchAllowance = reader.searchAllowance
        state = State(position: reader.position)
        state.isDone = ending == .end
        state.seed = PartSeed(from: scan, searchAllowance: searchAllowance)
        state.historyByteCount = scan.history.byteCount

        let end = state.isDone ? reader.position : file.byteCount
        let step = options.cutting.partByteCount(
            of: end - reader.position,
            jobs: options.jobs,
            historyByteCount: scan.history.byteCount
        )
        cuts = [reader.position] + stride(from: reader.position, to: end, by: step).dropFirst()
        let isLarge = reader.position / max(1, scan.recordCount) >= Self.largeRecordByteCount
        starts = isLarge ? Self.recordStarts(source, atOrBehind: cuts) : cuts.map { _ in nil }
    }

    /// Scans a file with the number of workers in the options.
    static func scan(_ path: FilePath, options: ScanOptions) throws(RecordError) -> FileScan {
        let parted = try PartedScan(path, options: options)
        DispatchQueue.concurrentPerform(iterations: options.jobs) { _ in parted.work() }
        return parted.scan
    }

    private func work() {
        let buffer = ReadBuffer()
        while true {
            let step = next()
            if case .leave = step { return }
            perform(step, buffer)
        }
    }

    /// The next task for a worker.
    func next() -> Step { lock.sync { nextStep() } }

    /// Performs the task from ``next()``.
    func perform(_ step: Step, _ buffer: ReadBuffer) {
        switch step {
        case .read(let index): pass(read(until: end(of: index), buffer))
        case .take(let part): pass(take(part, buffer), releasing: part.byteCount)
        case .scanAhead(let part): finish(scanAhead(part, buffer))
        case .wait: turn.wait()
        case .leave: break
        }
    }

    /// The end of a part; the last one extends to the end of the file at that time.
    private func end(of index: Int) -> Int { index + 1 < cuts.count ? cuts[index + 1] : .max }

    // MARK: Assigning tasks, under the lock

    private func nextStep() -> Step {
        guard !state.isDone else { return .leave }
        if !state.isTaken {
            while state.passedCount < cuts.count, end(of: state.passedCount) <= state.position {
                drop(state.passedCount)
            }
            let index = state.passedCount
            if let part = state.waiting.removeValue(forKey: index) {
                state.isTaken = true
                state.waitingByteCount -= part.byteCount
                // Its memory is still in use until it is joined.
                state.grantedByteCount += part.byteCount
                return .take(part)
            }
            if state.nextPart == index {
                state.isTaken = true
                state.nextPart += 1
                return .read(index)
            }
        }
        guard state.nextPart < cuts.count else { return .leave }
        if let part = partAhead() { return .scanAhead(part) }
        state.idleWorkerCount += 1
        return .wait
    }

    /// Skips a part that the last record before it covers completely.
    private func drop(_ index: Int) {
        state.waitingByteCount -= state.waiting.removeValue(forKey: index)?.byteCount ?? 0
        state.passedCount += 1
        state.nextPart = max(state.nextPart, state.passedCount)
    }

    /// The next part, if there is memory for its history.
    private func partAhead() -> FilePart? {
        guard let seed = state.seed else { return nil }
        let grant = options.cutting.grant(
            for: state.historyByteCount,
            taken: state.historyByteCount + state.waitingByteCount + state.grantedByteCount
        )
        guard let grant else { return nil }
        let index = state.nextPart
        state.nextPart += 1
        state.grantedByteCount += grant
        return FilePart(index: index, range: cuts[index]..<end(of: index), seed: seed, grant: grant)
    }

    private func wakeWorkers() {
        for _ in 0..<state.idleWorkerCount { turn.signal() }
        state.idleWorkerCount = 0
    }

    // MARK: The scan

    /// Continues reading at the scan's position.
    private func read(until limit: Int, _ buffer: ReadBuffer) -> FileScan.Ending {
        do throws(RecordError) {
            var reader = try reader(at: scan.byteCount, buffer)
            reader.searchAllowance = searchAllowance
            let ending = scan.resume(&reader, until: limit, progress: options.progress)
            searchAllowance = reader.searchAllowance
            return ending
        } catch {
            scan.fail(error)
            return .end
        }
    }

    /// Continues with a part, using what was found ahead if possible.
    private func take(_ part: FilePart, _ buffer: ReadBuffer) -> FileScan.Ending {
        guard let next = part.scan,
            PartJoin(scan: scan, searchAllowance: searchAllowance).takes(part)
        else { return read(until: part.range.upperBound, buffer) }
        options.progress?.advance(by: next.byteCount - scan.byteCount)
        scan.append(next)
        // The cost of damage depends on nothing else.
        if part.seed.searchAllowance == searchAllowance { searchAllowance = part.searchAllowance }
        return part.ending
    }

    /// Releases the scan after a part.
    private func pass(_ ending: FileScan.Ending, releasing byteCount: Int = 0) {
        let seed = PartSeed(from: scan, searchAllowance: searchAllowance)
        lock.sync {
            state.isTaken = false
            state.passedCount += 1
            state.position = scan.byteCount
            state.seed = seed
            state.historyByteCount = scan.history.byteCount
            state.grantedByteCount -= byteCount
            state.isDone = ending == .end || state.passedCount == cuts.count
            wakeWorkers()
        }
    }

    // MARK: Ahead of the scan

    private func scanAhead(_ part: FilePart, _ buffer: ReadBuffer) -> FilePart {
        var part = part
        // Without a reader nothing was found, and the scan itself will meet the same failure.
        if var reader = try? reader(ofPart: part, buffer) { part.run(&reader, options: options) }
        return part
    }

    private func finish(_ part: FilePart) {
        lock.sync {
            state.grantedByteCount -= part.grant
            if part.index >= state.passedCount {
                state.waitingByteCount += part.byteCount
                state.waiting[part.index] = part
            }
            wakeWorkers()
        }
    }

    /// A reader at the first record of a part; `nil` if none was found.
    private func reader(
        ofPart part: FilePart,
        _ buffer: ReadBuffer
    ) throws(RecordError) -> RecordReader? {
        if let start = starts[part.index] { return try reader(at: start, buffer) }
        var search = try reader(at: part.range.lowerBound, buffer)
        guard let start = try search.findRecordStart(before: part.range.upperBound) else {
            return nil
        }
        return try reader(at: start, buffer)
    }

    private func reader(at offset: Int, _ buffer: ReadBuffer) throws(RecordError) -> RecordReader {
        try RecordReader(
            FileSource(file, path: path, at: offset),
            path: path,
            buffer: buffer,
            at: offset
        )
    }

    /// The first records at or after each cut, given that a record starts at the first cut; `nil`
    /// after an invalid header, and if there are more headers than it pays to read.
    private static func recordStarts(_ file: FileSource, atOrBehind cuts: [Int]) -> [Int?] {
        var hops = 2 * file.byteCount / largeRecordByteCount
        var known = cuts.first
        return cuts.map { cut in
            known = known.flatMap { try? file.recordStart(atOrBehind: cut, from: $0, hops: &hops) }
            return known
        }
    }

    private static let largeRecordByteCount = 512 << 10
}
