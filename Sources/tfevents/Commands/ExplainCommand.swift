import ArgumentParser
import EventInspector
internal import Logdirs

/// `tfevents explain`.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Tell which tensor of a run broke first, in which direction, and why.",
        discussion: """
            A RUN is a run's directory, an event file, a logdir whose runs are each explained, or - \
            for standard input, which is copied to a temporary file since it is read twice. \
            What is said rests on what was logged: where that does not tell, it says so and says \
            what to log next.

            A rules file says what tags mean where their names do not: one rule a line, a role \
            (data, input, output, loss, gradient, update, parameter, loss-scale, learning-rate, \
            metric, ignored) and a glob for the tags, in which {layer} stands for the layer's name.

            Exit status: 0 there is nothing to explain; 1 something is not finite; 2 nothing was \
            found but part of the input could not be read; 64 bad usage; 66 no such input; 74 the \
            explanation could not be written.
            """
    )

    /// The formats of an explanation.
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text
        case json
    }

    @Argument(help: ArgumentHelp("Runs, logdirs, or - for standard input.", valueName: "run"))
    var paths: [String] = []

    @OptionGroup(title: "What to read besides")
    var filesFrom: FilesFromOptions

    @OptionGroup(title: "What to look at")
    var selection: SelectionOptions

    @Option(help: "How to print the explanation.")
    var format = Format.text

    @Option(help: "When to use colours; NO_COLOR in the environment turns auto off.")
    var color = OutputOptions.ColorChoice.auto

    @Option(help: "How many files, or parts of a large one, to read at the same time.")
    var jobs: Int = ScanOptions.processorCount

    func validate() throws {
        if jobs < 1 { throw ValidationError("--jobs must be at least 1") }
        if paths.filter({ $0 == "-" }).count > 1 {
            throw ValidationError("standard input can be read once only")
        }
        try filesFrom.validate(paths: paths, isFollowing: false)
        if selection.firstOnly {
            throw ValidationError("--first-only stops a scan; explain needs the whole run")
        }
    }

    func run() throws {
        var options = ScanOptions(jobs: jobs)
        options.wording = .tool
        options.selection = try selection.selection
        options.allowances = selection.allow
        options.rules = try selection.tagRules
        let entries = try filesFrom.entries()
        let list = filesFrom.relativeTo.map { FileList(entries, of: $0) }
        let paths = try paths + (list == nil ? FilesFromOptions.strings(entries) : [])
        let explanation: Explanation
        do {
            explanation = try RunExplainer(options: options).explain(paths, list: list)
        } catch {
            StandardError.print("tfevents: \(error)")
            throw ExitCode(System.noInput)
        }
        let text =
            switch format {
            case .text:
                ExplanationText(now: System.now, isColored: color.isColored, wording: .tool)
                    .text(of: explanation)
            case .json: ExplanationJSON().text(of: explanation)
            }
        try StandardOutput.print(text, exitCode: explanation.report.exitCode)
        throw ExitCode(explanation.report.exitCode)
    }
}
