import TFRecord
import TestSupport
import Testing

/// Compressed streams that are cut or changed: no record is lost in silence.
@Suite struct BrokenCompressionTests {
    static let payloads = RecordBytes.payloads([24, 300, 1, 2_000, 12, 700, 5])
    static let plain = RecordBytes.file(payloads)

    private struct Outcome {
        var payloads: [[UInt8]] = []
        var damage: [RecordDamage] = []
        var error: RecordError?
    }

    private func outcome(of bytes: [UInt8], bufferByteCount: Int = 4_096) throws -> Outcome {
        let file = try ScratchFile(bytes)
        var outcome = Outcome()
        do throws(RecordError) {
            var reader = try file.reader(bufferByteCount: bufferByteCount)
            do throws(RecordError) {
                while let record = try reader.next() {
                    if record.checksumIsValid { outcome.payloads.append(record.payload) }
                }
            } catch {
                outcome.error = error
            }
            outcome.damage = reader.damage
        } catch {
            outcome.error = error
        }
        return outcome
    }

    @Test(arguments: Deflater.Container.allCases)
    func aTruncatedStreamIsACutTail(container: Deflater.Container) throws {
        let compressed = Deflater.compress(Self.plain, as: container)
        let step = TestDepth.includesAllSeeds ? 1 : 5
        for count in stride(from: 14, to: compressed.count, by: step) {
            let outcome = try outcome(of: Array(compressed.prefix(count)))
            #expect(outcome.error == nil, "cut to \(count)")
            #expect(outcome.payloads == Array(Self.payloads.prefix(outcome.payloads.count)))
            #expect(outcome.damage.count <= 1)
            #expect(outcome.damage.allSatisfy { $0.kind == .truncatedTail }, "cut to \(count)")
        }
    }

    @Test(arguments: Deflater.Container.allCases)
    func aFlippedBitLosesNoRecordSilently(container: Deflater.Container) throws {
        let compressed = Deflater.compress(Self.plain, as: container)
        let step = TestDepth.includesAllSeeds ? 11 : 53
        let silent = try stride(from: 8 * 2, to: 8 * compressed.count, by: step).filter { bit in
            let outcome = try outcome(of: compressed.flipping(bit: bit))
            return outcome.error == nil && outcome.damage.isEmpty
                && outcome.payloads != Self.payloads
        }
        #expect(silent.isEmpty, "of \(8 * compressed.count) bits")
    }

    /// zlib ends with a checksum of 4 bytes, gzip with one and a length of 4 bytes each.
    @Test(arguments: Deflater.Container.allCases)
    func aTrailerThatDoesNotMatchIsAnError(container: Deflater.Container) throws {
        let compressed = Deflater.compress(Self.plain, as: container)
        let trailerByteCount = container == .gzip ? 8 : 4
        let silent = try (0..<8 * trailerByteCount).filter { bit in
            let changed = compressed.flipping(bit: 8 * compressed.count - 1 - bit)
            return try outcome(of: changed).error?.code != .decompression
        }
        #expect(silent.isEmpty, "counted in bits from the end")
    }

    @Test(arguments: Deflater.Container.allCases)
    func aBrokenStreamIsAnErrorAfterItsRecords(container: Deflater.Container) throws {
        var compressed = Deflater.compress(Self.plain, as: container, level: 0)
        // Level 0 stores the bytes; a block type of 3 does not exist.
        let start = container == .gzip ? 10 : 2
        compressed[start] |= 0b110
        let broken = try outcome(of: compressed)
        #expect(broken.error?.code == .decompression)

        let member = Deflater.compress(Self.plain, as: .gzip)
        let second = try outcome(of: member + compressed)
        if container == .gzip {
            #expect(second.payloads == Self.payloads)
            #expect(second.error?.code == .decompression)
            #expect(second.error?.offset == Self.plain.count)
        }
    }

    /// A member whose first byte was hit holds records as well as any.
    @Test func bytesAfterAMemberThatAreNotAMemberAreReported() throws {
        let member = Deflater.compress(Self.plain, as: .gzip)
        var second = member
        second[0] ^= 1
        let outcome = try outcome(of: member + second)
        #expect(outcome.payloads == Self.payloads)
        #expect(outcome.error?.code == .decompression)
    }
}
