public import SystemPackage

/// Writes records to a TFRecord file, each with one system call.
///
/// A record is on its way to the disk, complete, when ``write(_:)`` returns. The corresponding
/// TensorFlow class is `RecordWriter` (`lib/io/record_writer.h`).
///
/// ```swift
/// var writer = try RecordWriter(creating: "out.tfrecord")
/// try writer.write(Array("hello".utf8))
/// try writer.close()
/// ```
public struct RecordWriter: ~Copyable {
    private let path: FilePath
    private let file: OwnedDescriptor
    private var offset = 0
    private var frame: [UInt8] = []

    /// Creates a file that must not exist yet.
    public init(creating path: FilePath) throws(RecordError) {
        // Not initialized here: Swift 6.2 would destroy the path, which is not there yet, on a throw.
        self.init(path, try OwnedDescriptor(creating: path))
    }

    private init(_ path: FilePath, _ file: consuming OwnedDescriptor) {
        self.path = path
        self.file = file
    }

    /// Writes one record.
    ///
    /// - Throws: ``RecordError`` when the payload is larger than 2 GiB or cannot be written.
    public mutating func write(_ payload: [UInt8]) throws(RecordError) {
        guard payload.count <= RecordFormat.maximumPayloadByteCount else {
            throw RecordError(code: .payloadTooLarge, path: path, offset: offset)
        }
        frame.removeAll(keepingCapacity: true)
        RecordFormat.append(payload, to: &frame)
        try file.writeAll(frame, at: offset, path: path)
        offset += frame.count
    }

    /// Closes the file and reports a write that the operating system could not complete after all.
    public consuming func close() throws(RecordError) {
        try file.close(path: path, offset: offset)
    }
}

extension RecordFormat {
    /// Appends the frame of one payload: header, payload, footer.
    public static func append(_ payload: [UInt8], to bytes: inout [UInt8]) {
        let length = UInt64(payload.count)
        withUnsafeBytes(of: length.littleEndian) { bytes.append(contentsOf: $0) }
        append(MaskedCRC32C(rawValue: RecordHeader.checksum(ofLength: length)), to: &bytes)
        bytes.append(contentsOf: payload)
        append(MaskedCRC32C(of: payload), to: &bytes)
    }

    private static func append(_ checksum: MaskedCRC32C, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: checksum.rawValue.littleEndian) { bytes.append(contentsOf: $0) }
    }
}

/// A file descriptor that is closed exactly once.
private struct OwnedDescriptor: ~Copyable {
    private let descriptor: FileDescriptor

    init(creating path: FilePath) throws(RecordError) {
        do {
            descriptor = try FileDescriptor.open(
                path,
                .writeOnly,
                options: [.create, .exclusiveCreate, .closeOnExec],
                permissions: [.ownerReadWrite, .groupRead, .otherRead]
            )
        } catch {
            throw RecordError(code: .open, path: path, errno: error as? Errno)
        }
    }

    deinit {
        // Only reached when close() was not called: the caller did not ask for errors.
        try? descriptor.close()
    }

    func writeAll(_ bytes: [UInt8], at offset: Int, path: FilePath) throws(RecordError) {
        do {
            try descriptor.writeAll(bytes)
        } catch {
            throw RecordError(code: .write, path: path, offset: offset, errno: error as? Errno)
        }
    }

    consuming func close(path: FilePath, offset: Int) throws(RecordError) {
        let descriptor = descriptor
        discard self
        do {
            try descriptor.close()
        } catch {
            throw RecordError(code: .write, path: path, offset: offset, errno: error as? Errno)
        }
    }
}
