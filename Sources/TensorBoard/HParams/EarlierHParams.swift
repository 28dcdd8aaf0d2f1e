internal import SystemPackage
internal import TFRecord
internal import TensorBoardEvents

/// The hyperparameters in the older event files of a run: TensorBoard shows those of the first.
enum EarlierHParams {
    /// The names of hyperparameters that differ from those in the older files.
    ///
    /// It looks at the beginning of a few files, where hyperparameters are, so it may miss some.
    ///
    /// - Parameters:
    ///   - start: The session that is about to be written.
    ///   - directory: The run's directory.
    /// - Returns: The names, sorted; none if the older files have no session, or the same.
    static func differences(
        from start: HParamsPluginData.SessionStartInfo,
        in directory: FilePath
    ) -> [String] {
        guard let names = try? DirectoryListing.names(in: directory) else { return [] }
        // The writer's own file has none yet.
        let files = names.map(\.string).filter(EventFileName.isEventFile)
        for name in files.sorted().prefix(fileLimit) {
            let path = directory.appending(name)
            // Opening a pipe would wait.
            guard FileStatus(of: path)?.kind == .regularFile, let earlier = session(in: path) else {
                continue
            }
            let new = HParamsPluginData(content: .sessionStartInfo(start)).encoded()
                .withUnsafeBytes(HParamsPluginData.sessionValues)
            let differing = Set(earlier.keys).union(new.keys).filter { earlier[$0] != new[$0] }
            return differing.map { String(decoding: $0, as: UTF8.self) }.sorted()
        }
        return []
    }

    /// The values of the first session near the beginning of a file.
    private static func session(in path: FilePath) -> [[UInt8]: [UInt8]]? {
        guard let file = try? FileSource(opening: path),
            var records = try? RecordReader(
                FileBeginning(file, byteCount: byteLimit),
                path: path,
                buffer: ReadBuffer()
            ), !records.isCompressed
        else { return nil }
        while let record = try? records.next() {
            let found = record.payload.withUnsafeBytes { payload -> [[UInt8]: [UInt8]]? in
                var values = EventView(payload).values
                while let value = values.next() {
                    let view = ValueView(value)
                    guard view.tag.elementsEqual(HParamsSummary.sessionStartTag.utf8),
                        let metadata = view.metadata
                    else { continue }
                    return HParamsPluginData.sessionValues(MetadataView(metadata).pluginContent)
                }
                return nil
            }
            if let found { return found }
        }
        return nil
    }

    private static let fileLimit = 16
    private static let byteLimit = 1 << 20
}

/// The first bytes of a file.
private final class FileBeginning: ByteSource {
    private let file: FileSource
    private var remaining: Int

    init(_ file: FileSource, byteCount: Int) {
        self.file = file
        remaining = byteCount
    }

    /// Not the file itself, which is longer.
    var randomAccess: FileSource? { nil }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(RecordError) -> Int {
        guard remaining > 0 else { return 0 }
        let part = UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(remaining))
        let count = try file.read(into: part)
        remaining -= count
        return count
    }
}
