import ArgumentParser
import EventInspector

/// How many files, or parts of a large file, are read at once.
struct JobOptions: ParsableArguments {
    @Option(
        name: [.customShort("j", allowingJoined: true), .long],
        parsing: .unconditional,
        help: ArgumentHelp(
            """
            How many files, or parts of a large file, to read at once (default: one for each \
            processor).
            """,
            valueName: "number"
        ),
        transform: JobOptions.number
    )
    var jobs: Int = ScanOptions.processorCount

    private static func number(_ text: String) throws -> Int {
        guard let number = Int(text), number >= 1 else {
            throw ValidationError("give a whole number, 1 or more")
        }
        return number
    }
}
