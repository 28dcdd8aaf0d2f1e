internal import ClampedArithmetic

/// Parts of an SVG file as text.
enum SVGText {
    /// A coordinate, to a tenth.
    static func number(_ value: Double) -> String {
        let tenths = Int(clamping: (value * 10).rounded())
        let sign = tenths < 0 ? "-" : ""
        let (whole, rest) = tenths.magnitude.quotientAndRemainder(dividingBy: 10)
        return rest == 0 ? "\(sign)\(whole)" : "\(sign)\(whole).\(rest)"
    }

    /// The path of a line through points.
    static func path(_ points: [Point]) -> String {
        var text = "M"
        var last = ""
        for (index, point) in points.enumerated() {
            let pair = "\(number(point.x)) \(number(point.y))"
            // Points that are the same when rounded say nothing more.
            if index > 0, pair == last { continue }
            if index > 0 { text += " " }
            text += pair
            last = pair
        }
        return text
    }

    /// The path of a segment.
    static func line(_ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double) -> String {
        path([Point(x: x0, y: y0), Point(x: x1, y: y1)])
    }

    /// Text as the content of an element or an attribute.
    ///
    /// See "Extensible Markup Language (XML) 1.0", 2.2: what is no character there, and cannot even
    /// be escaped, becomes U+FFFD.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "\t", "\n": escaped.unicodeScalars.append(scalar)
            case "\u{0}"..."\u{1f}", "\u{7f}"..."\u{9f}", "\u{fffe}", "\u{ffff}":
                escaped += "\u{fffd}"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
