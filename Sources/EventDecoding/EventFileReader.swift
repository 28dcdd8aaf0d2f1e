public import SystemPackage
public import TFRecord
public import TensorBoardEvents

/// Reads the events of a TensorBoard event file in order.
///
/// Nothing in a file stops it: damage to the framing is listed in ``damage``, a record that is not
/// an event in ``malformedEvents``, and reading resumes after it. Files compressed with gzip or
/// zlib are recognized. The corresponding TensorBoard class is `EventFileLoader`
/// (`backend/event_processing/event_file_loader.py`).
///
/// ```swift
/// var reader = try EventFileReader(opening: "runs/mnist/events.out.tfevents.1700000000.host")
/// while let event = try reader.next() {
///     print(event.step, event.what)
/// }
/// print(reader.damage.count, reader.malformedEvents.count)
/// ```
public struct EventFileReader: ~Copyable {
    /// The records so far that are not events, each with its offset, in file order.
    public private(set) var malformedEvents: [EventError] = []
    /// The start of the last event's record, in bytes from the start of the (decompressed) file.
    public private(set) var recordOffset = 0

    private let path: FilePath
    private var records: RecordReader
    private let arena = UnpackArena()

    /// Opens an event file, plain or compressed.
    ///
    /// - Throws: ``EventError`` when the file cannot be opened or its first bytes cannot be read.
    public init(opening path: FilePath) throws(EventError) {
        self.init(path, try Self.records(of: path))
    }

    private init(_ path: FilePath, _ records: consuming RecordReader) {
        self.path = path
        self.records = records
    }

    private static func records(of path: FilePath) throws(EventError) -> RecordReader {
        do {
            return try RecordReader(opening: path)
        } catch {
            throw EventError(code: .unreadable, path: path, cause: error)
        }
    }

    /// The stretches of the file so far without a complete record, in file order.
    public var damage: [RecordDamage] { records.damage }

    /// The next event, or `nil` after the last.
    ///
    /// An event whose checksum does not match is listed in ``damage`` and, if it can be decoded,
    /// returned all the same.
    ///
    /// - Throws: ``EventError`` when the file cannot be read any further.
    public mutating func next() throws(EventError) -> Event? {
        while let record = try nextRecord() {
            do throws(EventError) {
                let event = try Event(decoding: record.payload, in: arena)
                recordOffset = record.offset
                return event
            } catch {
                var located = error
                located.path = path
                located.offset = record.offset
                malformedEvents.append(located)
            }
        }
        return nil
    }

    private mutating func nextRecord() throws(EventError) -> RecordReader.Record? {
        do {
            return try records.next()
        } catch {
            throw EventError(code: .unreadable, path: path, offset: error.offset, cause: error)
        }
    }
}
