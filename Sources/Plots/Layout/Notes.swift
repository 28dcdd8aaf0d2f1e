internal import TextOutput

/// What is told below the legend because it cannot be seen in the plot.
enum Notes {
    /// The sentences for a chart.
    static func texts(_ content: ChartContent) -> [String] {
        var texts: [String] = []
        if content.smoothing > 0 {
            let weight = ValueText.short(content.smoothing)
            texts.append("line: moving average of weight \(weight); last and min: values as logged")
        }
        let superseded = total(content) { $0.summary.supersededCount }
        if superseded > 0 {
            let verb = superseded == 1 ? "was" : "were"
            texts.append(
                "faint: \(NumberText.count(superseded, "point")) that \(verb) logged again"
            )
        }
        if content.isLogarithmic {
            let count = total(content) { entry in
                entry.curve.y.prefix(entry.curve.count).count { $0 <= 0 && $0 > -.infinity }
            }
            if count > 0 {
                let verb = count == 1 ? "has" : "have"
                texts.append(
                    "\(NumberText.count(count, "value")) of 0 or less \(verb) no place on a log scale"
                )
            }
        }
        if let extent = content.yExtent {
            if extent.aboveCount > 0 {
                texts.append("\(NumberText.count(extent.aboveCount, "value")) above the plot")
            }
            if extent.belowCount > 0 {
                texts.append("\(NumberText.count(extent.belowCount, "value")) below the plot")
            }
        }
        let unplaced = total(content) { $0.summary.unplacedCount }
        if unplaced > 0 {
            let what = content.xAxis == .step ? "step" : "time"
            texts.append(
                "\(NumberText.count(unplaced, "point")) without a finite \(what), not drawn"
            )
        }
        return texts
    }

    private static func total(
        _ content: ChartContent,
        _ count: (ChartContent.Entry) -> Int
    ) -> Int {
        content.curves.reduce(0) { $0 + count($1) }
    }
}
