internal import EventDecoding
internal import Logdirs
internal import SystemPackage
internal import TFRecord
public import TensorBoardEvents

/// A run with its scalars, and the places of all other values.
public struct LoggedRun: Sendable {
    /// The path that led to it, as given.
    public let logdir: String
    /// Its directory relative to that; `.` for the path itself.
    public let name: String
    /// Its name in a table: with the path before it where several were given.
    public let path: String
    /// The tags of scalars, sorted by name.
    public internal(set) var scalars: [ScalarSeries] = []
    /// All other tags, sorted by name.
    public internal(set) var others: [PlacedSeries] = []
    /// The number of writers: chains of files that continue one another.
    public let writerCount: Int
    /// Its files; `nil` for what was read from a stream.
    let files: [FilePath?]

    /// The scalars of a tag; `nil` if it has none.
    public subscript(tag: String) -> ScalarSeries? { scalars.first { $0.tag == tag } }

    /// Reads a value again, whole.
    ///
    /// - Parameter place: A place of ``others``.
    /// - Returns: The value.
    /// - Throws: ``EventError`` when the file has changed or cannot be read.
    public func value(at place: PlacedSeries.Place) throws(EventError) -> Summary.Value {
        guard let path = files[Int(place.file)] else { throw EventError(code: .unreadable) }
        let payload = try Self.payload(of: path, at: place.offset)
        guard case .summary(let summary) = try Event(decoding: payload).what,
            summary.values.indices.contains(Int(place.index))
        else { throw EventError(code: .unreadable, path: path, offset: place.offset) }
        return summary.values[Int(place.index)]
    }

    /// The payload of a record; of a compressed file all that lies before is read, too.
    private static func payload(
        of path: FilePath,
        at offset: Int
    ) throws(EventError) -> [UInt8] {
        do throws(RecordError) {
            let source = try FileSource(opening: path)
            var reader = try RecordReader(source, path: path, buffer: ReadBuffer())
            if !reader.isCompressed {
                reader = try RecordReader(
                    FileSource(opening: path, at: offset),
                    path: path,
                    buffer: ReadBuffer(),
                    at: offset
                )
            }
            while let record = try reader.next() {
                if record.offset == offset { return record.payload }
                if record.offset > offset { break }
            }
        } catch {
            throw EventError(code: .unreadable, path: path, offset: offset, cause: error)
        }
        throw EventError(code: .unreadable, path: path, offset: offset)
    }

    /// The hyperparameters of the run's first session, as TensorBoard shows them; empty without one.
    ///
    /// - Throws: ``EventError`` when they cannot be read.
    public func hparams() throws(EventError) -> [HParamsPluginData.HParam] {
        for series in others where series.kind == .hparams {
            for place in series.places {
                guard let metadata = try value(at: place).metadata else { continue }
                let data = try HParamsPluginData(decoding: metadata.pluginContent)
                if case .sessionStartInfo(let start) = data.content { return start.hparams }
            }
        }
        return []
    }
}
