import ArgumentParser
import EventInspector
internal import Logdirs
import Platform
internal import TextOutput

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

    @Option(
        name: [.customShort("o", allowingJoined: true), .long],
        help: ArgumentHelp(
            "Write the report to a file; - for standard output.",
            valueName: "file"
        ),
        completion: .file()
    )
    var output: String?

    @Flag(help: "List everything, without shortening long lists or names.")
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
            isColored: isColored,
            showsAll: all,
            width: width,
            wording: .tool
        )
    }

    /// The file to write to; nil for standard output.
    private var file: String? { output == "-" ? nil : output }

    /// Whether the report is colored; in a file only if that is asked for.
    var isColored: Bool { file == nil ? color.isColored : color == .always }

    /// The width of the report; nil for no limit.
    var width: Int? { file == nil ? System.textWidth : nil }

    /// Refuses an output file that holds what is to be read, or whatever else is an event file.
    ///
    /// - Throws: The exit status.
    func protect(_ paths: [String]) throws { try ProtectedInputs(paths).refuse(file) }

    /// Writes the report where it belongs, unless nothing is to be printed.
    ///
    /// - Parameters:
    ///   - text: The report.
    ///   - exitCode: The exit code if whoever reads the report has gone away.
    /// - Throws: The exit status when the text cannot be written.
    func write(_ text: @autoclosure () -> String, exitCode: Int32) throws {
        guard !quiet else { return }
        if let file {
            try OutputFile.write(text(), to: file)
        } else {
            try StandardOutput.print(text(), exitCode: exitCode)
        }
    }

    var progressBar: ProgressBar? {
        guard !noProgress, !quiet, System.isTerminal(System.standardError) else { return nil }
        return ProgressBar()
    }
}
