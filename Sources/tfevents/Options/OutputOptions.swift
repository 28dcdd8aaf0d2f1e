import ArgumentParser
import EventInspector

/// The options that say what is printed, and how.
struct OutputOptions: ParsableArguments {
    /// The formats of a report.
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text
        case json
        case jsonl
    }

    /// When to use colours.
    enum ColorChoice: String, CaseIterable, ExpressibleByArgument {
        case auto
        case always
        case never

        /// Whether standard output is to be coloured.
        var isColored: Bool {
            switch self {
            case .always: true
            case .never: false
            case .auto:
                System.isTerminal(System.standardOutput)
                    && System.environment("NO_COLOR", default: "").isEmpty
                    && System.environment("TERM", default: "") != "dumb"
            }
        }
    }

    @Option(help: "How to print the report.")
    var format = Format.text

    @Flag(help: "List everything, however long.")
    var all = false

    @Option(help: "When to use colours; NO_COLOR in the environment turns auto off.")
    var color = ColorChoice.auto

    @Flag(name: .shortAndLong, help: "Print nothing; the exit status tells.")
    var quiet = false

    @Flag(help: "Show no progress bar; there is one only on a terminal anyway.")
    var noProgress = false

    var reportFormat: any ReportFormat {
        switch format {
        case .text: textFormat
        case .json: JSONFormat()
        case .jsonl: JSONLinesFormat()
        }
    }

    var textFormat: TextFormat {
        TextFormat(
            now: System.now,
            isColored: color.isColored,
            showsAll: all,
            wording: .tool
        )
    }

    var progressBar: ProgressBar? {
        guard !noProgress, !quiet, System.isTerminal(System.standardError) else { return nil }
        return ProgressBar()
    }
}
