/// The sizes and limits of the TFRecord framing.
///
/// A file is a run of records and nothing else, all integers little-endian:
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
    /// Bytes of the length field that opens a record.
    public static let lengthByteCount = 8
    /// Bytes before the payload: the length and its checksum.
    public static let headerByteCount = 12
    /// Bytes after the payload: its checksum.
    public static let footerByteCount = 4
    /// Bytes that framing adds to each payload.
    public static let overheadByteCount = headerByteCount + footerByteCount
    /// The largest payload a protobuf reader accepts, 2 GiB less one byte.
    ///
    /// No writer makes a larger one, so a longer length is damage, however well its checksum fits.
    public static let maximumPayloadByteCount = Int(Int32.max)
    /// What SageMaker Debugger puts where the payload's checksum belongs, on every record.
    ///
    /// It is the masked checksum of the text `0x12345678`; see smdebug's
    /// `core/tfrecord/record_writer.py`. Such records can be read but not verified.
    public static let sageMakerDebuggerChecksum = MaskedCRC32C(rawValue: 0x062d_c0b3)
}
