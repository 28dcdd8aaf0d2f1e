import Foundation

/// The table of growth as an SVG picture: four small plots with logarithmic axes.
struct GrowthPicture {
    let points: [GrowthPoint]

    /// The picture as SVG.
    var svg: String {
        let sizes = points.filter { $0.series != "tags" }
        let tags = points.filter { $0.series == "tags" }
        let megabytes = { (point: GrowthPoint) in Double(point.byteCount) / 1e6 }
        let tagCount = { (point: GrowthPoint) in Double(point.size) }
        let memory = { (point: GrowthPoint) in Double(point.peakMemory) / 1_048_576 }
        let plots = [
            Plot(
                "ns per byte, over the file's MB; dashed: a plain read",
                sizes,
                megabytes,
                \.nanosecondsPerByte,
                beside: \.readNanosecondsPerByte
            ),
            Plot("ns per record, over tags", tags, tagCount, \.nanosecondsPerRecord),
            Plot("peak memory in MiB, over the file's MB", sizes, megabytes, memory),
            Plot("peak memory in MiB, over tags", tags, tagCount, memory),
        ]
        var text = """
            <svg xmlns="http://www.w3.org/2000/svg" width="880" height="600" \
            font-family="sans-serif" font-size="12">
            <rect width="880" height="600" fill="white"/>

            """
        for (index, plot) in plots.enumerated() {
            let (x, y) = (index % 2 * 440, index / 2 * 300)
            text += "<g transform=\"translate(\(x) \(y))\">\n\(plot.svg)</g>\n"
        }
        return text + "</svg>\n"
    }
}

/// One plot of the picture.
private struct Plot {
    private let title: String
    private typealias Line = (name: String, points: [(x: Double, y: Double)])
    private let lines: [Line]
    /// The dashed line next to each line.
    private let limits: [Line]
    private let xPowers: ClosedRange<Int>
    private let yPowers: ClosedRange<Int>

    init(
        _ title: String,
        _ points: [GrowthPoint],
        _ x: (GrowthPoint) -> Double,
        _ y: (GrowthPoint) -> Double,
        beside limit: ((GrowthPoint) -> Double)? = nil
    ) {
        self.title = title
        lines = Self.lines(points, x, y)
        limits = limit.map { Self.lines(points, x, $0) } ?? []
        let all = (lines + limits).flatMap(\.points)
        xPowers = Self.powers(all.map(\.x))
        yPowers = Self.powers(all.map(\.y))
    }

    private static func lines(
        _ points: [GrowthPoint],
        _ x: (GrowthPoint) -> Double,
        _ y: (GrowthPoint) -> Double
    ) -> [Line] {
        var lines: [Line] = []
        for point in points {
            let name = String(point.series.prefix { $0 != "," })
            if lines.last?.name != name { lines.append((name, [])) }
            lines[lines.count - 1].points.append((x(point), y(point)))
        }
        return lines
    }

    var svg: String {
        var text = "<text x=\"60\" y=\"28\" font-size=\"14\">\(title)</text>\n"
        for power in xPowers {
            let x = across(pow(10, Double(power)))
            text += line(x, Self.top, x, Self.bottom, "#ddd")
            text += label(x, Self.bottom + 18, Self.name(of: power), "middle")
        }
        for power in yPowers {
            let y = down(pow(10, Double(power)))
            text += line(Self.left, y, Self.right, y, "#ddd")
            text += label(Self.left - 6, y + 4, Self.name(of: power), "end")
        }
        for (index, limit) in limits.enumerated() {
            let path = limit.points.map { "\(rounded(across($0.x))),\(rounded(down($0.y)))" }
            text += """
                <polyline points="\(path.joined(separator: " "))" fill="none" \
                stroke="\(Self.colors[index % 2])" stroke-dasharray="4 3"/>

                """
        }
        for (index, series) in lines.enumerated() {
            let color = Self.colors[index % 2]
            let path = series.points.map { "\(rounded(across($0.x))),\(rounded(down($0.y)))" }
            text += """
                <polyline points="\(path.joined(separator: " "))" fill="none" stroke="\(color)" \
                stroke-width="2"/>

                """
            for point in series.points {
                text += """
                    <circle cx="\(rounded(across(point.x)))" cy="\(rounded(down(point.y)))" r="3" \
                    fill="\(color)"/>

                    """
            }
            if lines.count > 1, let last = series.points.last {
                text += """
                    <text x="\(rounded(across(last.x)))" y="\(rounded(down(last.y) - 9))" \
                    text-anchor="end" fill="\(color)">\(series.name)</text>

                    """
            }
        }
        return text
    }

    private func across(_ x: Double) -> Double {
        Self.left + (Self.right - Self.left) * Self.share(log10(x), of: xPowers)
    }

    private func down(_ y: Double) -> Double {
        Self.bottom - (Self.bottom - Self.top) * Self.share(log10(y), of: yPowers)
    }

    private func line(
        _ x1: Double,
        _ y1: Double,
        _ x2: Double,
        _ y2: Double,
        _ color: String
    )
        -> String
    {
        """
        <line x1="\(rounded(x1))" y1="\(rounded(y1))" x2="\(rounded(x2))" y2="\(rounded(y2))" \
        stroke="\(color)"/>

        """
    }

    private func label(_ x: Double, _ y: Double, _ text: String, _ anchor: String) -> String {
        """
        <text x="\(rounded(x))" y="\(rounded(y))" text-anchor="\(anchor)" fill="#555">\(text)</text>

        """
    }

    private func rounded(_ value: Double) -> String { Table.decimal(value) }

    private static func share(_ value: Double, of powers: ClosedRange<Int>) -> Double {
        (value - Double(powers.lowerBound)) / Double(powers.upperBound - powers.lowerBound)
    }

    private static func powers(_ values: [Double]) -> ClosedRange<Int> {
        let logarithms = values.map(log10)
        let low = Int((logarithms.min() ?? 0).rounded(.down))
        return low...max(low + 1, Int((logarithms.max() ?? 1).rounded(.up)))
    }

    private static func name(of power: Int) -> String {
        power < 0
            ? String(format: "%.\(-power)f", pow(10, Double(power)))
            : "\(Int(pow(10, Double(power))))"
    }

    private static let colors = ["#c0392b", "#2471a3"]
    private static let (left, right, top, bottom) = (60.0, 415.0, 44.0, 262.0)
}
