internal import ClampedArithmetic
internal import TextOutput

/// The ranges and the ticks of both axes.
struct AxisPlan: Sendable {
    private(set) var xRange: AxisRange
    let yRange: AxisRange
    let isLogarithmic: Bool
    /// The plot's left and right edge.
    let left: Double
    let right: Double
    private(set) var xTicks: [Tick] = []
    private(set) var yTicks: [Tick] = []
    let xTitle: String
    private let metrics: LayoutMetrics

    /// Chooses ranges and ticks.
    ///
    /// - Parameters:
    ///   - content: What is shown.
    ///   - metrics: The sizes of the medium.
    ///   - plotHeight: The height of the plot.
    ///   - hasLabels: Whether there is room for ticks at all.
    init(_ content: ChartContent, _ metrics: LayoutMetrics, plotHeight: Double, hasLabels: Bool) {
        self.metrics = metrics
        isLogarithmic = content.isLogarithmic
        yRange = Self.yRange(content, metrics)
        xRange = Self.xRange(content)
        xTitle = Self.xTitle(content, xRange)
        right = metrics.width - metrics.margin
        guard hasLabels else {
            left = metrics.margin
            return
        }
        let limit = min(max(Int(plotHeight / metrics.yTickDistance) + 1, 2), 12)
        let ticks =
            isLogarithmic
            ? LogarithmicTicks.ticks(from: yRange.low, through: yRange.high, limit: limit)
            : DecimalTicks(from: yRange.low, through: yRange.high, limit: limit).ticks
        let labels = ticks.map(\.label) + content.markedCurves.map(content.markRowLabel)
        let columns = labels.map { DisplayWidth.of($0) }.max() ?? 0
        let width = Double(columns) * metrics.characterWidth + metrics.axisWidth
        // Labels that would take half of the picture are left out.
        if width + metrics.margin < metrics.width / 2 {
            left = metrics.margin + width
            yTicks = ticks
        } else {
            left = metrics.margin + metrics.axisWidth / 2
            yTicks = []
        }
        placeXTicks(content.xAxis)
    }

    /// The scale of x values in a plot.
    func xScale(in plot: Frame, inset: Double) -> Scale {
        Scale(low: xRange.low, high: xRange.high, from: plot.left + inset, to: plot.right - inset)
    }

    /// The scale of y values in a plot, from its bottom to its top.
    func yScale(in plot: Frame, inset: Double) -> Scale {
        Scale(
            low: yRange.low,
            high: yRange.high,
            isLogarithmic: isLogarithmic,
            from: plot.bottom - inset,
            to: plot.top + inset
        )
    }

    /// Where the label of a tick of the x axis begins: centered, but inside of the picture.
    func labelLeft(of tick: Tick, at place: Double) -> Double {
        let width = Double(DisplayWidth.of(tick.label)) * metrics.characterWidth
        return max(0, min(place - width / 2, metrics.width - metrics.margin / 2 - width))
    }

    /// Chooses the most ticks whose labels have room next to each other, and moves an end of the
    /// axis to a tick just outside: steps 0 to 99 end at 100.
    private mutating func placeXTicks(_ axis: XAxis) {
        let plot = Frame(left: left, top: 0, right: right, bottom: 0)
        let exact = xRange
        let reach = (exact.high / 2 - exact.low / 2) * 2 * Self.roundingShare
        let wide = AxisRange(low: exact.low - reach, high: exact.high + reach)
        let most = min(max(Int(plot.width / metrics.xTickDistance), 2), 12)
        for limit in (1...most).reversed() {
            let ticks = Self.ticks(axis, wide, limit: limit)
            guard let first = ticks.first, let last = ticks.last else { continue }
            xRange = AxisRange(low: min(exact.low, first.value), high: max(exact.high, last.value))
            xTicks = ticks
            if haveRoom(ticks, xScale(in: plot, inset: metrics.inset)) { return }
        }
        xRange = exact
        xTicks = []
    }

    private func haveRoom(_ ticks: [Tick], _ scale: Scale) -> Bool {
        var end = -Double.infinity
        return ticks.allSatisfy { tick in
            let start = labelLeft(of: tick, at: scale.position(of: tick.value))
            let width = Double(DisplayWidth.of(tick.label)) * metrics.characterWidth
            defer { end = start + width + 2 * metrics.characterWidth }
            return start >= end && start + width <= metrics.width
        }
    }

    /// How much wider than the data the x axis may be so that it ends at a tick.
    private static let roundingShare = 0.025

    private static func ticks(_ axis: XAxis, _ range: AxisRange, limit: Int) -> [Tick] {
        switch axis {
        case .step:
            DecimalTicks(from: range.low, through: range.high, limit: limit, isWhole: true).ticks
        case .wallTime(let offset):
            ClockTicks.ticks(from: range.low, through: range.high, limit: limit, utcOffset: offset)
        case .relativeTime:
            DurationTicks.ticks(from: range.low, through: range.high, limit: limit)
        }
    }

    private static func xRange(_ content: ChartContent) -> AxisRange {
        guard let extent = content.xExtent else { return AxisRange(low: 0, high: 1) }
        let reach = content.xAxis == .step ? 1.0 : 30
        return .exact(extent.lowerBound, extent.upperBound, reach: reach)
    }

    private static func yRange(_ content: ChartContent, _ metrics: LayoutMetrics) -> AxisRange {
        guard let extent = content.yExtent else {
            return AxisRange(low: content.isLogarithmic ? 0.1 : 0, high: 1)
        }
        if extent.isGiven { return AxisRange(low: extent.low, high: extent.high) }
        return content.isLogarithmic
            ? .logarithmic(extent.low, extent.high, margin: metrics.yMargin)
            : .linear(extent.low, extent.high, margin: metrics.yMargin)
    }

    private static func xTitle(_ content: ChartContent, _ range: AxisRange) -> String {
        switch content.xAxis {
        case .step: return "step"
        case .relativeTime: return "relative time"
        case .wallTime(let offset):
            let zone = XText.zone(offset)
            guard CivilTime.range.contains(range.low), CivilTime.range.contains(range.high) else {
                return "seconds since 1970"
            }
            let seconds = [range.low, range.high].map { Int(clamping: $0).addingClamped(offset) }
            let days = seconds.map { CivilTime(secondsSince1970: $0).date }
            let isOneDay = days[0] == days[1]
            return "wall time, \(isOneDay ? days[0] : "\(days[0]) to \(days[1])") \(zone)"
        }
    }
}
