/// The sizes and limits of the TFRecord framing.
///
/// A file is a sequence of records and nothing else; all integers are little-endian:
///
/// ```
/// offset  bytes  what
///      0      8  length of the payload
///      8      4  masked CRC-32C of the eight length bytes
///     12      n  payload, one serialized message
/// 12 + n      4  masked CRC-32C of the payload
/// ```
///
/// See TensorBoard's `summary/writer/record_writer.py` and TensorFlow's `lib/io/record_writer.h`.
public enum RecordFormat {
    /// The size in bytes of a record's length field.
    public static let lengthByteCount = 8
    /// The bytes before the payload: the length and its checksum.
    public static let headerByteCount = 12
    /// The bytes after the payload: its checksum.
    public static let footerByteCount = 4
    /// The bytes that framing adds to each payload.
    public static let overheadByteCount = headerByteCount + footerByteCount
    /// The largest payload that a protobuf reader accepts, one byte less than 2 GiB.
    ///
    /// No writer makes a larger one, so a longer length is damage, even if its checksum matches.
    public static let maximumPayloadByteCount = Int(Int32.max)
    /// The constant that SageMaker Debugger writes in place of every payload's checksum.
    ///
    /// It is the masked checksum of the text `0x12345678`; see smdebug's
    /// `core/tfrecord/record_writer.py`. Such records can be read but not verified.
    public static let sageMakerDebuggerChecksum = MaskedCRC32C(rawValue: 0x062d_c0b3)
}
