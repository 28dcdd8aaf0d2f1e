internal import Logdirs
internal import TFRecord
internal import TextOutput
internal import Timelines

/// The timeline of a run that is being written, built as its files grow.
///
/// It exists only for a run with findings. The files are read from their beginning once, and then
/// only where they grew, up to where the scan has read.
final class FollowedTimeline {
    private struct File {
        let scan: FileScan
        var cursor: RunReading.Cursor
    }

    private let reading: RunReading
    private var files: [File] = []
    private let buffer: ReadBuffer

    init(_ options: ScanOptions, buffer: ReadBuffer) {
        reading = RunReading(followingWith: options)
        self.buffer = buffer
    }

    /// Whether a run's files are those that were read, with more records or more files after them.
    ///
    /// A file that was replaced has another scan. The values of one file cannot be taken out of a
    /// timeline, and the position of a file is its order where nothing else is.
    func continues(_ run: [FollowedFile]) -> Bool {
        files.count <= run.count && zip(files, run).allSatisfy { $0.scan === $1.scan }
    }

    /// Reads what the scans of the files have read since.
    ///
    /// - Parameters:
    ///   - run: The run's files, which this timeline ``continues(_:)``.
    ///   - badTags: The tags with findings, and the step of the first.
    /// - Returns: The timeline, and the number of each tag in it.
    func read(
        _ run: [FollowedFile],
        badTags: [ExactName: Int64]
    ) -> (timeline: Timeline, tags: [ExactName: Int]) {
        reading.extent.badTags = badTags
        for (index, followed) in run.enumerated() {
            if index == files.count {
                let cursor = reading.addFile(index, followed.file)
                files.append(File(scan: followed.scan, cursor: cursor))
            }
            guard followed.file.content != .debugEvents, followed.file.failure == nil,
                !followed.scan.isCompressed || files[index].cursor.offset == 0
            else { continue }
            reading.readMore(
                of: followed.file,
                at: index,
                from: &files[index].cursor,
                until: followed.scan.resumeOffset,
                buffer: buffer
            )
        }
        var tags: [ExactName: Int] = [:]
        for (number, tag) in reading.tags.enumerated() { tags[ExactName(tag.name)] = number }
        return (reading.timelineSoFar(), tags)
    }
}
