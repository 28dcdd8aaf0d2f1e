import Testing
import TextOutput

@testable import Plots

@Suite struct LegendTests {
    private func text(_ y: [Double], _ axis: XAxis = .step) -> CurveText {
        let x = y.indices.map { Double($0) * 1_000 }
        return CurveText(CurveSummary(Curve(name: "", x: x, y: y)), axis)
    }

    @Test func nonFiniteValuesAreNamedWithTheirPlaces() {
        let nan = Double.nan
        #expect(text([1, 2]).nonFinite == "")
        #expect(text([1, nan]).nonFinite == "NaN at 1,000")
        #expect(text([1, nan, nan, 2]).nonFinite == "NaN at 1,000–2,000: 2 values")
        #expect(
            text([1, nan, .infinity, 2]).nonFinite == "NaN at 1,000, +Inf at 2,000: 2 values"
        )
        #expect(
            text([nan, 1, nan, 1, nan, 1, nan]).nonFinite
                == "NaN at 0, NaN at 2,000, 2 more places: 4 values"
        )
        #expect(text([1, nan, nan]).nonFiniteCount == "2 NaN")
        #expect(text([1, nan, .infinity]).nonFiniteCount == "2 NaN/Inf")
    }

    @Test func placesAreInTheUnitOfTheAxis() {
        let y = [2.0, 1, 3]
        #expect(text(y).minimum == "min 1 at 1,000")
        #expect(text(y, .relativeTime).minimum == "min 1 at 16m40s")
        #expect(text(y, .wallTime(utcOffset: 3_600)).minimum == "min 1 at Jan 1 01:16:40")
        #expect(text([.nan]).minimum == "")
        #expect(text([.nan]).last == "last NaN")
        #expect(text([]).last == "")
    }

    /// What is not finite stays as long as anything does.
    @Test(arguments: [24, 30, 40, 60, 80, 120, 200])
    func aNarrowLegendDropsTheLeastImportant(width: Int) {
        let content = ChartContent(Charts.broken)
        let metrics = LayoutMetrics.terminal(columns: width, rows: 30)
        let legend = LegendPlan(content, metrics, rowCount: 3)
        for row in legend.rows {
            for cell in row.cells {
                let end = Int(cell.offset / 2) + DisplayWidth.of(cell.text)
                #expect(end <= width)
            }
        }
        let alarms = legend.rows.flatMap(\.cells).filter { $0.role == .nonFinite }.map(\.text)
        #expect(alarms.contains { $0.contains("NaN") })
        #expect(legend.rows[2].cells.first?.text.contains("loss") == true)
    }

    @Test func rowsWithoutRoomAreCounted() {
        let content = ChartContent(Charts.broken)
        let metrics = LayoutMetrics.terminal(columns: 80, rows: 30)
        let rows = LegendPlan(content, metrics, rowCount: 2).rows
        #expect(rows.last?.cells.first?.text == "and 2 more curves, 1 with NaN or Inf")
    }

    @Test func whatIsNotDrawnIsTold() {
        var chart = Chart(curves: [
            Curve(name: "", x: [0, 1, 2, 1, .nan], y: [0, -1, 5, 6, 7], superseded: [1..<3])
        ])
        chart.yScale = .logarithmic
        chart.yRange = .between(5.5, 6.5)
        #expect(
            Notes.texts(ChartContent(chart)) == [
                "faint: 2 points that were logged again",
                "2 values of 0 or less have no place on a log scale",
                "1 value above the plot", "1 value below the plot",
                "1 point without a finite step, not drawn",
            ]
        )
        #expect(Notes.texts(ChartContent(Charts.many)).isEmpty)
    }
}
