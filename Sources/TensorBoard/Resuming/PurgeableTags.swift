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
    /// - Returns: The tags, sorted.
    static func find(in directory: FilePath) throws(WriterError) -> [String] {
        let names: [FilePath.Component]
        do throws(Errno) {
            names = try DirectoryListing.names(in: directory)
        } catch .noSuchFileOrDirectory {
            return []
        } catch {
            throw WriterError(code: .read, path: directory, errno: error)
        }
        var kinds: [String: Bool] = [:]
        for name in names where EventFileName.isEventFile(name.string) {
            try read(directory.appending(name), into: &kinds)
        }
        return kinds.filter(\.value).keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// Notes for each tag whether it can be taken back, which its first value decides.
    private static func read(
        _ path: FilePath,
        into kinds: inout [String: Bool]
    ) throws(WriterError) {
        do throws(RecordError) {
            var records = try RecordReader(opening: path)
            while let record = try records.next() {
                record.payload.withUnsafeBytes { payload in
                    var values = EventView(payload).values
                    while let value = values.next() {
                        let view = ValueView(value)
                        let tag = String(decoding: view.tag, as: UTF8.self)
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
