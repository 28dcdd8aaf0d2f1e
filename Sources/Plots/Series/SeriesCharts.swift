internal import Platform
package import RunSeries

/// Makes charts of the scalars of runs.
package struct SeriesCharts: Sendable {
    /// What the x values are to be.
    package enum Axis: String, CaseIterable, Sendable {
        /// Training steps.
        case step
        /// Clock times, where this machine is.
        case wall
        /// Times since each curve began.
        case relative
    }

    /// What the x values are.
    package var axis = Axis.step
    /// Whether all curves are in one chart, instead of a chart for each tag.
    package var isOverlaid = false

    /// Creates the default: a chart of steps for each tag, with a curve for each run.
    package init() {}

    /// The charts, in the order of the tags' names.
    package func charts(of runs: [LoggedRun]) -> [Chart] {
        guard !isOverlaid else {
            let curves = runs.flatMap { run in run.scalars.map { (run, $0) } }
            return curves.isEmpty ? [] : [chart(curves, title: "")]
        }
        var tags: [String] = []
        var curves: [String: [(LoggedRun, ScalarSeries)]] = [:]
        for run in runs {
            for series in run.scalars {
                if curves[series.tag] == nil { tags.append(series.tag) }
                curves[series.tag, default: []].append((run, series))
            }
        }
        tags.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        return tags.map { chart(curves[$0] ?? [], title: $0) }
    }

    private func chart(_ curves: [(run: LoggedRun, series: ScalarSeries)], title: String) -> Chart {
        let tags = Set(curves.map(\.series.tag))
        let runs = Set(curves.map(\.run.path))
        var chart = Chart(
            curves: curves.map { run, series in
                let name =
                    tags.count == 1
                    ? run.path : runs.count == 1 ? series.tag : "\(run.path) \(series.tag)"
                return Curve(
                    name: name,
                    x: x(of: series),
                    y: series.values,
                    superseded: series.supersededRanges
                )
            }
        )
        chart.title = title.isEmpty && tags.count == 1 ? tags.first ?? "" : title
        chart.xAxis =
            switch axis {
            case .step: .step
            case .wall:
                .wallTime(utcOffset: Self.utcOffset(at: curves.first?.series.wallTimes.first))
            case .relative: .relativeTime
            }
        return chart
    }

    private func x(of series: ScalarSeries) -> [Double] {
        switch axis {
        case .step: series.steps.map(Double.init)
        case .wall: series.wallTimes
        case .relative:
            series.wallTimes.map { $0 - (series.wallTimes.first ?? 0) }
        }
    }

    /// How far this machine's clock was ahead of UTC at a time, in seconds.
    private static func utcOffset(at time: Double?) -> Int {
        guard let time, time.isFinite, abs(time) < 1e11 else { return 0 }
        var seconds = time_t(time)
        var local = tm()
        guard localtime_r(&seconds, &local) != nil else { return 0 }
        return local.tm_gmtoff
    }
}
