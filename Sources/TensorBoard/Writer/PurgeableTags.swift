internal import SystemPackage
internal import TFRecord
internal import TensorBoardEvents

/// Finds the tags of a run whose points a record without a value can take back.
///
/// Those are scalars and images, in either form. For histograms and texts such a record would leave
/// an empty point, so they keep their points until they are logged again.
enum PurgeableTags {
    /// Reads the event files of a directory, without those below it.
    ///
    /// - Returns: The tags, sorted, and whether there are event files.
    static func find(
        in directory: FilePath
    ) throws(WriterError) -> (tags: [String], hasFiles: Bool) {
        let names: [FilePath.Component]
        do throws(Errno) {
            names = try DirectoryListing.names(in: directory)
        } catch .noSuchFileOrDirectory {
            return ([], false)
        } catch {
            throw WriterError(code: .read, path: directory, errno: error)
        }
        // By their bytes: Swift treats names that only look alike as equal.
        var kinds: [[UInt8]: Bool] = [:]
        var hasFiles = false
        for name in names where EventFileName.isEventFile(name.string) {
            let path = directory.appending(name)
            // Opening a pipe would wait.
            if let kind = FileStatus(of: path)?.kind, kind != .regularFile { continue }
            hasFiles = true
            try read(path, into: &kinds)
        }
        let tags = kinds.filter(\.value).keys.sorted { $0.lexicographicallyPrecedes($1) }
            .map { String(decoding: $0, as: UTF8.self) }
        return (tags, hasFiles)
    }

    /// Records for each tag whether it can be taken back, which its first value decides.
    private static func read(
        _ path: FilePath,
        into kinds: inout [[UInt8]: Bool]
    ) throws(WriterError) {
        do throws(RecordError) {
            var records = try RecordReader(opening: path)
            // TensorBoard reads none of these, and shows nothing of them.
            guard !records.isCompressed else { return }
            while let record = try records.next() {
                record.payload.withUnsafeBytes { payload in
                    var values = EventView(payload).values
                    while let value = values.next() {
                        let view = ValueView(value)
                        let tag = Array(view.tag)
                        if kinds[tag] == nil { kinds[tag] = isPurgeable(view) }
                    }
                }
            }
        } catch {
            throw WriterError(code: .read, path: path, errno: error.errno)
        }
    }

    /// `nil` for a value that does not show its tag's kind.
    private static func isPurgeable(_ value: ValueView) -> Bool? {
        if let metadata = value.metadata {
            let plugin = String(decoding: MetadataView(metadata).pluginName, as: UTF8.self)
            if !plugin.isEmpty { return plugin == "scalars" || plugin == "images" }
        }
        return switch value.content {
        case .simpleValue, .image: true
        case .none: nil
        default: false
        }
    }
}
