import TFRecord
import TestSupport
import Testing

/// Files of 50 records with one to four random changes each, some thousands of them.
///
/// Rules that hold for each:
/// - what the reader reports tiles the file, see ``ReadLog/tilingFault(byteCount:wholeLimit:)``;
/// - each record that is still whole comes out valid, wherever it stands, but for those within
///   what a large record claims whose checksum fails: in a file, where a record follows just where
///   the claim ends, in a stream, anyhow, since it cannot go back;
/// - what comes out valid was written;
/// - damage is reported unless whole records are all that the file holds.
@Suite struct RandomDamageTests {
    /// Records of over 1,008 bytes go by in pieces with the buffer used here.
    static let payloads: [[UInt8]] = {
        var generator = SeededGenerator(seed: 50)
        let sizes = (0..<50).map { index in
            index % 10 == 7 ? 1_500 : Int.random(in: 0...120, using: &generator)
        }
        return RecordBytes.payloads(sizes, seed: 51)
    }()
    static let written = Set(payloads)
    static let ranges = RecordBytes.ranges(payloads)
    static let original = RecordBytes.file(payloads)
    static let wholeLimit = 1_024

    private static func damagedFile(seed: UInt64) -> DamagedFile {
        var generator = SeededGenerator(seed: seed)
        var file = DamagedFile(original)
        for _ in 0..<Int.random(in: 1...4, using: &generator) { file.damage(using: &generator) }
        return file
    }

    /// Which rules a reading breaks.
    private static func faults(in log: ReadLog, of file: DamagedFile) -> [String] {
        var faults: [String] = []
        if let fault = log.tilingFault(byteCount: file.bytes.count, wholeLimit: wholeLimit) {
            faults.append("not tiled: \(fault)")
        }
        let valid = log.records.filter { $0.checksum == .valid }
        if !valid.allSatisfy({ written.contains($0.payload) }) {
            faults.append("a record that was never written")
        }
        let intact = file.intactRecords(of: ranges)
        let lost = Set(intact).subtracting(valid.map(\.range))
        if !lost.isEmpty { faults.append("lost \(lost)") }
        if log.damage.isEmpty, intact.reduce(0, { $0 + $1.count }) != file.bytes.count {
            faults.append("nothing reported")
        }
        return faults
    }

    @Test(arguments: 0..<4)
    func everyIntactRecordOfAFileIsRead(quarter: UInt64) throws {
        let scratch = try ScratchFile()
        for seed in seeds(of: quarter) {
            let file = Self.damagedFile(seed: seed)
            try scratch.replace(with: file.bytes)
            let log = try ReadLog(of: scratch, bufferByteCount: 4 * Self.wholeLimit)
            let claims = zip(log.steps, log.steps.dropFirst()).compactMap { step, next in
                step.isLargeAndInvalid(over: Self.wholeLimit) && next.isRecord
                    && next.range.lowerBound == step.range.upperBound ? step.range : nil
            }
            let faults = Self.faults(in: log, of: file.without(claims))
            #expect(faults.isEmpty, "seed \(seed): \(file.history)")
        }
    }

    @Test(arguments: 4..<6)
    func aStreamYieldsTheIntactRecordsThatNoLargeRecordClaims(quarter: UInt64) throws {
        for seed in seeds(of: quarter) {
            let file = Self.damagedFile(seed: seed)
            let log = try ReadLog(
                of: file.bytes,
                from: .stream,
                bufferByteCount: 4 * Self.wholeLimit
            )
            let claims = log.steps.filter { $0.isLargeAndInvalid(over: Self.wholeLimit) }
            let faults = Self.faults(in: log, of: file.without(claims.map(\.range)))
            #expect(faults.isEmpty, "seed \(seed): \(file.history)")
        }
    }

    private func seeds(of quarter: UInt64) -> Range<UInt64> {
        quarter * 500..<quarter * 500 + UInt64(TestDepth.rounds(100, of: 500))
    }

    /// The public reader says the same as the steps.
    @Test func thePublicReaderReadsTheSame() throws {
        let scratch = try ScratchFile()
        for seed in 3_000..<3_100 as Range<UInt64> {
            try scratch.replace(with: Self.damagedFile(seed: seed).bytes)
            let log = try ReadLog(of: scratch)
            var reader = try RecordReader(opening: scratch.path)
            var payloads: [[UInt8]] = []
            while let record = try reader.next() { payloads.append(record.payload) }
            #expect(payloads == log.payloads, "seed \(seed)")
            #expect(reader.damage == log.damage, "seed \(seed)")
        }
    }
}
