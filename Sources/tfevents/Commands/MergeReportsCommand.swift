import ArgumentParser
import EventInspector
import Platform

/// `tfevents merge-reports`.
struct MergeReportsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge-reports",
        abstract: "Merge partial reports into the report that a single scan would have printed.",
        usage: "tfevents merge-reports [<options>] <file> ...",
        discussion: """
            A file holds the output of one scan with --format jsonl, or of several, one after \
            another. The shards of scan --shard may be given in any order. Other reports are \
            merged in the given order, as if scan had been given the paths in that order.

            Exit status: 0, 1 or 2 as for scan, for the merged report; 64 bad usage; 65 a report \
            is damaged, missing or does not fit the others; 66 no such file, or nothing was \
            scanned; 74 the report could not be written.
            """
    )

    @Argument(
        help: ArgumentHelp("Reports, or - for standard input.", valueName: "file"),
        completion: .file()
    )
    var files: [String]

    @OptionGroup(title: "Output")
    var output: OutputOptions

    func validate() throws {
        if files.filter({ $0 == "-" }).count > 1 {
            throw ValidationError("standard input can be read only once")
        }
    }

    func run() throws {
        try output.protect(files)
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
        try output.write(output.reportFormat.text(of: report), exitCode: report.exitCode)
        Complaints.print(report)
        throw ExitCode(report.exitCode)
    }
}
