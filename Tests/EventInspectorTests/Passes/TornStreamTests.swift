import EventInspector
import SystemPackage
import TestSupport
import Testing

/// A record that breaks off in a pipe, whose end comes as a surprise.
struct TornStreamTests {
    private static let count = 100_000

    private static func bytes(_ number: Float) -> [UInt8] {
        let floats = [Float](repeating: number, count: count)
        return RecordBytes.file([
            EventBytes.version(),
            EventBytes.event(EventBytes.tensor("t", floats: floats, shape: [Int64(count)])),
        ])
    }

    private func stream(_ bytes: [UInt8]) throws -> ScanReport {
        let pipe = try FilledPipe(bytes)
        return try withExtendedLifetime(pipe) { try Scan.path(pipe.path) }
    }

    /// A file's size tells at once that its last record is cut.
    @Test(arguments: [41, 50, 70, 100, 1_000, 65_000])
    func aCutTailIsNotARecordInAFileNorInAPipe(byteCount: Int) throws {
        let cut = Array(Self.bytes(1).prefix(byteCount))
        let (file, streamed) = (try Scan.bytes(cut), try stream(cut))
        #expect(file.totals.records == 1)
        #expect(streamed.totals.records == file.totals.records)
        #expect(streamed.issues == file.issues)
        #expect(file.exitCode == 0)
        #expect(streamed.exitCode == 0)
    }

    /// What went by is not certified, and not lost either.
    @Test func aFindingInACutTailOfAPipeIsNotCertified() throws {
        let report = try stream(Array(Self.bytes(.nan).prefix(60_000)))
        #expect(report.findings.allSatisfy { !$0.first.checksumIsValid })
        #expect(report.issues.map { $0.prefix(14) } == ["truncated-tail"])
    }
}
