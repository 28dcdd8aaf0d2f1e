import ArgumentParser
import EventInspector
import Platform

/// The options for what is printed, and how.
struct OutputOptions: ParsableArguments {
    /// The formats of a report.
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text
        case json
        case jsonl
    }

    /// When to use colors.
    enum ColorChoice: String, CaseIterable, ExpressibleByArgument {
        case auto
        case always
        case never

        /// Whether standard output is colored.
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

    @Option(help: "The format of the report.")
    var format = Format.text

    @Flag(help: "List everything, without shortening long lists.")
    var all = false

    @Option(help: "When to use colors; auto respects NO_COLOR.")
    var color = ColorChoice.auto

    @Flag(
        name: .shortAndLong,
        help: "Print nothing; report only through the exit status."
    )
    var quiet = false

    @Flag(help: "Never show a progress bar (by default shown only on a terminal).")
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
            now: Clock.wallTime,
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
