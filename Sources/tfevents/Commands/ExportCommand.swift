import ArgumentParser
import EventInspector
internal import Logdirs
import Platform
import RunSeries
import SeriesExport
import SystemPackage
internal import TensorBoardEvents

/// `tfevents export`.
struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write scalars as CSV, JSON lines or Parquet, every value as it was logged.",
        discussion: """
            A row is one value, in the order in which they were logged; nothing is sampled. Numbers \
            are the shortest decimals that read back as the same bits. In CSV, NaN and the \
            infinities are nan, inf and -inf; in JSON, the strings NaN, Infinity and -Infinity; in \
            Parquet, themselves. A value is superseded if a later attempt of its run logged the step \
            again. Files are read twice to see that, so that standard input counts as one attempt.

            Exit status: 0 everything was exported; 2 part of the input could not be read; 64 bad \
            usage; 65 a path leads to a file that is something else; 66 no such input, or a \
            selection that matched nothing; 74 the output could not be written.
            """
    )

    /// The formats of an export.
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case csv
        case jsonl
        case parquet
    }

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

    @Option(help: ArgumentHelp("Only steps that are multiples of a number.", valueName: "n"))
    var every: Int64 = 1

    @Flag(help: "Leave out values that a later attempt of the run logged again.")
    var noSuperseded = false

    @Option(help: "The format.")
    var format = Format.csv

    @Flag(help: "Compress the pages of a Parquet file with gzip.")
    var gzip = false

    @Option(
        name: [.customShort("o", allowingJoined: true), .long],
        help: ArgumentHelp("Write to a file; - for standard output.", valueName: "file"),
        completion: .file()
    )
    var output: String?

    @Flag(help: "Never show a progress bar (by default shown only on a terminal).")
    var noProgress = false

    @OptionGroup
    var jobs: JobOptions

    func validate() throws {
        if paths.filter({ $0 == "-" }).count > 1 {
            throw ValidationError("standard input can be read only once")
        }
        if gzip, format != .parquet {
            throw ValidationError("--gzip compresses Parquet alone; pipe other formats into gzip")
        }
        if every < 1 { throw ValidationError("give a whole number, 1 or more, for --every") }
    }

    func run() throws {
        let target = output == "-" ? nil : output
        try ProtectedInputs(paths).refuse(target)
        if format == .parquet, target == nil, System.isTerminal(System.standardOutput) {
            StandardError.print(
                "tfevents: a Parquet file is not for a terminal; name one with -o, or use a pipe"
            )
            throw ExitCode.validationFailure
        }
        let file = try NewFile(target)
        let isShown = !noProgress && target != nil && System.isTerminal(System.standardError)
        let progressBar = isShown ? ProgressBar() : nil
        let remarks: ReadingRemarks
        do {
            let reader = try reader(progressBar)
            remarks =
                format == .parquet
                ? try writeParquet(reader, to: file) : try writeLines(reader, to: file)
        } catch {
            progressBar?.clear()
            if let error = error as? ScanError { throw System.exit(reporting: error) }
            throw error
        }
        progressBar?.clear()
        try file.finish()
        Complaints.printAll(remarks)
        throw ExitCode(Complaints.status(of: remarks))
    }

    private func reader(_ progress: ProgressBar?) throws -> SeriesReader {
        var reader = SeriesReader()
        reader.jobs = jobs.jobs
        reader.selection = try selection.selection
        reader.excludedFiles = selection.excludeFile.map { Glob($0) }
        reader.allowsEmptySelection = selection.allowEmpty
        reader.progress = progress
        return reader
    }

    private func writeLines(_ reader: SeriesReader, to file: NewFile) throws -> ReadingRemarks {
        let isCSV = format == .csv
        var failure: Errno?
        func take(_ bytes: [UInt8]) -> Bool {
            do throws(Errno) { try file.write(bytes) } catch { failure = error }
            return failure == nil
        }
        if isCSV { _ = take(Array(CSVLines.header.utf8)) }
        let remarks = try reader.readScalars(
            of: paths,
            stride: every,
            leavingOutSuperseded: noSuperseded,
            convert: { isCSV ? CSVLines().lines(of: $0) : JSONLines().lines(of: $0) },
            take: take
        )
        if let failure { throw file.failure(failure) }
        return remarks
    }

    private func writeParquet(_ reader: SeriesReader, to file: NewFile) throws -> ReadingRemarks {
        var failure: ParquetError<Errno>?
        func attempt(_ body: () throws(ParquetError<Errno>) -> Void) {
            guard failure == nil else { return }
            do throws(ParquetError<Errno>) { try body() } catch { failure = error }
        }
        let options = ParquetOptions(
            compression: gzip ? .gzip(level: 6) : .uncompressed,
            createdBy: "tfevents version \(Version.number)"
        )
        var rows: ParquetRows<Errno>
        do throws(ParquetError<Errno>) {
            rows = try ParquetRows(options: options) { (part) throws(Errno) in
                try file.write(part)
            }
        } catch {
            throw Self.exit(error, file)
        }
        let remarks = try reader.readScalars(
            of: paths,
            stride: every,
            leavingOutSuperseded: noSuperseded,
            convert: { $0 },
            take: { lot in
                attempt { () throws(ParquetError<Errno>) in try rows.append(lot) }
                return failure == nil
            }
        )
        attempt { () throws(ParquetError<Errno>) in try rows.finish() }
        if let failure { throw Self.exit(failure, file) }
        return remarks
    }

    private static func exit(_ error: ParquetError<Errno>, _ file: NewFile) -> ExitCode {
        if case .output(let error) = error { return file.failure(error) }
        StandardError.print("tfevents: \(error)")
        return ExitCode(System.outputFailed)
    }
}
