/// The colors of an SVG as attributes, and for an automatic theme as classes with a style sheet.
struct SVGPaint {
    private let theme: PlotTheme
    private let palette: Palette
    private let curveCount: Int

    init(_ theme: PlotTheme, curveCount: Int) {
        self.theme = theme
        self.curveCount = curveCount
        palette = theme == .dark ? .dark : .light
    }

    func fill(_ ink: PlotInk) -> String { attributes(ink, ["fill"]) }

    func stroke(_ ink: PlotInk) -> String { attributes(ink, ["stroke"]) }

    func fillAndStroke(_ ink: PlotInk) -> String { attributes(ink, ["fill", "stroke"]) }

    /// The attributes of a curve's line.
    func line(_ curve: Int, _ strength: PlacedLine.Strength, width: Double? = nil) -> String {
        let width = width ?? LineStyle.width(of: strength)
        var text = #" stroke-width="\#(SVGText.number(width))""#
        let opacity = LineStyle.opacity(of: strength)
        if opacity < 1 { text += #" stroke-opacity="\#(SVGText.number(opacity))""# }
        let dashes = LineStyle.dashes(of: curve, colorCount: palette.curves.count)
        if !dashes.isEmpty {
            text += #" stroke-dasharray="\#(dashes.map(SVGText.number).joined(separator: " "))""#
        }
        return text + stroke(.curve(curve))
    }

    /// The colors on a dark page; nil if the theme is fixed.
    ///
    /// Light colors stand in the attributes, for programs without style sheets.
    var styleSheet: String? {
        guard theme == .automatic else { return nil }
        let inks: [PlotInk] =
            [.background, .ink, .quietInk, .axis, .grid, .alarm]
            + (0..<min(curveCount, palette.curves.count)).map { .curve($0) }
        let rules = inks.flatMap { ink in
            ["fill", "stroke"].map { property in
                ".\(name(ink, property)){\(property):\(Palette.dark.color(of: ink).css)}"
            }
        }
        return "@media (prefers-color-scheme:dark){\(rules.joined())}"
    }

    private func attributes(_ ink: PlotInk, _ properties: [String]) -> String {
        let color = palette.color(of: ink).css
        let plain = properties.map { #" \#($0)="\#(color)""# }.joined()
        guard theme == .automatic else { return plain }
        let names = properties.map { name(ink, $0) }.joined(separator: " ")
        return plain + #" class="\#(names)""#
    }

    private func name(_ ink: PlotInk, _ property: String) -> String {
        let suffix =
            switch ink {
            case .background: "background"
            case .ink: "ink"
            case .quietInk: "quiet"
            case .axis: "axis"
            case .grid: "grid"
            case .alarm: "alarm"
            case .curve(let index): "\(index % palette.curves.count)"
            }
        return "plot-\(property)-\(suffix)"
    }
}
