internal import SystemPackage
internal import TFRecord
internal import TensorBoardEvents

/// Finds the tags of a run whose points a record without a value can take back.
///
/// Those are scalars and images, in either form. Of histograms and texts such a record would leave
/// an empty point, so they keep what they have until they are logged again.
enum PurgeableTags {
    /// Reads the event files of a directory, but none below it.
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
        // By their bytes: to Swift, names that only look alike are one.
        var kinds: [[UInt8]: Bool] = [:]
        var hasFiles = false
        for name in names where EventFileName.isEventFile(name.string) {
            let path = directory.appending(name)
            // A pipe would be waited for.
            if let kind = FileStatus(of: path)?.kind, kind != .regularFile { continue }
            hasFiles = true
            try read(path, into: &kinds)
        }
        let tags = kinds.filter(\.value).keys.sorted { $0.lexicographicallyPrecedes($1) }
            .map { String(decoding: $0, as: UTF8.self) }
        return (tags, hasFiles)
    }

    /// Notes for each tag whether it can be taken back, which its first value decides.
    private static func read(
        _ path: FilePath,
        into kinds: inout [[UInt8]: Bool]
    ) throws(WriterError) {
        do throws(RecordError) {
            var records = try RecordReader(opening: path)
            // TensorBoard reads none, and shows nothing of it.
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

    /// Nil for a value that says nothing of its tag's kind.
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
