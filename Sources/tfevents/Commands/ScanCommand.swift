import ArgumentParser
import EventInspector
internal import Logdirs
import Platform
internal import TensorBoardEvents

/// `tfevents scan`.
struct ScanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan",
        abstract: "Read every byte; report non-finite values and where they first occurred.",
        discussion: """
            Files compressed with gzip or zlib are read too. Damage is skipped and reported, never \
            fatal.

            Datasets are read as well: files of tf.train.Example or SequenceExample, such as \
            train.tfrecord-00000-of-00010.gz or train-00000-of-00010. A feature's name counts as the tag, and a record's \
            index in its file, starting at 0, as the step.

            Many processes can share the work: give each a --shard, or a list of files with \
            --files-from LIST --relative-to LOGDIR, and --format jsonl; merge-reports merges the \
            reports. All files of a run must go to the same process. With jsonl, a list may be \
            empty.

            In a glob, * matches any characters, including slashes, ? one character, [abc] or [a-c] \
            one of a set, and [!abc] one that is not in it; a backslash makes the next character an \
            ordinary one. A glob matches whole names. Braces are not expanded.

            A file that is something else, such as a Git LFS pointer, a text or a zip archive, is \
            called what it is: an error if its path was given, otherwise only a note.

            Exit status: 0 every number was read and is finite; 1 non-finite values found, or \
            features that --check-range reports; 2 none found, but part of the input could not be \
            read; 64 bad usage; 65 a path leads to a file that is something else; 66 no such \
            input, or nothing there to read; 74 the report could not be written. An event file that ends too early, as a live one does, is \
            not a failure; a dataset that does is.
            """
    )

    @Argument(
        help: ArgumentHelp(
            "Logdirs, event files or datasets, or - for standard input.",
            valueName: "path"
        ),
        completion: .file()
    )
    var paths: [String] = []

    @OptionGroup(title: "Input from a list")
    var filesFrom: FilesFromOptions

    @OptionGroup(title: "Sharing the work among processes")
    var shard: ShardOptions

    @OptionGroup(title: "Selection")
    var selection: SelectionOptions

    @OptionGroup(title: "Judgment")
    var judgment: JudgmentOptions

    @OptionGroup(title: "Output")
    var output: OutputOptions

    @OptionGroup(title: "Following a run")
    var follow: FollowOptions

    @Flag(help: "Stop reading a run at its first finding.")
    var firstOnly = false

    @Flag(
        help: """
            Also check the features of examples in datasets: report those with floats outside of \
            0 to 1, such as images that were not scaled, and those that are empty or missing in some \
            examples only, such as labels. Findings give exit status 1; --tag and --exclude-tag \
            select features.
            """
    )
    var checkRange = false

    @OptionGroup
    var jobs: JobOptions

    func validate() throws {
        if paths.filter({ $0 == "-" }).count > 1 {
            throw ValidationError("standard input can be read only once")
        }
        if checkRange, firstOnly {
            throw ValidationError("--check-range reads whole files; leave out --first-only")
        }
        try filesFrom.validate(paths: paths, isFollowing: follow.follow)
        try shard.validate(paths: paths, isFollowing: follow.follow)
        try follow.validate(paths: paths, isQuiet: output.quiet)
        if follow.follow, firstOnly {
            throw ValidationError("--follow reads on after a finding; leave out --first-only")
        }
    }

    func run() throws {
        var options = ScanOptions(jobs: jobs.jobs)
        options.wording = .tool
        options.selection = try selection.selection
        options.excludedFiles = selection.excludeFile.map { Glob($0) }
        options.allowances = judgment.allow
        options.allowsEmptySelection = selection.allowEmpty
        options.rules = try judgment.tagRules
        options.firstOnly = firstOnly
        options.checksRange = checkRange
        options.failureRule = judgment.failOn.rule
        // Whether a run is broken shows only at its end.
        options.exitCodeOnly = output.quiet && judgment.failOn == .nonfinite && !checkRange
        if follow.follow {
            try output.protect(paths)
            try Following(options: options, output: output, follow: follow).run(paths)
        }
        options.shard = shard.value
        // One of many reports may be empty; merge-reports refuses if all are.
        options.isPart = filesFrom.filesFrom != nil && output.format == .jsonl
        let entries = try filesFrom.entries()
        if let list = filesFrom.filesFrom, entries.isEmpty, paths.isEmpty, !options.isPart {
            let name = list == "-" ? "standard input" : list
            StandardError.print("tfevents: \(name): lists no paths")
            throw ExitCode(System.noInput)
        }
        let list = filesFrom.relativeTo.map { FileList(entries, of: $0) }
        let paths = try paths + (list == nil ? FilesFromOptions.strings(entries) : [])
        try output.protect(paths + entries.compactMap { String(validating: $0, as: UTF8.self) })
        let progressBar = output.progressBar
        options.progress = progressBar
        let report: ScanReport
        do {
            report = try LogdirScanner(options: options).scan(paths, list: list)
        } catch {
            progressBar?.clear()
            throw System.exit(reporting: error)
        }
        progressBar?.clear()
        try output.write(output.reportFormat.text(of: report), exitCode: report.exitCode)
        Complaints.print(report)
        throw ExitCode(report.exitCode)
    }
}
