import TFRecord
import TensorBoardEvents
import TestSupport
import Testing

@testable import TensorBoard

@Suite struct ScalarTests {
    /// The bytes of TensorBoard's own protobuf classes and checksum.
    @Test func theRecordsAreTheGoldenOnes() throws {
        let run = try WrittenRun()
        let writer = try SummaryWriter(logdir: run.logdir)
        writer.addScalar("loss", Float(0.5), step: 7, wallTime: 1e9)
        writer.addScalar("loss", Float(0.5), step: 7, wallTime: 1e9)
        try writer.close()
        let file = try #require(try run.files().first)
        let bytes = try ScratchFile.contents(of: file)
        let golden = [UInt8](
            hex: """
                30 00 00 00 00 00 00 00 95 f5 d0 5f
                09 00 00 00 00 65 cd cd 41 10 07 2a 23 0a 21 0a 04 6c 6f 73 73 42 0a 08 01 12 00 2a
                04 00 00 00 3f 4a 0d 0a 09 0a 07 73 63 61 6c 61 72 73 20 01
                3c 11 c6 b7
                21 00 00 00 00 00 00 00 01 7b ec f6
                09 00 00 00 00 65 cd cd 41 10 07 2a 14 0a 12 0a 04 6c 6f 73 73 42 0a 08 01 12 00 2a
                04 00 00 00 3f
                52 56 cb fe
                """
        )
        #expect(Array(bytes.suffix(golden.count)) == golden)
    }

    @Test func theHotPathAndTheCodecWriteTheSameBytes() throws {
        let run = try WrittenRun()
        var options = SummaryWriter.Options.silent
        options.filenameSuffix = ".hot"
        let hot = try SummaryWriter(logdir: run.logdir, options: options)
        options.filenameSuffix = ".cold"
        let cold = try SummaryWriter(logdir: run.logdir, options: options)
        var generator = SeededGenerator(seed: 3)
        for index in 1..<3_000 {
            // Every length of tag makes other varints.
            let tag = String(repeating: "t", count: index % 300 + 1)
            let step = Int(Int64.random(in: .min ... .max, using: &generator)) >> (index % 64)
            let value = Float(bitPattern: .random(in: .min ... .max, using: &generator))
            hot.addScalar(tag, value, step: step, wallTime: Double(index))
            cold.add([Summary.Value(scalar: tag, value)], step: step, wallTime: Double(index))
        }
        try hot.close()
        try cold.close()
        let files = try run.files().map { try ScratchFile.contents(of: $0) }
        let version = Preamble.records(wallTime: 1).count
        #expect(files[0].count > 100_000)
        #expect(Set(files.map { $0.dropFirst(version) }).count == 1)
    }

    @Test func nonFiniteNumbersAreWrittenUnchanged() throws {
        let run = try WrittenRun()
        let writer = try SummaryWriter(logdir: run.logdir)
        let bits: [UInt32] = [0x7fc0_0001, 0xffc0_0000, 0x7f80_0000, 0xff80_0000, 0x7f80_0001]
        for (step, bits) in bits.enumerated() {
            writer.addScalar("loss", Float(bitPattern: bits), step: step)
        }
        try writer.close()
        #expect(try run.values().compactMap { $0.value.scalar?.bitPattern } == bits)
    }

    @Test func numbersOfAllTypesAreAccepted() throws {
        let run = try WrittenRun()
        let writer = try SummaryWriter(logdir: run.logdir)
        writer.addScalar("a", 1, step: 0)
        writer.addScalar("b", 1.5, step: 0)
        writer.addScalar("c", UInt64.max, step: 0)
        writer.addScalar("d", Double(1e300), step: 0)
        writer.addScalar("e", Float(2), step: 0)
        try writer.close()
        #expect(
            try run.scalars() == ["a@0=1.0", "b@0=1.5", "c@0=1.8446744e+19", "d@0=inf", "e@0=2.0"]
        )
    }

    @Test func manyScalarsOfAStepAreOneEvent() throws {
        let run = try WrittenRun()
        let writer = try SummaryWriter(logdir: run.logdir)
        writer.addScalars("loss", ["train": 1, "validation": 2.5], step: 3)
        writer.addScalars(["x": Float(4)], step: 3)
        try writer.close()
        #expect(try run.events().count == 2)
        #expect(
            try run.scalars() == ["loss/train@3=1.0", "loss/validation@3=2.5", "x@3=4.0"]
        )
    }

    @Test func manyWholeNumbersOfAStepAreOneEvent() throws {
        let run = try WrittenRun()
        let writer = try SummaryWriter(logdir: run.logdir)
        let counts: [String: Int] = ["seen": 7, "wrong": -2]
        writer.addScalars("images", counts, step: 3)
        writer.addScalars(["x": UInt8(4)], step: 3)
        try writer.close()
        #expect(try run.events().count == 2)
        #expect(try run.scalars() == ["images/seen@3=7.0", "images/wrong@3=-2.0", "x@3=4.0"])
    }

    @Test func onlyTheFirstValueOfATagHasMetadata() throws {
        let run = try WrittenRun()
        let writer = try SummaryWriter(logdir: run.logdir)
        for step in 0..<3 {
            writer.addScalar("a", step, step: step)
            writer.addScalars(["b": Float(step), "c": 0], step: step)
        }
        try writer.close()
        let described = try run.values().filter { $0.value.metadata != nil }
        #expect(described.map(\.value.tag) == ["a", "b", "c"])
        #expect(described.allSatisfy { $0.step == 0 && $0.value.metadata == .scalars })
    }

    @Test func aScalarsDescriptionIsKept() throws {
        let run = try WrittenRun()
        let writer = try SummaryWriter(logdir: run.logdir)
        writer.addScalar("a", 1.0, step: 0, displayName: "A", description: "the *first*")
        try writer.close()
        let metadata = try #require(try run.values().first?.value.metadata)
        #expect(metadata.displayName == "A")
        #expect(metadata.description == "the *first*")
        #expect(metadata.dataClass == .scalar)
    }
}
