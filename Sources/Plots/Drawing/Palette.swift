/// A color, 8 bits a channel.
struct PlotColor: Hashable, Sendable {
    var red: UInt8
    var green: UInt8
    var blue: UInt8

    /// A color from its hexadecimal number, such as `0xd55e00`.
    init(_ number: UInt32) {
        red = UInt8(truncatingIfNeeded: number >> 16)
        green = UInt8(truncatingIfNeeded: number >> 8)
        blue = UInt8(truncatingIfNeeded: number)
    }

    /// The color as CSS writes it.
    var css: String {
        let number = UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue)
        let digits = String(number, radix: 16)
        return "#" + String(repeating: "0", count: 6 - digits.count) + digits
    }
}

/// Light or dark.
package enum PlotTheme: Hashable, Sendable {
    case light
    case dark
    /// As the page or the reader's system has it; where nothing says so, light.
    case automatic
}

/// The colors of a picture.
struct Palette: Sendable {
    var background: PlotColor
    /// Texts.
    var ink: PlotColor
    /// Labels of ticks and notes.
    var quietInk: PlotColor
    var axis: PlotColor
    var grid: PlotColor
    /// Values that are not finite, in words.
    var alarm: PlotColor
    /// The colors of the curves, in turn.
    var curves: [PlotColor]

    /// The color of a curve.
    func color(of curve: Int) -> PlotColor { curves[curve % curves.count] }

    // The curves' colors have a contrast of 3 or more to the background (WCAG 2.2, 1.4.11). Any two
    // differ by at least 8 in Oklab (times 100), also as people without red, green or blue cones see
    // them by the model of Machado, Oliveira and Fernandes (2009).
    static let light = Palette(
        background: PlotColor(0xffffff),
        ink: PlotColor(0x1b1f24),
        quietInk: PlotColor(0x57606a),
        axis: PlotColor(0x6e7781),
        grid: PlotColor(0xe4e8ec),
        alarm: PlotColor(0xb3261e),
        curves: [
            0x0067b1, 0xd55e00, 0x009090, 0xa80048, 0xa878f0, 0x001890, 0x600018, 0x6000f0,
        ].map { PlotColor($0) }
    )

    static let dark = Palette(
        background: PlotColor(0x15181e),
        ink: PlotColor(0xe6e9ee),
        quietInk: PlotColor(0xa4adb8),
        axis: PlotColor(0x78828e),
        grid: PlotColor(0x2a3038),
        alarm: PlotColor(0xff8a80),
        curves: [
            0x5aa9f5, 0xff8a3d, 0x48f0d8, 0xe0208a, 0xf0e442, 0x9a58ff, 0x3078a8, 0xa86000,
        ].map { PlotColor($0) }
    )
}
