import ArgumentParser
import Plots

/// How a plot looks.
struct PictureOptions: ParsableArguments {
    /// The colors of a picture.
    enum Theme: String, CaseIterable, ExpressibleByArgument {
        case auto
        case light
        case dark
    }

    @Option(help: "The x axis: step, wall (clock time) or relative (time since the beginning).")
    var x = SeriesCharts.Axis.step

    @Option(
        help: ArgumentHelp(
            "Smooth as TensorBoard does: 0 is not at all, 0.6 its default, up to 1.",
            valueName: "weight"
        )
    )
    var smooth = 0.0

    @Flag(help: "A logarithmic y axis.")
    var log = false

    @Flag(help: "Let the y axis span the 5th to the 95th percentile, as TensorBoard does.")
    var ignoreOutliers = false

    @Flag(help: "Draw all curves in one chart, instead of a chart for each tag.")
    var overlay = false

    @Option(help: "The width, in columns or pixels.")
    var width: Int?

    @Option(help: "The height, in lines or pixels.")
    var height: Int?

    @Flag(help: "Draw with ASCII characters only.")
    var ascii = false

    @Option(help: "The colors of a picture; auto is light, and in an SVG as the reader prefers.")
    var theme = Theme.auto

    func validate() throws {
        guard (0...1).contains(smooth) else {
            throw ValidationError("give a weight from 0 to 1 for --smooth")
        }
        if let width, width < 20 { throw ValidationError("give a --width of 20 or more") }
        if let height, height < 5 { throw ValidationError("give a --height of 5 or more") }
    }

    /// Sets how a chart is to be shown.
    func apply(to chart: inout Chart) {
        chart.smoothing = smooth
        if log { chart.yScale = .logarithmic }
        if ignoreOutliers { chart.yRange = .ignoringOutliers }
    }
}

extension SeriesCharts.Axis: ExpressibleByArgument {}
