/// A destination of a writer's records other than files: an object store, a socket, a queue.
///
/// A writer treats it as it treats a disk. It passes whole records, in order, on one of its own
/// threads or on one that flushes. Records that are refused wait in the queue, which is bounded, and
/// are passed again; the error is kept, handed to ``WriterOptions/onError`` and thrown by
/// ``SummaryWriter/flush(durably:)``, which waits for the sink.
///
/// ```swift
/// final class MemorySink: RecordSink {
///     private let bytes = Mutex<[UInt8]>([])
///
///     func write(_ batch: RecordBatch) { bytes.withLock { $0 += batch.bytes } }
/// }
///
/// let writer = SummaryWriter(to: MemorySink())
/// ```
///
/// A call that never returns holds up everything that waits for it: a flush, and the end of the
/// process.
public protocol RecordSink: Sendable {
    /// The name of the sink in messages; its type unless stated otherwise.
    var name: String { get }

    /// Takes records.
    ///
    /// The batches of a writer come one after the other. When this returns, they are the sink's own;
    /// when it throws, all of them are passed again later.
    ///
    /// - Parameter batch: Whole records of one run.
    /// - Throws: The reason why nothing of them was taken.
    func write(_ batch: RecordBatch) throws

    /// Waits until everything would survive a power cut; does nothing unless stated otherwise.
    func synchronize() throws

    /// Ends what belongs to the sink, once; does nothing unless stated otherwise.
    func close() throws
}

extension RecordSink {
    /// The name of the type.
    public var name: String { String(describing: Self.self) }

    /// Does nothing.
    public func synchronize() throws {}

    /// Does nothing.
    public func close() throws {}
}

/// Whole records of one run, on their way to a sink.
///
/// The batches of a run in a row are an event file: the first one begins with the version of the
/// format.
public struct RecordBatch: Hashable, Sendable {
    /// The name of the run, with slashes; empty for the writer's own.
    public let run: String
    /// The number of the batch in its run, starting at 0; a batch that is passed again keeps it.
    public let number: Int
    /// The records, framed as in an event file.
    public let bytes: [UInt8]
}
