internal import Logdirs
internal import SystemPackage
internal import TFRecord
internal import TagRoles
internal import TextOutput
internal import Timelines

/// A reading that goes on as the files grow, for the timeline alone.
extension RunReading {
    /// The place in a file at which its reading goes on.
    struct Cursor {
        var offset = 0
        /// As in ``RunReading/mayHoldExamples``.
        var mayHoldExamples: Bool
    }

    /// Creates a reading without files.
    ///
    /// It has no target, and of each tag it keeps hardly more than the timeline does.
    convenience init(followingWith options: ScanOptions) {
        self.init(
            RunPlan.Run(logdir: "", name: "", files: []),
            targets: [],
            grammar: TagGrammar(rules: options.rules),
            selection: options.selection,
            allowances: options.allowances,
            extent: Extent(
                history: 1,
                tensorsFrom: .max,
                tensorByteCount: 1 << 20,
                tagCount: 4_000,
                byteCount: 10 << 20,
                badTags: [:]
            )
        )
    }

    /// Adds a file, as the last of the run.
    func addFile(_ index: Int, _ file: LogdirFile) -> Cursor {
        recorder.addFile(index, named: file.relativePath)
        return Cursor(mayHoldExamples: file.content == .records)
    }

    /// Reads the next records of a file, up to the first that starts at or after `limit`.
    func readMore(
        of file: LogdirFile,
        at index: Int,
        from cursor: inout Cursor,
        until limit: Int,
        buffer: ReadBuffer
    ) {
        guard cursor.offset < limit, let path = file.path else { return }
        fileIndex = index
        mayHoldExamples = cursor.mayHoldExamples
        do throws(RecordError) {
            let source = try FileSource(opening: path, at: cursor.offset)
            var reader = try RecordReader(source, path: path, buffer: buffer, at: cursor.offset)
            reader.isLive = true
            while reader.position < limit {
                while reader.position < limit, let record = reader.nextIntactRecord() {
                    if !take(record) { read(record.payload, at: record.offset) }
                }
                cursor.offset = reader.position
                guard reader.position < limit, try readStep(&reader) else { break }
                cursor.offset = reader.position
            }
        } catch {
            // The scan has reported it, and tries again.
        }
        cursor.mayHoldExamples = mayHoldExamples
    }

    /// The timeline of the values so far.
    func timelineSoFar() -> Timeline {
        // What a dump's metadata says of its other tags must not change how these are read on.
        let read = tags
        defer { tags = read }
        inheritDumps()
        judgeRoles()
        return recorder.timeline(roles: tags.map(\.hint))
    }
}
