import ArgumentParser
import EventInspector
internal import Logdirs
import Platform
internal import TensorBoardEvents

/// `tfevents explain`.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Explain which tensor became non-finite first, in which pass, and why.",
        discussion: """
            A run is given as its directory or as an event file; each run of a logdir is \
            explained. Standard input is copied to a temporary file, since it is read twice. Every \
            claim rests on logged numbers; when those are not enough, explain says so and suggests \
            what to log next.

            A rules file gives roles to tags whose names do not reveal them. Each line is a rule: \
            a role (data, input, output, loss, gradient, update, optimizer-state, parameter, \
            buffer, mask, loss-scale, learning-rate, coefficient, metric, derived, ignored), a \
            space and a glob for the tags, in which {layer} matches the layer's name.

            Exit status: 0 nothing to explain; 1 non-finite values found; 2 none found, but part \
            of the input could not be read; 64 bad usage; 65 a path leads to a \
            file that is neither an event file nor a dataset; 66 no such input; 74 the explanation \
            could not be written.
            """
    )

    @Argument(
        help: ArgumentHelp(
            "Logdirs, runs, event files, or - for standard input.",
            valueName: "path"
        ),
        completion: .file()
    )
    var paths: [String] = []

    @OptionGroup(title: "Input from a list")
    var filesFrom: FilesFromOptions

    @OptionGroup(title: "Selection")
    var selection: SelectionOptions

    @OptionGroup(title: "Judgment")
    var judgment: JudgmentOptions

    @OptionGroup(title: "Output")
    var output: OutputOptions

    @OptionGroup
    var jobs: JobOptions

    func validate() throws {
        if paths.filter({ $0 == "-" }).count > 1 {
            throw ValidationError("standard input can be read only once")
        }
        try filesFrom.validate(paths: paths, isFollowing: false)
    }

    func run() throws {
        var options = ScanOptions(jobs: jobs.jobs)
        options.wording = .tool
        options.selection = try selection.selection
        options.excludedFiles = selection.excludeFile.map { Glob($0) }
        options.allowances = judgment.allow
        options.allowsEmptySelection = selection.allowEmpty
        let progressBar = output.progressBar
        options.progress = progressBar
        options.rules = try judgment.tagRules
        options.failureRule = judgment.failOn.rule
        let entries = try filesFrom.entries()
        let list = filesFrom.relativeTo.map { FileList(entries, of: $0) }
        let paths = try paths + (list == nil ? FilesFromOptions.strings(entries) : [])
        try output.protect(paths)
        let explanation: Explanation
        do {
            explanation = try RunExplainer(options: options).explain(paths, list: list)
        } catch {
            progressBar?.clear()
            throw System.exit(reporting: error)
        }
        progressBar?.clear()
        try output.write(text(of: explanation), exitCode: explanation.report.exitCode)
        Complaints.print(explanation.report)
        throw ExitCode(explanation.report.exitCode)
    }

    private func text(of explanation: Explanation) -> String {
        switch output.format {
        case .text:
            ExplanationText(
                now: Clock.wallTime,
                isColored: output.isColored,
                showsAll: output.all,
                width: output.width,
                wording: .tool
            ).text(of: explanation)
        case .json: ExplanationJSON().text(of: explanation)
        case .jsonl: ExplanationJSONLines().text(of: explanation)
        }
    }
}
