import CZlib
import Foundation
import SystemPackage
import TFRecord

/// Gathers records into large writes.
struct RecordFile: ~Copyable {
    private var file: FileDescriptor?
    private var compressed: gzFile?
    private var bytes: [UInt8] = []

    /// Creates the only event file of a directory, which is created, too.
    init(in directory: FilePath, isCompressed: Bool = false) throws {
        let path = try Self.path(in: directory)
        if isCompressed {
            compressed = gzopen(path.string, "wb1")
        } else {
            file = try FileDescriptor.open(
                path,
                .writeOnly,
                options: [.create, .truncate],
                permissions: [.ownerReadWrite, .groupRead]
            )
        }
    }

    /// The path of the event file of a directory, which is created.
    static func path(in directory: FilePath) throws -> FilePath {
        try FileManager.default.createDirectory(
            atPath: directory.string,
            withIntermediateDirectories: true
        )
        return directory.appending("events.out.tfevents.1700000000.bench.1.0")
    }

    mutating func add(_ payload: [UInt8]) throws {
        RecordFormat.append(payload, to: &bytes)
        if bytes.count >= 4 << 20 { try flush() }
    }

    mutating func close() throws {
        try flush()
        try file?.close()
        if let compressed { gzclose(compressed) }
    }

    private mutating func flush() throws {
        _ = try file?.writeAll(bytes)
        if let compressed { gzwrite(compressed, bytes, UInt32(bytes.count)) }
        bytes.removeAll(keepingCapacity: true)
    }
}
