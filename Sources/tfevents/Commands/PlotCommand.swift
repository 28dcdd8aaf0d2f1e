import ArgumentParser
import EventInspector
internal import Logdirs
import Platform
import Plots
import RunSeries
import SystemPackage
internal import TensorBoardEvents
internal import TextOutput

/// `tfevents plot`.
struct PlotCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plot",
        abstract: "Draw curves in the terminal, or as a picture; NaN is shown as such.",
        discussion: """
            A chart for each tag, with a curve for each run. Without --tag the first tags are drawn. \
            Nothing is left out of a curve: each column shows the smallest and the largest value, and \
            values that are not finite are marked below and counted. Values that a later attempt \
            logged again are faint.

            Exit status: 0 drawn; 2 part of the input could not be read; 64 bad usage; 65 a path leads \
            to a file that is something else; 66 no such input, or a selection that matched nothing; \
            74 the picture could not be written.
            """
    )

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

    @OptionGroup(title: "Picture")
    var picture: PictureOptions

    @Option(help: ArgumentHelp("Draw into an SVG file.", valueName: "file"), completion: .file())
    var svg: String?

    @Option(help: ArgumentHelp("Draw into a PNG file.", valueName: "file"), completion: .file())
    var png: String?

    @Option(help: "When to use colors; auto respects NO_COLOR.")
    var color = OutputOptions.ColorChoice.auto

    @Flag(help: "Draw again while the run goes on, until Ctrl-C.")
    var follow = false

    @OptionGroup
    var jobs: JobOptions

    func validate() throws {
        if paths.filter({ $0 == "-" }).count > 1 {
            throw ValidationError("standard input can be read only once")
        }
        if follow, svg != nil || png != nil || paths.contains("-") {
            throw ValidationError("--follow draws files in the terminal alone")
        }
    }

    func run() throws {
        for file in [svg, png] { try ProtectedInputs(paths).refuse(file) }
        if follow { try followRuns() }
        let (charts, remarks) = try readCharts()
        if svg != nil || png != nil {
            try writePictures(of: charts)
        } else {
            let size = size(chartCount: charts.count)
            try StandardOutput.print(text(of: charts, size), exitCode: 0)
        }
        Complaints.printAll(remarks)
        throw ExitCode(Complaints.status(of: remarks))
    }

    private func readCharts() throws -> (charts: [Chart], remarks: ReadingRemarks) {
        var reader = SeriesReader()
        reader.jobs = jobs.jobs
        reader.selection = try selection.selection
        reader.excludedFiles = selection.excludeFile.map { Glob($0) }
        reader.allowsEmptySelection = selection.allowEmpty
        let runs: [LoggedRun]
        let remarks: ReadingRemarks
        do {
            (runs, remarks) = try reader.runsAndRemarks(of: paths)
        } catch {
            throw System.exit(reporting: error)
        }
        var maker = SeriesCharts()
        maker.axis = picture.x
        maker.isOverlaid = picture.overlay
        var charts = maker.charts(of: runs)
        for index in charts.indices { picture.apply(to: &charts[index]) }
        return (charts, remarks)
    }
}

// Drawing.
extension PlotCommand {
    /// The columns and lines of a chart.
    private func size(chartCount: Int) -> (width: Int, height: Int) {
        let width = picture.width ?? System.textWidth ?? 100
        let lines =
            System.isTerminal(System.standardOutput) ? System.lines(of: System.standardOutput) : 24
        return (width, picture.height ?? max(10, min(chartCount == 1 ? lines - 2 : 16, 40)))
    }

    private func text(of charts: [Chart], _ size: (width: Int, height: Int)) -> String {
        let plot = TerminalPlot(
            width: size.width,
            height: size.height,
            isColored: color.isColored,
            isASCII: picture.ascii || !System.takesUnicode
        )
        let limit = selection.tag.isEmpty ? Self.chartLimit : charts.count
        var blocks = charts.prefix(limit).map { plot.lines(of: $0).joined(separator: "\n") }
        if charts.count > limit {
            blocks.append(
                "… and \(NumberText.count(charts.count - limit, "more tag")); choose with --tag"
            )
        }
        return blocks.isEmpty ? "no scalars\n" : blocks.joined(separator: "\n\n") + "\n"
    }

    private static let chartLimit = 4

    private func writePictures(of charts: [Chart]) throws {
        guard let chart = charts.first, charts.count == 1 else {
            let count = NumberText.count(charts.count, "chart")
            StandardError.print(
                "tfevents: a picture holds one chart, and there are \(count); choose with --tag, or "
                    + "draw all curves in one with --overlay"
            )
            throw ExitCode.validationFailure
        }
        if let svg {
            let theme: PlotTheme =
                switch picture.theme {
                case .auto: .automatic
                case .light: .light
                case .dark: .dark
                }
            let plot = SVGPlot(
                width: picture.width ?? 800,
                height: picture.height ?? 450,
                theme: theme
            )
            try write(Array(plot.text(of: chart).utf8), to: svg)
        }
        if let png {
            let plot = PNGPlot(
                width: picture.width ?? 800,
                height: picture.height ?? 450,
                scale: 2,
                theme: picture.theme == .dark ? .dark : .light
            )
            try write(plot.file(of: chart) ?? [], to: png)
        }
    }

    private func write(_ bytes: [UInt8], to path: String) throws {
        let file = try NewFile(path)
        do throws(Errno) {
            try file.write(bytes)
        } catch {
            throw file.failure(error)
        }
        try file.finish()
    }

    /// Draws again and again until a signal ends it.
    private func followRuns() throws -> Never {
        guard System.isTerminal(System.standardOutput) else {
            StandardError.print("tfevents: --follow draws in a terminal, not into a file or a pipe")
            throw ExitCode.validationFailure
        }
        Interrupt.catchSignals()
        while !Interrupt.isCaught {
            let start = Clock.uptime
            let (charts, _) = try readCharts()
            let size = size(chartCount: charts.count)
            // Home, then each line cleared to its end, and the rest of the screen.
            let lines = text(of: charts, size).split(
                separator: "\n",
                omittingEmptySubsequences: false
            )
            let screen =
                "\u{1b}[H" + lines.map { $0 + "\u{1b}[K\n" }.joined().dropLast() + "\u{1b}[J"
            try StandardOutput.print(screen, exitCode: 0)
            // A long reading must not be all that the machine does.
            System.sleep(seconds: max(1, 4 * (Clock.uptime - start)))
        }
        throw ExitCode(0)
    }
}
