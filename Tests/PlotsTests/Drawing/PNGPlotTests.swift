import TestSupport
import Testing

@testable import Plots

@Suite struct PNGPlotTests {
    private func decoded(_ plot: PNGPlot, _ chart: Chart) throws -> PNGDecoder {
        let file = try #require(plot.file(of: chart))
        return try #require(PNGDecoder(file))
    }

    private func color(_ picture: PNGDecoder, _ x: Int, _ y: Int) -> [UInt8] {
        let start = (y * picture.width + x) * 3
        return Array(picture.pixels[start..<start + 3])
    }

    @Test(arguments: [1, 2])
    func everyChartIsAPicture(scale: Int) throws {
        let charts = Charts.hostile.map(\.chart) + [Charts.broken, Charts.many, Charts.clock]
        for chart in charts {
            let plot = PNGPlot(width: 160, height: 100, scale: scale)
            let picture = try decoded(plot, chart)
            #expect(picture.width == 160 * scale)
            #expect(picture.height == 100 * scale)
            #expect(picture.channels == 3)
        }
    }

    @Test(arguments: [PlotTheme.light, .dark], [1, 2])
    func aLevelCurveIsAStraightLine(theme: PlotTheme, scale: Int) throws {
        var chart = Chart(curves: [Curve(name: "", x: [0, 1], y: [1, 1])])
        chart.yRange = .between(0, 2)
        let plot = PNGPlot(width: 300, height: 200, scale: scale, theme: theme)
        let picture = try decoded(plot, chart)
        let palette = theme == .dark ? Palette.dark : .light
        // From left to right nothing changes in the upper half, which holds the line.
        let rows = 0..<100 * scale
        let column = rows.map { color(picture, 200 * scale, $0) }
        for x in stride(from: 60 * scale, to: 280 * scale, by: 7) {
            #expect(rows.map { color(picture, x, $0) } == column)
        }
        let line = palette.curves[0]
        let isLine = column.map { pixel in
            zip(pixel, [line.red, line.green, line.blue]).allSatisfy {
                abs(Int($0) - Int($1)) < 60
            }
        }
        #expect((1...2) ~= isLine.count { $0 } / scale)
        let background = palette.background
        #expect(color(picture, 0, 0) == [background.red, background.green, background.blue])
    }

    @Test func sizesAreLimited() {
        let plot = PNGPlot(width: 1, height: 1_000_000, scale: 9)
        #expect(plot.width == 100)
        #expect(plot.height == 4_000)
        #expect(plot.scale == 2)
    }

    @Test func dashesCoverTheirShare() {
        let line = [Point(x: 0, y: 0), Point(x: 60, y: 0), Point(x: 60, y: 30)]
        let parts = DashedLine.parts(of: line, [6, 3])
        #expect(parts.count == 10)
        #expect(parts[0] == [Point(x: 0, y: 0), Point(x: 6, y: 0)])
        // One dash turns the corner.
        #expect(parts[6].count == 3 || parts[7].count == 3 || parts[6].last?.x == 60)
    }

    @Test func enlargedCharactersCoverTheSamePixels() {
        for code in 0x20...0x7e as ClosedRange<UInt8> {
            let character = Character(Unicode.Scalar(code))
            let rows = BitmapGlyph.rows(of: character, scale: 1)
            let doubled = BitmapGlyph.rows(of: character, scale: 2)
            #expect(rows.count == 7)
            #expect(doubled.count == 14)
            #expect(doubled.allSatisfy { $0 < 1 << 10 })
            #expect((rows.allSatisfy { $0 == 0 }) == (doubled.allSatisfy { $0 == 0 }))
        }
        #expect(BitmapGlyph.rows(of: "é", scale: 1) == BitmapGlyph.rows(of: "?", scale: 1))
        #expect(BitmapGlyph.rows(of: "…", scale: 1).last == 0b10101)
    }
}
