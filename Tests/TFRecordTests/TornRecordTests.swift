import TFRecord
import TestSupport
import Testing

/// A writer that died inside a record, and another that went on behind it.
@Suite struct TornRecordTests {
    static let before = RecordBytes.payloads([24, 33], seed: 1)
    static let torn = RecordBytes.payloads([500], seed: 2)
    static let after = RecordBytes.payloads([24, 40, 0, 61], seed: 3)

    /// Nowhere do the records that follow end where the torn one would have.
    @Test(arguments: ReadLog.Way.allCases)
    func recordsAppendedToATornOneAreRead(way: ReadLog.Way) throws {
        let whole = RecordBytes.file(Self.torn)
        let borders = RecordBytes.ranges(Self.after).map(\.upperBound)
        for kept in 1..<whole.count where !borders.contains(whole.count - kept) {
            let bytes =
                RecordBytes.file(Self.before) + whole.prefix(kept) + RecordBytes.file(Self.after)
            let log = try ReadLog(of: bytes, from: way, bufferByteCount: 4_096)
            let valid = log.records.filter { $0.checksum == .valid }.map(\.payload)
            #expect(valid == Self.before + Self.after, "\(kept) bytes kept")
            #expect(!log.damage.isEmpty)
            #expect(log.damage.first?.offset == 89)
        }
    }

    /// The torn record's length may lead to just where an appended record ends, and then the
    /// header there fits as well.
    @Test(arguments: ReadLog.Way.allCases)
    func recordsThatEndWhereTheTornOneWouldHaveAreRead(way: ReadLog.Way) throws {
        let whole = RecordBytes.file(Self.torn)
        for border in RecordBytes.ranges(Self.after).map(\.upperBound) {
            let bytes =
                RecordBytes.file(Self.before) + whole.dropLast(border)
                + RecordBytes.file(Self.after)
            let log = try ReadLog(of: bytes, from: way, bufferByteCount: 4_096)
            let valid = log.records.filter { $0.checksum == .valid }.map(\.payload)
            #expect(valid == Self.before + Self.after, "\(border) bytes were lost")
        }
    }

    /// A torn record that claims more than the file holds, and more than the buffer does.
    @Test(arguments: [600, 5_000, 100_000, 1 << 30])
    func recordsAfterATornLargeOneAreRead(claimed: Int) throws {
        let bytes =
            RecordBytes.file(Self.before) + RecordBytes.header(claiming: UInt64(claimed))
            + RecordBytes.payloads([200])[0] + RecordBytes.file(Self.after)
        let log = try ReadLog(of: bytes, bufferByteCount: 4_096)
        #expect(log.payloads == Self.before + Self.after)
        #expect(
            log.damage == [RecordDamage(kind: .dataChecksum, offset: 89, byteCount: 212)]
        )
    }

    @Test func severalTornRecordsEachCostOnlyThemselves() throws {
        let tornPart = Array(RecordBytes.file(Self.torn).prefix(77))
        var bytes: [UInt8] = []
        for payload in Self.after { bytes += tornPart + RecordBytes.record(payload) }
        let log = try ReadLog(of: bytes, bufferByteCount: 4_096)
        let valid = log.records.filter { $0.checksum == .valid }.map(\.payload)
        #expect(valid == Self.after)
        #expect(log.damage.map(\.kind) == .init(repeating: .dataChecksum, count: 4))
    }

    /// What the file's last record holds is not looked into when nothing is wrong with it.
    @Test(arguments: ReadLog.Way.allCases)
    func aRecordInsideAPayloadIsNotARecordOfTheFile(way: ReadLog.Way) throws {
        let nested = RecordBytes.file(Self.after)
        let log = try ReadLog(of: RecordBytes.file([nested, nested]), from: way)
        #expect(log.payloads == [nested, nested])
        #expect(log.damage.isEmpty)
    }
}
