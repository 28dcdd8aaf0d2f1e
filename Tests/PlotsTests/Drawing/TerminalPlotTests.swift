import Testing
import TextOutput

@testable import Plots

@Suite struct TerminalPlotTests {
    @Test(arguments: [40, 80, 120])
    func picturesAreAsRecorded(width: Int) throws {
        let charts = [
            ("broken", Charts.broken), ("attempts", Charts.attempts), ("clock", Charts.clock),
            ("logarithmic", Charts.logarithmic), ("smoothed", Charts.smoothed),
            ("many", Charts.many),
        ]
        var text = ""
        for (name, chart) in charts {
            text += "\(name) " + String(repeating: "=", count: width - name.count - 1) + "\n"
            let plot = TerminalPlot(width: width, height: width / 8 + 9)
            text += plot.lines(of: chart).joined(separator: "\n") + "\n"
        }
        try Snapshot.expect(text, matches: "terminal-\(width).txt")
    }

    @Test func asciiAndColorsAreAsRecorded() throws {
        let ascii = TerminalPlot(width: 72, height: 18, isASCII: true).lines(of: Charts.broken)
        #expect(ascii.allSatisfy { $0.utf8.allSatisfy { (0x20..<0x7f).contains($0) } })
        var plot = TerminalPlot(width: 72, height: 18, isColored: true)
        var text = ascii + plot.lines(of: Charts.broken) + plot.lines(of: Charts.attempts)
        plot.height = 12
        text += plot.lines(of: Charts.smoothed)
        let shown = text.map { $0.replacing("\u{1b}", with: "ESC") }.joined(separator: "\n")
        try Snapshot.expect(shown + "\n", matches: "terminal-styles.txt")
    }

    @Test(arguments: [1, 3, 12, 20, 40, 120])
    func everySizeIsKept(width: Int) {
        let charts = Charts.hostile.map(\.chart) + [Charts.broken, Charts.many, Charts.clock]
        for chart in charts {
            for (step, height) in [1, 2, 3, 4, 6, 11, 24].enumerated() {
                for (isColored, isASCII) in [
                    [(false, false), (true, false), (false, true)][step % 3]
                ] {
                    let plot = TerminalPlot(
                        width: width,
                        height: height,
                        isColored: isColored,
                        isASCII: isASCII
                    )
                    let lines = plot.lines(of: chart)
                    #expect(lines.count <= height)
                    #expect(lines.allSatisfy { DisplayWidth.of($0) <= width })
                    let text = lines.joined()
                    let controls = text.unicodeScalars.filter(EscapedText.isUnsafe)
                    #expect(controls.allSatisfy { isColored && $0 == "\u{1b}" })
                }
            }
        }
    }

    @Test func valuesThatAreNotFiniteAreToldAtAnySensibleSize() {
        for width in [20, 40, 80] {
            for height in 3...30 {
                let text = TerminalPlot(width: width, height: height).lines(of: Charts.broken)
                    .joined(separator: "\n")
                #expect(text.contains("×"), "\(width) \(height)")
            }
        }
    }

    @Test func curvesWithoutColorsHaveLetters() {
        let lines = TerminalPlot(width: 80, height: 24).lines(of: Charts.broken)
        let plot = lines.filter { $0.contains("│") || $0.contains("┤") }.joined()
        for letter in ["A", "B", "C"] {
            #expect(plot.contains(letter))
            #expect(lines.contains { $0.hasPrefix("\(letter)  run-") })
        }
        let colored = TerminalPlot(width: 80, height: 24, isColored: true).lines(of: Charts.broken)
        #expect(!colored.contains { $0.contains("A  run-") })
    }

    @Test func dotsStandWhereTheValuesAre() {
        var chart = Chart(curves: [Curve(name: "a", x: [0, 1], y: [0, 1])])
        chart.yRange = .between(0, 1)
        let expected = [
            "1.0 ┤           ⡠⠊",
            "    │        ⢀⠤⠊",
            "    │      ⢀⠔⠁",
            "0.5 ┤    ⢀⠔⠁",
            "    │  ⡠⠒⠁",
            "  0 ┤⡠⠊",
            "    └┬───────────┬",
            "    0            1",
            "━━ a  last 1",
        ]
        #expect(TerminalPlot(width: 18, height: 9).lines(of: chart) == expected)
    }

    @Test func supersededValuesAreFaint() {
        let lines = TerminalPlot(width: 80, height: 24, isColored: true).lines(of: Charts.attempts)
        #expect(lines.contains { $0.contains("\u{1b}[2;38;5;33m") })
        #expect(lines.contains { $0.contains("faint: 200 points that were logged again") })
    }
}
