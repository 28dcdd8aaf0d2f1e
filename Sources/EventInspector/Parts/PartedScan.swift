internal import Dispatch
internal import Logdirs
internal import SystemPackage
internal import TFRecord

/// Scans one large file with several workers; what comes out is what one of them would have found.
///
/// One scan goes through the file from its start, in any one worker's hands at a time. Meanwhile
/// other workers scan parts ahead of it, which begin where a record seems to start. Where the scan
/// arrives just there and ``PartJoin`` allows it, it takes in what they found; else it reads the
/// part itself. So luck decides how fast the file is read, and nothing else.
final class PartedScan: Sendable {
    private struct State {
        /// Parts that the scan has passed, and parts that were handed out.
        var passedCount = 0
        var nextPart = 0
        /// Parts that were scanned ahead and that the scan has not come to.
        var waiting: [Int: FilePart] = [:]
        /// Whether the scan is in some worker's hands.
        var isTaken = false
        var isDone = false
        /// Where the scan was last, and what it knew; nil when it knew too much to tell.
        var position: Int
        var seed: PartSeed?
        /// What its history takes, those that wait, and what parts at work may take.
        var historyByteCount = 0
        var waitingByteCount = 0
        var grantedByteCount = 0
        var idleWorkerCount = 0
    }

    /// Something for one worker to do, which has to be done once it was handed out.
    enum Step {
        /// The scan itself reads a part.
        case read(Int)
        /// The scan goes on with a part that was scanned ahead.
        case take(FilePart)
        /// A part is scanned ahead.
        case scanAhead(FilePart)
        /// There is nothing to do until another worker has done something.
        case wait
        /// There will be nothing more to do for the worker.
        case leave
    }

    private let path: FilePath
    /// Opened once: its name may be given to another file meanwhile.
    private let file: OpenFile
    private let options: ScanOptions
    /// Where the parts are cut off the file.
    private let cuts: [Int]
    /// Where the records are so large that hopping over them beats looking for one: the first that
    /// starts at or behind each cut, nil where none was found.
    private let starts: [Int?]
    private let lock = ShortLock()
    private let turn = DispatchSemaphore(value: 0)
    // Only touched within the lock.
    private nonisolated(unsafe) var state: State
    /// What was found, when all is done.
    // Only touched by the worker that has set `isTaken`, and before and after all work.
    nonisolated(unsafe) let scan: FileScan
    private nonisolated(unsafe) var searchAllowance: Int

    /// Scans the head of a file, and cuts what is left.
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

    /// Scans a file with as many workers as the options say.
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

    /// The next thing for a worker to do.
    func next() -> Step { lock.sync { nextStep() } }

    /// Does what ``next()`` said.
    func perform(_ step: Step, _ buffer: ReadBuffer) {
        switch step {
        case .read(let index): pass(read(until: end(of: index), buffer))
        case .take(let part): pass(take(part, buffer), releasing: part.byteCount)
        case .scanAhead(let part): finish(scanAhead(part, buffer))
        case .wait: turn.wait()
        case .leave: break
        }
    }

    /// Where a part ends; the last goes on to wherever the file ends by then.
    private func end(of index: Int) -> Int { index + 1 < cuts.count ? cuts[index + 1] : .max }

    // MARK: Handing out, within the lock

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
                // Its memory is still there until it is taken in.
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

    /// Passes a part into which the last record before it reaches, to its end or beyond.
    private func drop(_ index: Int) {
        state.waitingByteCount -= state.waiting.removeValue(forKey: index)?.byteCount ?? 0
        state.passedCount += 1
        state.nextPart = max(state.nextPart, state.passedCount)
    }

    /// The next part, if there is memory for what it may hold.
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

    /// Reads on from where the scan is.
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

    /// Goes on with a part, by what was found ahead if that will do.
    private func take(_ part: FilePart, _ buffer: ReadBuffer) -> FileScan.Ending {
        guard let next = part.scan,
            PartJoin(scan: scan, searchAllowance: searchAllowance).takes(part)
        else { return read(until: part.range.upperBound, buffer) }
        options.progress?.advance(by: next.byteCount - scan.byteCount)
        scan.append(next)
        // What damage costs depends on nothing else.
        if part.seed.searchAllowance == searchAllowance { searchAllowance = part.searchAllowance }
        return part.ending
    }

    /// Gives the scan back after a part.
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
        // Where there is no reader nothing was found, and the scan itself meets the same.
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

    /// A reader at the first record of a part, nil where none was found.
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

    /// The first records at or behind each cut, of which the first starts one; nil for those
    /// behind a header that is none, and where there are more headers than it pays to read.
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
