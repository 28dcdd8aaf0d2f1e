/// Places the marks of values that are not finite.
struct MarkPlacement {
    private let content: ChartContent
    private let axes: AxisPlan
    private let plot: Frame

    init(_ content: ChartContent, _ axes: AxisPlan, _ plot: Frame, _ metrics: LayoutMetrics) {
        self.content = content
        self.axes = axes
        self.plot = plot
    }

    /// The marks of a curve, in a row with a middle of `y`: one for each stretch of columns.
    func marks(of index: Int, y: Double) -> [PlacedMark] {
        let curve = content.curves[index].curve
        return marks(curve, curve.supersededStretches, index, y, true)
            + marks(curve, curve.keptStretches, index, y, false)
    }

    private func marks(
        _ curve: Curve,
        _ stretches: [Range<Int>],
        _ index: Int,
        _ y: Double,
        _ isSuperseded: Bool
    ) -> [PlacedMark] {
        let columns = ColumnThinning(axes.xRange, columns: Int(plot.width))
        var kinds = [UInt8](repeating: 0, count: max(Int(plot.width), 1))
        for stretch in stretches {
            var previous: (kind: NonFiniteKind, column: Int)?
            for point in stretch {
                guard let kind = NonFiniteKind(curve.y[point]), curve.x[point].isFinite else {
                    previous = nil
                    continue
                }
                let column = columns.column(of: curve.x[point])
                // From one to the next without a finite value in between, the mark goes on.
                let start = previous?.kind == kind ? previous?.column ?? column : column
                for column in min(start, column)...column {
                    kinds[column] |= 1 << UInt8(kind.rawValue)
                }
                previous = (kind, column)
            }
        }
        return NonFiniteKind.allCases.flatMap { kind in
            Self.runs(of: kinds.map { $0 >> UInt8(kind.rawValue) & 1 == 1 }).map { run in
                PlacedMark(
                    curve: index,
                    kind: kind,
                    isSuperseded: isSuperseded,
                    left: plot.left + Double(run.lowerBound) + 0.5,
                    right: plot.left + Double(run.upperBound) - 0.5,
                    y: y
                )
            }
        }
    }

    /// The stretches of true elements.
    private static func runs(of flags: [Bool]) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        for index in flags.indices where flags[index] {
            if let last = runs.last, last.upperBound == index {
                runs[runs.count - 1] = last.lowerBound..<index + 1
            } else {
                runs.append(index..<index + 1)
            }
        }
        return runs
    }
}
