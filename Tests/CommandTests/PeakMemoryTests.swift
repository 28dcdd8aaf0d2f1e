#if os(Linux)
import Foundation
import SystemPackage
import TFRecord
import TensorBoardEvents
import TestSupport
import Testing

/// The peak of resident memory, over what a logdir may be made of.
///
/// A sanitizer's own memory would drown the tool's, so runs under one set `TFEVENTS_SANITIZER`.
@Suite(
    .tags(.slow),
    .unlessSkipped,
    .serialized,
    .enabled(if: ProcessInfo.processInfo.environment["TFEVENTS_SANITIZER"] == nil)
)
struct PeakMemoryTests {
    /// What a logdir of any size may take.
    static let limit = 64 * 1_024 * 1_024

    /// Each tag is a finding that the report has to hold.
    @Test func manyFindingsAreListed() throws {
        let file = try ScratchFile(Self.tags(10_000, number: .nan))
        let peak = try PeakMemory.ofScanning(file.path)
        #expect(peak.byteCount < Self.limit)
        #expect(peak.outcome.status == 1)
        #expect(peak.outcome.output.contains("10,000 findings"))
    }

    /// Beyond a bound they are counted, and the report says so.
    @Test func endlessFindingsAreCounted() throws {
        let file = try ScratchFile(Self.tags(100_000, number: .nan))
        let peak = try PeakMemory.ofScanning(file.path)
        #expect(peak.byteCount < Self.limit)
        #expect(peak.outcome.status == 1)
        #expect(peak.outcome.output.contains("100,000 NaN"))
        #expect(peak.outcome.output.contains("more findings than are listed"))
    }

    @Test func manyRunsNeedNoMoreMemoryThanOne() throws {
        let bytes = Self.tags(20_000, number: 1)
        let logdir = try ScratchDirectory()
        for index in 0..<20 { try logdir.write(bytes, to: "run\(index)/tfevents") }
        let peak = try PeakMemory.ofScanning(logdir.path)
        #expect(peak.byteCount < Self.limit)
        #expect(peak.outcome.output.contains("400,000 values"))
    }

    @Test func manyFilesOfOneRunNeedNoMoreMemoryThanItsTags() throws {
        let bytes = Self.tags(20_000, number: 1)
        let logdir = try ScratchDirectory()
        for index in 0..<20 { try logdir.write(bytes, to: "tfevents\(index)") }
        let peak = try PeakMemory.ofScanning(logdir.path)
        #expect(peak.byteCount < Self.limit)
        #expect(peak.outcome.output.contains("400,000 values"))
    }

    /// While one job is busy with the first file of a run the other reads on.
    @Test func filesAfterASlowOneDoNotPileUp() throws {
        let bytes = Self.tags(20_000, number: 1)
        let slow = try SparseTensor.file(elementCount: 1 << 28, last: 1)
        let logdir = try ScratchDirectory()
        try logdir.link("tfevents", to: slow.path.string)
        for index in 0..<40 { try logdir.write(bytes, to: "tfevents\(index)") }
        let peak = try PeakMemory.ofScanning(logdir.path, jobs: 2)
        #expect(peak.byteCount < Self.limit)
        #expect(peak.outcome.status == 0)
    }

    @Test func aCompressedFileIsNotKeptInMemory() throws {
        let plain = try SparseTensor.file(elementCount: 1 << 24, last: .infinity)
        let directory = try ScratchDirectory()
        let packed = directory.path("tfevents.gz")
        let gzip = try Command.shell(
            #"gzip -1 < "$1" > "$2""#,
            arguments: [plain.path.string, packed.string]
        )
        try #require(gzip.status == 0)
        let peak = try PeakMemory.ofScanning(packed)
        #expect(peak.byteCount < Self.limit)
        #expect(peak.outcome.output.contains("[\(1 << 24 - 1)]"))
    }

    private static func tags(_ count: Int, number: Float) -> [UInt8] {
        RecordBytes.file(
            stride(from: 0, to: count, by: 500).map { start in
                EventBytes.event(
                    step: 1,
                    values: (start..<min(start + 500, count)).map {
                        EventBytes.scalar("model/layer\($0)/kernel", number)
                    }
                )
            }
        )
    }
}

/// A file with one large tensor of zeros, most of which are a hole and take no room on the disk.
private enum SparseTensor {
    /// A file whose tensor is zero but for its last element.
    static func file(elementCount: Int, last: Float) throws -> ScratchFile {
        let byteCount = elementCount * 4
        var tensor = WireWriter()
        tensor.dtype(.float)
        tensor.shape([Int64(elementCount)])
        let tensorHead = tensor.bytes + head(FieldNumber.Tensor.content, byteCount)
        let value = EventBytes.value("t") { _ in }
        let valueHead =
            value + head(FieldNumber.Value.tensor, tensorHead.count + byteCount) + tensorHead
        let summaryHead = head(FieldNumber.Summary.value, valueHead.count + byteCount) + valueHead
        let event =
            EventBytes.head(step: 1, wallTime: EventBytes.epoch).bytes
            + head(FieldNumber.Event.summary, summaryHead.count + byteCount) + summaryHead
        let payloadByteCount = event.count + byteCount
        let end = RecordFormat.headerByteCount + payloadByteCount

        let file = try ScratchFile(
            RecordBytes.header(claiming: UInt64(payloadByteCount)) + event
        )
        try file.resize(to: end)
        let lastBytes = [last].littleEndianBytes
        try file.write(lastBytes, at: end - lastBytes.count)
        try file.write(
            RecordBytes.footer(checksum(event, zeroCount: byteCount - 4, lastBytes)),
            at: end
        )
        return file
    }

    private static func head(_ field: Int, _ byteCount: Int) -> [UInt8] {
        var writer = WireWriter()
        writer.rawVarint(UInt64(field << 3 | 2))
        writer.rawVarint(UInt64(byteCount))
        return writer.bytes
    }

    private static func checksum(
        _ head: [UInt8],
        zeroCount: Int,
        _ tail: [UInt8]
    ) -> MaskedCRC32C {
        var checksum = CRC32C()
        head.withUnsafeBytes { checksum.update($0) }
        let zeros = [UInt8](repeating: 0, count: 1 << 20)
        var left = zeroCount
        while left > 0 {
            zeros.prefix(left).withUnsafeBytes { checksum.update($0) }
            left -= min(left, zeros.count)
        }
        tail.withUnsafeBytes { checksum.update($0) }
        return MaskedCRC32C(masking: checksum.value)
    }
}
#endif
