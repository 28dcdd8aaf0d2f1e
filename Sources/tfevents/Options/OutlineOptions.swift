public import ArgumentParser
import EventInspector
internal import Logdirs
import Platform
public import RunSeries
internal import TensorBoardEvents

/// What `ls` and `stats` read.
struct OutlineOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "Logdirs, runs, event files, or - for standard input.",
            valueName: "path"
        ),
        completion: .file()
    )
    var paths: [String]

    @OptionGroup(title: "Selection")
    var selection: SelectionOptions

    @Option(help: "The order of the tags.")
    var sort = OutlineOrder.name

    @OptionGroup(title: "Output")
    var output: OutputOptions

    @OptionGroup
    var jobs: JobOptions

    func validate() throws {
        if paths.filter({ $0 == "-" }).count > 1 {
            throw ValidationError("standard input can be read only once")
        }
    }

    /// Reads the outline and prints it.
    ///
    /// - Parameter text: The outline as text, given whether it is colored and its width.
    /// - Throws: The exit status.
    func print(_ text: (LogdirOutline) -> String) throws {
        var reader = SeriesReader()
        reader.jobs = jobs.jobs
        reader.selection = try selection.selection
        reader.excludedFiles = selection.excludeFile.map { Glob($0) }
        reader.allowsEmptySelection = selection.allowEmpty
        try output.protect(paths)
        let progressBar = output.progressBar
        reader.progress = progressBar
        let outline: LogdirOutline
        do {
            outline = try reader.outline(of: paths)
        } catch {
            progressBar?.clear()
            throw System.exit(reporting: error)
        }
        progressBar?.clear()
        let status = Complaints.status(of: outline.remarks)
        let formatted: String
        switch output.format {
        case .text: formatted = text(outline)
        case .json: formatted = OutlineJSON().text(of: outline)
        case .jsonl: formatted = OutlineJSON().lines(of: outline)
        }
        try output.write(formatted, exitCode: status)
        Complaints.print(outline.remarks)
        throw ExitCode(status)
    }
}

extension OutlineOrder: ExpressibleByArgument {}
