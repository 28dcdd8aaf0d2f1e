internal import Logdirs
internal import SystemPackage
internal import TFRecord
internal import TensorBoardEvents

/// A visitor whose result for the next part of a file can be added to that of the parts before.
protocol JoiningVisitor: SeriesVisitor {
    /// Adds what was seen of the next part.
    ///
    /// - Parameters:
    ///   - next: The visitor of the next part.
    ///   - tag: Converts the next part's number of a tag into this one's.
    mutating func append(_ next: Self, renumbering tag: (Int) -> Int)

    /// The name of a tag's plugin.
    func plugin(of tag: Int) -> String?

    /// The type of the elements of a tag's first value, where it is known.
    func dtype(of tag: Int) -> DataType?
}

extension JoiningVisitor {
    func dtype(of tag: Int) -> DataType? { nil }
}

/// What a pass found in a file.
struct FilePass<Visitor: JoiningVisitor> {
    let run: Int
    let index: Int
    let file: LogdirFile
    let walk: RecordWalk<Visitor>
    /// What the file is, if it is not an event file.
    var foreign: ForeignFile?
    /// Whether it is still to be read, when all before it was taken.
    var isDeferred = false
}

/// A reading of all files of a plan.
struct LogdirPass<Visitor: JoiningVisitor> {
    let selection: ScanSelection
    let jobs: Int
    var cutting = FileCuts()
    var progress: (any ScanProgress)?
    /// Creates the visitor of a part of a file of a run.
    let makeVisitor: (_ run: Int) -> Visitor
    /// Creates the visitor of a file whose length nobody knows, which hands on what it sees; `nil` if
    /// what a visitor keeps does not grow with the file.
    var makeDirectVisitor: ((_ run: Int) -> Visitor)?
    /// Takes from the visitor what it has so far, part by part.
    var drain: (inout Visitor, FilePart) -> Void = { _, _ in }

    /// Reads the files.
    ///
    /// - Parameters:
    ///   - plan: The runs.
    ///   - take: Takes what was found in each file, in the order of the plan; returns whether to go
    ///     on.
    func run(_ plan: RunPlan, take: (FilePass<Visitor>) -> Bool) {
        let parts = plan.runs.enumerated().flatMap { run, files in
            files.files.enumerated().flatMap {
                FilePart.parts(of: $1, at: $0, run: run, cutting: cutting)
            }
        }
        var joined: FilePass<Visitor>?
        OrderedWork.run(parts, jobs: jobs) { part, buffer in
            read(part, buffer)
        } take: { part, pass, buffer in
            if let before = joined {
                defer { drain(&before.walk.visitor, part) }
                // A large record, or damage, may reach over whole parts.
                if !before.walk.isEnded, before.walk.end < part.range.upperBound,
                    !before.walk.append(pass.walk)
                {
                    readAgain(part, after: before.walk, buffer)
                }
            } else {
                let own = pass.isDeferred ? readDirectly(part, buffer) : pass
                drain(&own.walk.visitor, part)
                joined = own
            }
            guard part.isLast, let whole = joined else { return true }
            part.whole?.close()
            joined = nil
            return take(whole)
        }
    }

    private func read(_ part: FilePart, _ buffer: ReadBuffer) -> FilePass<Visitor> {
        part.whole == nil ? readWhole(part, buffer) : readCut(part, buffer)
    }

    private func readWhole(_ part: FilePart, _ buffer: ReadBuffer) -> FilePass<Visitor> {
        read(part, with: makeVisitor(part.run), buffer, defersLong: makeDirectVisitor != nil)
    }

    private func readDirectly(_ part: FilePart, _ buffer: ReadBuffer) -> FilePass<Visitor> {
        let makeDirectVisitor = makeDirectVisitor ?? makeVisitor
        return read(part, with: makeDirectVisitor(part.run), buffer, defersLong: false)
    }

    private func read(
        _ part: FilePart,
        with visitor: Visitor,
        _ buffer: ReadBuffer,
        defersLong: Bool
    ) -> FilePass<Visitor> {
        let file = part.file
        let walk = RecordWalk(visitor, file: part.index, selection: selection)
        var pass = FilePass(run: part.run, index: part.index, file: file, walk: walk)
        pass.foreign = file.foreign
        guard pass.foreign == nil else { return pass }
        do throws(RecordError) {
            if let errno = file.failure {
                throw RecordError(code: .open, path: file.path ?? "", errno: errno)
            }
            var reader = try RecordReader(file.open(), path: file.path ?? "-", buffer: buffer)
            pass.foreign = try file.foreignFile(&reader)
            guard pass.foreign == nil else { return pass }
            if defersLong, reader.isCompressed || file.isStream {
                pass.isDeferred = true
                return pass
            }
            walk.read(&reader, progress: progress)
            if walk.recordCount == 0, file.hasAmbiguousName {
                pass.foreign = ForeignFile(.noRecords)
            }
        } catch {
            walk.fail(error)
        }
        return pass
    }

    private func readCut(_ part: FilePart, _ buffer: ReadBuffer) -> FilePass<Visitor> {
        guard let whole = part.whole else { return readWhole(part, buffer) }
        let isHead = part.range.lowerBound == 0
        let seed = isHead ? nil : whole.waitForSeed()
        let walk = RecordWalk(
            makeVisitor(part.run),
            file: part.index,
            selection: selection,
            seed: seed
        )
        var pass = FilePass(run: part.run, index: part.index, file: part.file, walk: walk)
        // The others wait for what the head shows, whatever happens.
        defer {
            if isHead { whole.begin(walk.isEnded ? nil : walk.makeSeed()) }
        }
        do throws(RecordError) {
            if isHead {
                try whole.open()
                var reader = try whole.reader(at: 0, buffer)
                pass.foreign = try part.file.foreignFile(&reader)
                if makeDirectVisitor != nil, reader.isCompressed, pass.foreign == nil {
                    pass.isDeferred = true
                    walk.endHere()
                    return pass
                }
                // A compressed file can only be read from its start.
                let limit = reader.isCompressed ? .max : part.range.upperBound
                if pass.foreign == nil {
                    walk.read(&reader, until: limit, progress: progress)
                } else {
                    walk.endHere()
                }
            } else if seed != nil {
                var search = try whole.reader(at: part.range.lowerBound, buffer)
                guard let start = try search.findRecordStart(before: part.range.upperBound) else {
                    return pass
                }
                var reader = try whole.reader(at: start, buffer)
                walk.begin(at: start)
                walk.read(&reader, until: part.range.upperBound, progress: progress)
            }
        } catch {
            walk.fail(error)
        }
        return pass
    }

    /// Reads a part again, because it does not begin where the one before has ended.
    private func readAgain(
        _ part: FilePart,
        after before: RecordWalk<Visitor>,
        _ buffer: ReadBuffer
    ) {
        let walk = RecordWalk(
            makeVisitor(part.run),
            file: part.index,
            selection: selection,
            seed: before.makeSeed()
        )
        do throws(RecordError) {
            guard let whole = part.whole else { return }
            var reader = try whole.reader(at: before.end, buffer)
            walk.begin(at: before.end)
            walk.read(&reader, until: part.range.upperBound)
        } catch {
            walk.fail(error)
        }
        before.join(walk)
    }
}
