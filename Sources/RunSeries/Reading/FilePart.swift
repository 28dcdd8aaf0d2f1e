internal import Dispatch
internal import Logdirs
internal import Platform
internal import SystemPackage
internal import TFRecord

/// A file to read, or a part of a large one.
struct FilePart {
    /// The run, by its index in the plan.
    let run: Int
    /// The file, by its index in the run.
    let index: Int
    let file: LogdirFile
    /// What the parts of the file share; `nil` for a file that one thread reads.
    let whole: CutFile?
    /// The bytes at which the part's records start; the last part reads on to the end.
    let range: Range<Int>

    /// Whether the file ends with this part.
    var isLast: Bool { range.upperBound == .max }

    /// The parts of a run's file, cut at offsets that depend on nothing but its size, so that sums over
    /// parts are the same however many threads there are.
    static func parts(
        of file: LogdirFile,
        at index: Int,
        run: Int,
        cutting: FileCuts
    ) -> [FilePart] {
        guard file.content == .events, file.spooledPath == nil, let path = file.path,
            file.failure == nil, file.foreign == nil, let status = FileStatus(of: path),
            status.kind == .regularFile, status.byteCount >= cutting.smallestFile
        else {
            return [
                FilePart(run: run, index: index, file: file, whole: nil, range: 0..<Int.max)
            ]
        }
        let whole = CutFile(path)
        let cuts =
            [0, cutting.head]
            + stride(from: cutting.part, to: status.byteCount, by: cutting.part) + [Int.max]
        return zip(cuts, cuts.dropFirst()).map { start, end in
            FilePart(run: run, index: index, file: file, whole: whole, range: start..<end)
        }
    }
}

/// Where large files are cut.
package struct FileCuts: Sendable {
    /// The size of the smallest file that is cut; a smaller one is read before another thread would
    /// have started.
    package var smallestFile = 8 << 20
    /// The size of the first part, which shows the metadata of most tags and for which the readers of
    /// the others wait; at most that of a part.
    package var head = 1 << 20
    /// The size of a part.
    package var part = 4 << 20
}

/// A file that several threads read, and what its beginning says.
final class CutFile: Sendable {
    private struct State {
        var file: OpenFile?
        var seed: TagSeed?
    }

    let path: FilePath
    private let lock = ShortLock()
    // Only accessed under the lock.
    private nonisolated(unsafe) var state = State()
    private let gate = DispatchSemaphore(value: 0)

    init(_ path: FilePath) { self.path = path }

    /// Opens the file, once: another one may get its name meanwhile.
    func open() throws(RecordError) {
        let file = try OpenFile(path)
        lock.sync { state.file = file }
    }

    /// Lets the readers of the other parts begin.
    ///
    /// - Parameter seed: What the first part says of the tags; `nil` if they have nothing to read.
    func begin(_ seed: TagSeed?) {
        lock.sync { state.seed = seed }
        gate.signal()
    }

    /// Waits for the first part.
    func waitForSeed() -> TagSeed? {
        gate.wait()
        gate.signal()
        return lock.sync { state.seed }
    }

    /// A reader that starts at an offset.
    func reader(at offset: Int, _ buffer: ReadBuffer) throws(RecordError) -> RecordReader {
        guard let file = lock.sync({ state.file }) else {
            throw RecordError(code: .open, path: path)
        }
        return try RecordReader(
            FileSource(file, path: path, at: offset),
            path: path,
            buffer: buffer,
            at: offset
        )
    }

    /// Closes the file.
    func close() { lock.sync { state.file = nil } }
}
