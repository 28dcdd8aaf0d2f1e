import SystemPackage
import TFRecord
import TestSupport
import Testing
import TextOutput

@testable import EventInspector

/// Examples with bytes turned over or cut out: nothing crashes, and through a small buffer, where
/// they go by in pieces, they say the same as in memory.
struct HostileExampleTests {
    private static let samples: [[UInt8]] = [
        ExampleBytes.example(
            ExampleBytes.floats("pixels", [1, .nan, 3, 4]),
            ExampleBytes.looseFloats("loose", [.infinity, 0, 1]),
            ExampleBytes.bytes("name", Array("a name of some length".utf8)),
            ExampleBytes.floats("long", [Float](repeating: 2, count: 60))
        ),
        ExampleBytes.sequence(
            context: [ExampleBytes.floats("rate", [1])],
            lists: [
                ExampleBytes.rows("frames", [[1, 2, 3], [], [.nan], [4, -.infinity]]),
                ExampleBytes.rows("long", Array(repeating: [1, 2, 3], count: 20)),
            ]
        ),
    ]

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func anyMutationIsReadAlikeWholeAndStreamed(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var differing: [[UInt8]] = []
        let whole = ReadBuffer()
        let small = ReadBuffer(byteCount: 512)
        for round in 0..<TestDepth.rounds(1_000, of: 4_000) {
            let payload = Self.mutated(Self.samples[round % 2], using: &generator)
            let inMemory = try summary(payload, whole)
            let inPieces = try summary(payload, small)
            // A group ends the reading of what goes by, and makes either record malformed.
            let isExcused = inMemory.isDoubted && inPieces.isDoubted
            if inMemory != inPieces, !isExcused { differing.append(payload) }
        }
        #expect(differing == [])
    }

    @Test func theSamplesThemselvesAreReadAlike() throws {
        for sample in Self.samples {
            let whole = try summary(sample, ReadBuffer())
            #expect(whole == (try summary(sample, ReadBuffer(byteCount: 512))))
            #expect(whole.findings.count == 2)
            #expect(!whole.isDoubted)
        }
    }

    /// What a scan says, as far as the buffer must not matter.
    private struct Summary: Equatable {
        var findings: [String]
        var values: Int
        var elements: Int
        var issues: [FileIssue]
        var isDoubted: Bool { !issues.isEmpty }
    }

    private func summary(_ payload: [UInt8], _ buffer: ReadBuffer) throws -> Summary {
        let scan = FileScan(content: .records, options: ScanOptions(jobs: 1))
        var reader = try RecordReader(
            ScriptedSource(RecordBytes.record(payload)),
            path: "x.tfrecord",
            buffer: buffer
        )
        scan.run(&reader)
        let history = scan.history
        return Summary(
            findings: history.findings.map {
                "\(EscapedText.text(history.tags.name(of: Int($0.tag)))) \($0.kind) \($0.place) "
                    + "\($0.count) \($0.occurrences) \($0.first.observation)"
            },
            values: history.totals.values,
            elements: history.totals.elements,
            issues: scan.issues
        )
    }

    private static func mutated(
        _ sample: [UInt8],
        using generator: inout SeededGenerator
    ) -> [UInt8] {
        var bytes = sample
        for _ in 0..<Int.random(in: 1...3, using: &generator) where bytes.count > 8 {
            let index = Int.random(in: 1..<bytes.count, using: &generator)
            switch Int.random(in: 0..<4, using: &generator) {
            case 0: bytes[index] = UInt8.random(in: 0...255, using: &generator)
            case 1: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            case 2: bytes.remove(at: index)
            default: bytes.removeLast(min(index, bytes.count - 8))
            }
        }
        return bytes
    }
}
