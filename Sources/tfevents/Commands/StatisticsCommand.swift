import ArgumentParser
import EventInspector
import RunSeries

/// `tfevents stats`.
struct StatisticsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stats",
        abstract: "Summarize each tag of scalars: extremes, mean, spread, rate, missing steps.",
        discussion: """
            Values that are not finite are counted and do not enter the other numbers. std is the \
            standard deviation of a sample, with n - 1. Steps are missing if all distances between \
            steps are multiples of the usual one. JSON has the full precision.

            Exit status: 0 everything was read; 2 part of the input could not be read; 64 bad usage; \
            65 a path leads to a file that is something else; 66 no such input, or a selection that \
            matched nothing; 74 the table could not be written.
            """
    )

    @OptionGroup
    var outline: OutlineOptions

    func run() throws {
        try outline.print { list in
            var format = StatisticsText(
                isColored: outline.output.isColored,
                width: outline.output.all ? nil : outline.output.width
            )
            format.order = outline.sort
            return format.text(of: list)
        }
    }
}
