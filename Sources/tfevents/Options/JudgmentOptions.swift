import ArgumentParser
import EventInspector
import Platform
import SystemPackage
internal import TagRoles

/// The options that say what counts as a failure, and what tags mean.
struct JudgmentOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            Allow these findings (GLOB=nan, GLOB=inf, GLOB=+inf, GLOB=-inf or GLOB=any): report \
            them without failing; repeatable.
            """,
            valueName: "GLOB=KIND"
        ),
        completion: Completions.allowances,
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
        ),
        completion: .file()
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
                StandardError.print("tfevents: --rules \(rules): \(System.explanation(of: error))")
                throw ExitCode(System.noInput)
            }
        }
    }
}
