/// What a color is used for.
enum PlotInk: Hashable, Sendable {
    case background
    case ink
    case quietInk
    case axis
    case grid
    case alarm
    case curve(Int)

    /// The ink of a text.
    init(_ role: PlacedText.Role) {
        switch role {
        case .title, .name: self = .ink
        case .tick, .axisTitle, .value, .note: self = .quietInk
        case .nonFinite: self = .alarm
        case .markRow(let curve): self = curve.map { .curve($0) } ?? .quietInk
        }
    }
}

extension Palette {
    /// The color for a use.
    func color(of ink: PlotInk) -> PlotColor {
        switch ink {
        case .background: background
        case .ink: self.ink
        case .quietInk: quietInk
        case .axis: axis
        case .grid: grid
        case .alarm: alarm
        case .curve(let index): curves[index % curves.count]
        }
    }
}
