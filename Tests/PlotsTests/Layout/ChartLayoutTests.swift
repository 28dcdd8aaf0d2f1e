import Testing
import TextOutput

@testable import Plots

@Suite struct ChartLayoutTests {
    private func layout(_ chart: Chart, width: Int = 800, height: Int = 450) -> ChartLayout {
        let metrics = LayoutMetrics.pixels(
            width: width,
            height: height,
            characterWidth: 7,
            lineHeight: 17
        )
        return ChartLayout(chart, metrics)
    }

    @Test func stepsToNinetyNineEndAtAHundred() {
        let layout = layout(Chart(curves: [Charts.loss("a")]))
        let labels = layout.texts.filter { $0.role == .tick && $0.y > layout.plot.bottom }
        #expect(labels.first?.text == "0")
        #expect(labels.last?.text == "100")
        #expect(layout.xTicks.last?.position == layout.plot.right)
    }

    @Test func marksStandBelowTheirValues() throws {
        let layout = layout(Charts.broken)
        let mark = try #require(layout.marks.first { $0.curve == 0 })
        let width = layout.plot.width
        #expect(mark.kind == .nan)
        #expect(abs(mark.left - (layout.plot.left + 0.38 * width)) < 1.5)
        #expect(abs(mark.right - (layout.plot.left + 0.41 * width)) < 1.5)
        #expect(layout.markRows.top < mark.y && mark.y < layout.markRows.bottom)
        let second = layout.marks.filter { $0.curve == 1 }
        #expect(Set(second.map(\.kind)) == [.nan, .positiveInfinity])
        #expect(second.allSatisfy { $0.y > mark.y })
    }

    @Test func valuesOutsideOfTheRangeAreCutAtTheEdge() {
        var chart = Chart(curves: [Curve(name: "", x: [0, 1, 2], y: [0, 10, 0])])
        chart.yRange = .between(2, 5)
        let layout = layout(chart)
        let points = layout.lines.flatMap(\.points)
        #expect(layout.lines.count == 2)
        #expect(points.allSatisfy { layout.plot.top...layout.plot.bottom ~= $0.y })
        #expect(points.first?.y == layout.plot.bottom)
    }

    @Test(arguments: [YRange.between(1, 1), .between(.nan, 2), .between(0, .infinity)])
    func boundsThatBoundNothingAreIgnored(range: YRange) {
        var chart = Chart(curves: [Charts.loss("a")])
        let all = layout(chart).lines
        chart.yRange = range
        #expect(layout(chart).lines == all)
    }

    @Test func outliersAreIgnoredIfAskedFor() throws {
        var curve = Charts.loss("a")
        curve.y[50] = 1e9
        var chart = Chart(curves: [curve])
        chart.yRange = .ignoringOutliers
        let extent = try #require(ChartContent(chart).yExtent)
        #expect(extent.high < 3)
        #expect(extent.aboveCount == 5)
        #expect(extent.belowCount == 5)
    }

    @Test func valuesBeforeSmoothingAreDrawnFirst() {
        let strengths = layout(Charts.smoothed).lines.map(\.strength)
        #expect(strengths == [.raw, .full])
    }

    @Test func laterAttemptsAreDrawnOverEarlierOnes() {
        let layout = layout(Charts.attempts)
        #expect(layout.lines.map(\.strength) == [.superseded, .full])
    }

    @Test func labelsOfTicksDoNotTouch() {
        for chart in [Charts.broken, Charts.clock, Charts.smoothed] {
            for width in stride(from: 100, through: 2_000, by: 50) {
                let layout = layout(chart, width: width)
                let labels = layout.texts.filter { $0.role == .tick && $0.anchor == .start }
                for (left, right) in zip(labels, labels.dropFirst()) {
                    #expect(left.x + Double(DisplayWidth.of(left.text) * 7) < right.x)
                }
            }
        }
    }

    @Test func everythingIsInsideOfThePicture() {
        for (name, chart) in Charts.hostile {
            for isLogarithmic in [false, true] {
                var chart = chart
                if isLogarithmic { chart.yScale = .logarithmic }
                let layout = layout(chart)
                for point in layout.lines.flatMap(\.points) {
                    #expect(layout.plot.left - 1...layout.plot.right + 1 ~= point.x, "\(name)")
                    #expect(layout.plot.top - 1...layout.plot.bottom + 1 ~= point.y, "\(name)")
                }
                #expect(layout.texts.allSatisfy { 0...800 ~= $0.x && 0...450 ~= $0.y }, "\(name)")
            }
        }
    }
}
