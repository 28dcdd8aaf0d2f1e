import Foundation
import Testing

@testable import Plots

@Suite struct PaletteTests {
    /// See "Web Content Accessibility Guidelines 2.2", relative luminance.
    private func luminance(_ color: PlotColor) -> Double {
        let channels = [color.red, color.green, color.blue].map { channel in
            let share = Double(channel) / 255
            return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
    }

    private func contrast(_ first: PlotColor, _ second: PlotColor) -> Double {
        let lights = [luminance(first), luminance(second)].sorted()
        return (lights[1] + 0.05) / (lights[0] + 0.05)
    }

    @Test(arguments: [true, false])
    func curvesAndTextsStandOut(isDark: Bool) {
        let palette = isDark ? Palette.dark : Palette.light
        for color in palette.curves { #expect(contrast(color, palette.background) >= 3) }
        for color in [palette.ink, palette.quietInk, palette.alarm] {
            #expect(contrast(color, palette.background) >= 4.5)
        }
        #expect(contrast(palette.axis, palette.background) >= 3)
        #expect(Set(palette.curves).count == palette.curves.count)
    }

    @Test func colorsAreWrittenWithSixDigits() {
        #expect(PlotColor(0x00_00ff).css == "#0000ff")
        #expect(PlotColor(0xd5_5e00).css == "#d55e00")
    }
}
