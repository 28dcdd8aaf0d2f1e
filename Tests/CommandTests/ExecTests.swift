import SystemPackage
import TensorBoardEvents
import TestSupport
import Testing

/// The command of `--exec` runs whatever the file holds.
struct ExecTests {
    private func follow(tag: [UInt8], command: String) throws -> Command.Outcome {
        let event = EventBytes.event(
            EventBytes.value(tagBytes: tag) { $0.float(FieldNumber.Value.simpleValue, .nan) }
        )
        let directory = try ScratchDirectory([
            "a.tfevents": RecordBytes.file([EventBytes.version(), event])
        ])
        return try Command.run([
            "scan", "--follow", "--until-nonfinite", "-q", "--exec", command,
            directory.path.string,
        ])
    }

    /// Linux takes no variable beyond 128 KiB.
    @Test(arguments: [1, 4_096, 4_097, 130_000, 900_000])
    func aTagOfAnyLengthRunsTheCommand(count: Int) throws {
        let outcome = try follow(
            tag: [UInt8](repeating: UInt8(ascii: "x"), count: count),
            command: #"printf '%s' "$TFEVENTS_TAG""#
        )
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("exit status 0"))
        #expect(outcome.output.hasPrefix(String(repeating: "x", count: min(count, 1_000))))
        #expect(outcome.output.utf8.count < 5_000)
        #expect(outcome.output.contains("(\(count) bytes") == (count > 1_024))
    }

    @Test func aTagIsCutBetweenCharacters() throws {
        let tag = Array("a".utf8) + Array(String(repeating: "é", count: 100_000).utf8)
        let outcome = try follow(tag: tag, command: #"printf '%s' "$TFEVENTS_TAG""#)
        #expect(outcome.output.hasPrefix("aé"))
        #expect(!outcome.output.contains("\u{fffd}"))
    }

    @Test func aNULDoesNotEndAVariable() throws {
        let outcome = try follow(
            tag: [0x61, 0, 0x62],
            command: #"printf '%s' "$TFEVENTS_TAG""#
        )
        #expect(outcome.output == #"a\x00b"#)
    }

    @Test func aMissingCommandIsReported() throws {
        let outcome = try follow(tag: [0x61], command: "/no/such/command")
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("could not start '/no/such/command'"))
        #expect(!outcome.errors.contains("ran '"))
    }
}
