import ArgumentParser
import EventInspector
internal import Logdirs

/// `tfevents scan`.
struct ScanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan",
        abstract: "Read every byte and report what is not finite, and where it was first.",
        discussion: """
            A PATH is a logdir, an event file, or - for standard input. Files that are compressed \
            by gzip or zlib are read too. Damage is skipped and reported, never fatal.

            Datasets are read as well: files of tf.train.Example or SequenceExample, such as \
            train.tfrecord-00000-of-00010.gz. The name of a feature counts as the tag, the number \
            of a record in its file, from 0 on, as the step.

            Many processes can share the work: each takes a --shard, or a part of the files by \
            --files-from LIST --relative-to LOGDIR, and prints --format jsonl, which merge-reports \
            joins. All files of a run must go to the same process. With jsonl a list may be empty.

            In globs * stands for any characters, slashes too.

            Exit status: 0 every number was read and is finite; 1 something is not finite; 2 \
            nothing was found but part of the input could not be read; 64 bad usage; 66 no such \
            input; 74 the report could not be written. A file of events that ends too early, as a \
            live one does, is no failure; a dataset that does is.
            """
    )

    @Argument(help: "Logdirs, event files or datasets, or - for standard input.")
    var paths: [String] = []

    @OptionGroup(title: "What to read besides")
    var filesFrom: FilesFromOptions

    @OptionGroup(title: "Sharing the work")
    var shard: ShardOptions

    @OptionGroup(title: "What to look at")
    var selection: SelectionOptions

    @OptionGroup(title: "What to print")
    var output: OutputOptions

    @OptionGroup(title: "Following a run")
    var follow: FollowOptions

    @Option(help: "How many files, or parts of a large one, to read at the same time.")
    var jobs: Int = ScanOptions.processorCount

    func validate() throws {
        if jobs < 1 { throw ValidationError("--jobs must be at least 1") }
        if paths.filter({ $0 == "-" }).count > 1 {
            throw ValidationError("standard input can be read once only")
        }
        try filesFrom.validate(paths: paths, isFollowing: follow.follow)
        try shard.validate(paths: paths, isFollowing: follow.follow)
        try follow.validate(paths: paths, isQuiet: output.quiet)
    }

    func run() throws {
        var options = ScanOptions(jobs: jobs)
        options.wording = .tool
        options.selection = try selection.selection
        options.allowances = selection.allow
        options.rules = try selection.tagRules
        options.firstOnly = selection.firstOnly
        options.exitCodeOnly = output.quiet
        if follow.follow {
            try Following(options: options, output: output, follow: follow).run(paths)
        }
        options.shard = shard.value
        // Of many reports one may be on nothing; merge-reports sees to it that not all are.
        options.isPart = filesFrom.filesFrom != nil && output.format == .jsonl
        let entries = try filesFrom.entries()
        if let list = filesFrom.filesFrom, entries.isEmpty, paths.isEmpty, !options.isPart {
            StandardError.print("tfevents: \(list == "-" ? "standard input" : list): names no path")
            throw ExitCode(System.noInput)
        }
        let list = filesFrom.relativeTo.map { FileList(entries, of: $0) }
        let paths = try paths + (list == nil ? FilesFromOptions.strings(entries) : [])
        let progressBar = output.progressBar
        options.progress = progressBar
        let report: ScanReport
        do {
            report = try LogdirScanner(options: options).scan(paths, list: list)
        } catch {
            StandardError.print("tfevents: \(error)")
            throw ExitCode(System.noInput)
        }
        progressBar?.clear()
        if !output.quiet {
            let text = output.reportFormat.text(of: report)
            try StandardOutput.print(text, exitCode: report.exitCode)
        }
        throw ExitCode(report.exitCode)
    }
}
