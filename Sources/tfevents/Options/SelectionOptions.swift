import ArgumentParser
import EventInspector
internal import Logdirs
internal import TensorBoardEvents

/// The options that select values.
struct SelectionOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Read only tags that match; repeatable.", valueName: "glob"),
        completion: Completions.tags
    )
    var tag: [String] = []

    @Option(
        help: ArgumentHelp("Skip tags that match; repeatable.", valueName: "glob"),
        completion: Completions.tags
    )
    var excludeTag: [String] = []

    @Option(
        help: ArgumentHelp("Read only runs that match; repeatable.", valueName: "glob"),
        completion: Completions.runs
    )
    var run: [String] = []

    @Option(
        help: ArgumentHelp(
            "Pass over files below a logdir whose path or name matches; repeatable.",
            valueName: "glob"
        )
    )
    var excludeFile: [String] = []

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Read only steps A to B, inclusive; either may be omitted.",
            valueName: "A:B"
        ),
        transform: StepRange.init(text:)
    )
    var step: StepRange?

    @Flag(help: "Accept a selection that matches nothing, instead of exit status 66.")
    var allowEmpty = false

    var selection: ScanSelection {
        get throws {
            ScanSelection(
                tags: tag.map { Glob($0) },
                excludedTags: excludeTag.map { Glob($0) },
                runs: run.map { Glob($0) },
                steps: step?.range ?? .min ... .max
            )
        }
    }
}

/// A range of steps, written `A:B`, `A:` or `:B`, or a single step.
struct StepRange {
    let range: ClosedRange<Int64>

    /// Reads a range.
    ///
    /// - Throws: `ValidationError` that says what is wrong.
    init(text: String) throws {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count <= 2, text != ":", !text.isEmpty,
            let lower = Self.bound(parts[0], default: .min),
            let upper = Self.bound(parts.count == 2 ? parts[1] : parts[0], default: .max)
        else {
            throw ValidationError(
                "give A:B, A:, :B or one step, in whole numbers"
            )
        }
        guard lower <= upper else {
            throw ValidationError(
                "the first step is after the last; did you mean \(upper):\(lower)?"
            )
        }
        range = lower...upper
    }

    private static func bound(_ text: Substring, default value: Int64) -> Int64? {
        text.isEmpty ? value : Int64(text)
    }
}
