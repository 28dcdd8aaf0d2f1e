import TFRecord
import TestSupport
import Testing

@Suite struct CompressionTests {
    static let payloads = RecordBytes.payloads([24, 300, 0, 70_000, 12, 200_000, 5])

    private func log(of bytes: [UInt8]) throws -> ReadLog {
        let file = try ScratchFile(bytes)
        var reader = try RecordReader(opening: file.path)
        return try ReadLog(reading: &reader)
    }

    @Test(arguments: Deflater.Container.allCases, [0, 1, 6, 9] as [Int32])
    func compressedRecordsAreRead(container: Deflater.Container, level: Int32) throws {
        let compressed = Deflater.compress(
            RecordBytes.file(Self.payloads),
            as: container,
            level: level
        )
        let log = try log(of: compressed)
        #expect(log.payloads == Self.payloads)
        #expect(log.records.map(\.range) == RecordBytes.ranges(Self.payloads))
        #expect(log.damage.isEmpty)
    }

    /// Members may end anywhere, also within a record.
    @Test(arguments: [1, 2, 3, 50])
    func gzipMembersInARowAreOneStream(memberCount: Int) throws {
        let bytes = RecordBytes.file(Self.payloads)
        let size = bytes.count / memberCount + 1
        let members = stride(from: 0, to: bytes.count, by: size).flatMap {
            Deflater.compress(Array(bytes[$0..<min($0 + size, bytes.count)]), as: .gzip)
        }
        let log = try log(of: members)
        #expect(log.payloads == Self.payloads)
        #expect(log.damage.isEmpty)
    }

    @Test func emptyMembersAddNothing() throws {
        let empty = Deflater.compress([], as: .gzip)
        let member = Deflater.compress(RecordBytes.file(Self.payloads), as: .gzip)
        let log = try log(of: empty + member + empty + empty)
        #expect(log.payloads == Self.payloads)
    }

    @Test(arguments: Deflater.Container.allCases)
    func anEmptyCompressedFileHasNoRecords(container: Deflater.Container) throws {
        let log = try log(of: Deflater.compress([], as: container))
        #expect(log.steps.isEmpty)
    }

    @Test func zerosAfterTheLastMemberArePadding() throws {
        let member = Deflater.compress(RecordBytes.file(Self.payloads), as: .gzip)
        let log = try log(of: member + [UInt8](repeating: 0, count: 512))
        #expect(log.payloads == Self.payloads)
        #expect(log.damage.isEmpty)
    }

    @Test(arguments: ReadLog.Way.allCases, Deflater.Container.allCases)
    func aCompressedPipeIsRead(
        way: ReadLog.Way,
        container: Deflater.Container
    ) throws {
        let compressed = Deflater.compress(RecordBytes.file(Self.payloads), as: container)
        let log = try ReadLog(of: compressed, from: way)
        #expect(log.payloads == Self.payloads)
    }

    @Test func damageIsRecoveredFromInsideACompressedStream() throws {
        var bytes = RecordBytes.file(Self.payloads)
        let ranges = RecordBytes.ranges(Self.payloads)
        bytes.replaceSubrange(ranges[2].lowerBound..<ranges[2].lowerBound + 10, with: 1...10)
        let log = try log(of: Deflater.compress(bytes, as: .gzip))
        #expect(log.payloads == Array(Self.payloads[..<2]) + Array(Self.payloads[3...]))
        #expect(
            log.damage == [
                RecordDamage(kind: .lengthChecksum, offset: ranges[2].lowerBound, byteCount: 16)
            ]
        )
    }
}
