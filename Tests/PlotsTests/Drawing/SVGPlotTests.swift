import Testing

@testable import Plots

@Suite struct SVGPlotTests {
    @Test(arguments: [PlotTheme.light, .dark, .automatic])
    func everyChartIsValidXML(theme: PlotTheme) throws {
        let charts = Charts.hostile.map(\.chart) + [Charts.broken, Charts.many, Charts.clock]
        for (chart, size) in charts.flatMap({ chart in [100, 800].map { (chart, $0) } }) {
            let text = SVGPlot(width: size, height: size * 9 / 16, theme: theme).text(of: chart)
            let document = try #require(StrictXML(text))
            #expect(document.elements.prefix(3) == ["svg", "title", "desc"])
            // A coordinate that is no number would spoil its whole path.
            let paths = document.attributes["d", default: []]
            #expect(paths.allSatisfy { $0.allSatisfy { "M0123456789.- ".contains($0) } })
            #expect(document.attributes["role"] == ["img"])
        }
    }

    @Test func nothingComesFromOutside() {
        let text = SVGPlot().text(of: Charts.broken)
        #expect(text.ranges(of: "http").count == 1)
        #expect(text.contains(#"xmlns="http://www.w3.org/2000/svg""#))
        for word in ["href", "url(", "@import", "<script", "<image"] {
            #expect(!text.contains(word))
        }
    }

    @Test func namesAreTexts() throws {
        var chart = Chart(curves: [Curve(name: "<script>&\"\u{1}\u{ffff}", x: [0, 1], y: [0, 1])])
        chart.title = "a < b"
        let document = try #require(StrictXML(SVGPlot().text(of: chart)))
        #expect(document.texts.contains("<script>&\"\\x01\u{fffd}"))
        #expect(document.texts.filter { $0 == "a < b" }.count == 2)
    }

    @Test func theDescriptionSaysWhatThePictureShows() throws {
        let document = try #require(StrictXML(SVGPlot().text(of: Charts.broken)))
        let description = try #require(document.texts.first { $0.hasPrefix("Line chart of") })
        #expect(description.contains("run-a/train/loss: last "))
        #expect(description.contains("NaN at 38–41: 4 values."))
    }

    @Test func pathsAreThinned() throws {
        let long = Charts.loss("a", count: 200_000)
        let text = SVGPlot(width: 800).text(of: Chart(curves: [long]))
        #expect(text.utf8.count < 30_000)
    }

    @Test func onlyAnAutomaticThemeHasAStyleSheet() {
        let chart = Charts.broken
        #expect(SVGPlot(theme: .automatic).text(of: chart).contains("prefers-color-scheme:dark"))
        for theme in [PlotTheme.light, .dark] {
            let text = SVGPlot(theme: theme).text(of: chart)
            #expect(!text.contains("<style"))
            #expect(!text.contains("class="))
        }
        #expect(SVGPlot(theme: .dark).text(of: chart).contains(Palette.dark.background.css))
    }

    @Test func theSameChartHasTheSameBytes() {
        #expect(SVGPlot().text(of: Charts.broken) == SVGPlot().text(of: Charts.broken))
    }

    private static let coordinates: [(value: Double, text: String)] = [
        (0, "0"), (1, "1"), (-1.25, "-1.3"), (0.04, "0"), (-0.04, "0"), (12.96, "13"),
        (99.95, "100"), (.nan, "0"),
    ]

    @Test(arguments: coordinates)
    func coordinatesAreTenths(value: Double, text: String) {
        #expect(SVGText.number(value) == text)
    }
}
