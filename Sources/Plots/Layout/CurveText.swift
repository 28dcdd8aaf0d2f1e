internal import TextOutput

/// What is said of a curve in the legend and in descriptions.
struct CurveText {
    private let summary: CurveSummary
    private let axis: XAxis

    init(_ summary: CurveSummary, _ axis: XAxis) {
        self.summary = summary
        self.axis = axis
    }

    /// The last value; empty of no points.
    var last: String { summary.last.map { "last \(ValueText.short($0.y))" } ?? "" }

    /// The least finite value and its place; empty if there is none.
    var minimum: String {
        summary.minimum.map { "min \(ValueText.short($0.y)) at \(XText.text($0.x, axis))" } ?? ""
    }

    /// The count of values that are not finite; empty if all are.
    var nonFiniteCount: String {
        guard summary.nonFiniteCount > 0 else { return "" }
        return "\(NumberText.grouped(summary.nonFiniteCount)) \(kindName)"
    }

    /// The kind of all values that are not finite, or their kinds together.
    var kindName: String {
        if summary.kinds.count == 1, let kind = summary.kinds.first { return kind.name }
        return summary.kinds.contains(.nan) ? "NaN/Inf" : "Inf"
    }

    /// Which values are not finite, and where; empty if all are.
    var nonFinite: String {
        guard summary.nonFiniteCount > 0 else { return "" }
        let places = summary.stretches.map { stretch in
            "\(stretch.kind.name) at \(XText.stretch(stretch.firstX, stretch.lastX, axis))"
        }
        let more = summary.stretchCount - places.count
        let rest = more > 0 ? ["\(NumberText.count(more, "more place"))"] : []
        let text = (places + rest).joined(separator: ", ")
        guard summary.nonFiniteCount > 1 else { return text }
        return text + ": \(NumberText.count(summary.nonFiniteCount, "value"))"
    }
}
