import ArgumentParser
import EventInspector
internal import Logdirs
import SystemPackage
internal import TagRoles
internal import TensorBoardEvents

/// The options that select values.
struct SelectionOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Read only tags that match; repeatable.", valueName: "glob"))
    var tag: [String] = []

    @Option(help: ArgumentHelp("Skip tags that match; repeatable.", valueName: "glob"))
    var excludeTag: [String] = []

    @Option(help: ArgumentHelp("Read only runs that match; repeatable.", valueName: "glob"))
    var run: [String] = []

    @Option(
        help: ArgumentHelp(
            "Pass over files below a logdir whose path or name matches; repeatable.",
            valueName: "glob"
        )
    )
    var excludeFile: [String] = []

    @Option(
        help: ArgumentHelp(
            "Read only steps A to B, inclusive; either may be omitted.",
            valueName: "A:B"
        )
    )
    var step: StepRange?

    @Option(
        help: ArgumentHelp(
            """
            Allow these findings (GLOB=nan, GLOB=inf, GLOB=+inf, GLOB=-inf or GLOB=any): report \
            them without failing; repeatable.
            """,
            valueName: "GLOB=KIND"
        ),
        transform: { text in
            guard let allowance = Allowance(text) else {
                throw ValidationError(
                    "'\(text)' is not GLOB=nan, GLOB=inf, GLOB=+inf, GLOB=-inf or GLOB=any"
                )
            }
            return allowance
        }
    )
    var allow: [Allowance] = []

    @Option(
        help: ArgumentHelp(
            """
            What exit status 1 is for: any non-finite value, or only a run that broke and did not \
            recover.
            """,
            valueName: "nonfinite|broken"
        )
    )
    var failOn = FailOn.nonfinite

    /// What exit status 1 is for.
    enum FailOn: String, CaseIterable, ExpressibleByArgument {
        case nonfinite
        case broken

        var rule: FailureRule { self == .broken ? .broken : .nonfinite }
    }

    @Option(
        help: ArgumentHelp(
            "A file of rules that give tags their roles; see 'tfevents explain --help'.",
            valueName: "file"
        )
    )
    var rules: String?

    /// The rules of the named file.
    var tagRules: TagRules {
        get throws {
            guard let rules else { return TagRules() }
            do {
                return try TagRules(try RulesFile.text(of: rules))
            } catch let error as TagRulesError {
                throw ValidationError("--rules \(rules): \(error)")
            } catch let error as Errno {
                throw ValidationError("--rules \(rules): \(System.explanation(of: error))")
            }
        }
    }

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
struct StepRange: ExpressibleByArgument {
    let range: ClosedRange<Int64>

    init?(argument: String) {
        let parts = argument.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count <= 2, argument != ":", !argument.isEmpty else { return nil }
        guard let lower = Self.bound(parts[0], default: .min) else { return nil }
        let last = parts.count == 2 ? parts[1] : parts[0]
        guard let upper = Self.bound(last, default: .max), lower <= upper else { return nil }
        range = lower...upper
    }

    private static func bound(_ text: Substring, default value: Int64) -> Int64? {
        text.isEmpty ? value : Int64(text)
    }
}
