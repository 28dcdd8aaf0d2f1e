import Foundation
import SystemPackage
import TFRecord
import TensorBoardEvents
import TestSupport
import Testing

/// Memory stays within 64 MiB whatever a file holds or claims.
///
/// A sanitizer's own memory would drown the tool's, so runs under one set `TFEVENTS_SANITIZER`.
@Suite(
    .tags(.slow),
    .unlessSkipped,
    .enabled(if: ProcessInfo.processInfo.environment["TFEVENTS_SANITIZER"] == nil)
)
struct MemoryTests {
    @Test func aRecordOf1GiBIsScannedInWindows() throws {
        let directory = try TemporaryDirectory()
        let path = directory.path("events.out.tfevents.1.host")
        let elementCount = 1 << 28
        let prefix = Self.eventPrefix(contentByteCount: elementCount * 4)
        let payloadByteCount = prefix.count + elementCount * 4
        let file = try FileDescriptor.open(
            FilePath(path),
            .writeOnly,
            options: [.create],
            permissions: .ownerReadWrite
        )
        try file.closeAfter {
            try file.writeAll(RecordBytes.header(claiming: UInt64(payloadByteCount)) + prefix)
            try file.resize(to: Int64(payloadByteCount + RecordFormat.overheadByteCount))
            // The last element but one, and zeros where the payload's checksum belongs.
            let offset = RecordFormat.headerByteCount + payloadByteCount - 8
            _ = try file.writeAll(toAbsoluteOffset: Int64(offset), [0, 0, 0xc0, 0x7f])
        }
        let outcome = try Self.confined(["scan", "--format", "json", path])
        #expect(outcome.status == 1)
        #expect(outcome.output.contains("\"flatIndex\":\(elementCount - 2)"))
        #expect(outcome.output.contains("\"kind\":\"data-crc\",\"offset\":0"))
    }

    @Test func endlessTagsDoNotExhaustMemory() throws {
        let directory = try TemporaryDirectory()
        let path = directory.path("events.out.tfevents.1.host")
        var bytes: [UInt8] = []
        for index in 0..<400_000 {
            var event = WireWriter()
            event.message(FieldNumber.Event.summary) { summary in
                summary.message(FieldNumber.Summary.value) { value in
                    value.delimited(FieldNumber.Value.tag, "layer/\(index)/weight/norm".utf8)
                    value.float(FieldNumber.Value.simpleValue, index == 399_999 ? .nan : 1)
                }
            }
            RecordFormat.append(event.bytes, to: &bytes)
        }
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        let outcome = try Self.confined(["scan", path])
        #expect(outcome.status == 1)
        #expect(outcome.output.contains("layer/399999/weight/norm"))
    }

    /// An event up to the first byte of a large float tensor's content.
    private static func eventPrefix(contentByteCount: Int) -> [UInt8] {
        func head(_ number: Int, around inner: [UInt8], of total: Int) -> [UInt8] {
            var writer = WireWriter()
            writer.rawVarint(UInt64(number) << 3 | 2)
            writer.rawVarint(UInt64(total))
            return writer.bytes + inner
        }
        var dtype = WireWriter()
        dtype.varint(FieldNumber.Tensor.dtype, 1)
        var inner = dtype.bytes + head(FieldNumber.Tensor.content, around: [], of: contentByteCount)
        for (number, tag) in [
            (FieldNumber.Value.tensor, "big"), (FieldNumber.Summary.value, nil),
            (FieldNumber.Event.summary, nil),
        ] as [(Int, String?)] {
            inner = head(number, around: inner, of: inner.count + contentByteCount)
            guard let tag else { continue }
            var name = WireWriter()
            name.delimited(FieldNumber.Value.tag, tag.utf8)
            inner = name.bytes + inner
        }
        return inner
    }

    /// Runs the tool where the system gives it no more than 64 MiB to write to.
    private static func confined(_ arguments: [String]) throws -> Command.Outcome {
        try Command.shell(
            #"ulimit -d 65536 && exec "$tfevents" "$@""#,
            arguments: arguments + ["--jobs", "1"]
        )
    }
}
