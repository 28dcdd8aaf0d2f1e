import ArgumentParser
import EventInspector

/// `tfevents merge-reports`.
struct MergeReportsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge-reports",
        abstract: "Join the reports of scans that shared the work into the one of a single scan.",
        discussion: """
            A FILE holds what scan --format jsonl printed, of one scan or of several after each \
            other; - is standard input. The shards of scan --shard may come in any order. Other \
            reports are joined in the order in which they are given, as scan takes its paths.

            Exit status: as of scan (0, 1, 2) for all of it; 64 bad usage; 65 a report is damaged, \
            missing or does not fit the others; 66 no such file, or nothing was scanned; 74 the \
            report could not be written.
            """
    )

    @Argument(help: "Reports, or - for standard input.")
    var files: [String]

    @OptionGroup(title: "What to print")
    var output: OutputOptions

    func validate() throws {
        if files.filter({ $0 == "-" }).count > 1 {
            throw ValidationError("standard input can be read once only")
        }
    }

    func run() throws {
        let report: ScanReport
        do {
            var merger = ReportMerger(wording: .tool)
            for file in files {
                merger.begin(file)
                try InputFile.read(file) { try merger.read($0) }
                try merger.end()
            }
            report = try merger.report()
        } catch let error as MergeError {
            StandardError.print("tfevents: \(error)")
            throw ExitCode(error.code == .empty ? System.noInput : System.badData)
        }
        if !output.quiet {
            let text = output.reportFormat.text(of: report)
            try StandardOutput.print(text, exitCode: report.exitCode)
        }
        throw ExitCode(report.exitCode)
    }
}
