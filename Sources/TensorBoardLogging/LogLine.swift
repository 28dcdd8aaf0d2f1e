/// One message as a line of plain text.
struct LogLine {
    let text: String

    /// - Parameters:
    ///   - wallTime: Seconds since 1970, UTC.
    ///   - level: The level's name.
    ///   - message: The message, of any number of lines.
    ///   - metadata: Names and values, in any order.
    init(wallTime: Double, level: String, message: String, metadata: [(String, String)]) {
        let pairs = metadata.sorted { $0.0 < $1.0 }.map { name, value in
            " " + Self.visible(name) + "=" + Self.quoted(Self.visible(value))
        }
        let lines = Self.visible(message, keepsLines: true)
        text = Self.time(wallTime) + " " + level + " " + lines + pairs.joined()
    }

    /// Hours, minutes, seconds and milliseconds, UTC; the day is that of the point.
    private static func time(_ wallTime: Double) -> String {
        let milliseconds = Int64(exactly: (wallTime * 1_000).rounded(.down)) ?? 0
        let ofDay = milliseconds - milliseconds.roundedDown(toMultipleOf: 86_400_000)
        let seconds = ofDay / 1_000
        return [(seconds / 3_600, ""), (seconds / 60 % 60, ":"), (seconds % 60, ":")]
            .map { $1 + padded($0, 2) }.joined() + "." + padded(ofDay % 1_000, 3)
    }

    private static func padded(_ number: Int64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    /// A value that another could follow.
    private static func quoted(_ value: String) -> String {
        let isPlain = !value.isEmpty && value.allSatisfy { $0 != " " && $0 != "\"" && $0 != "=" }
        return isPlain ? value : "\"" + value.replacing("\"", with: "\\\"") + "\""
    }

    /// A text whose control characters can be read, since a page would show them as nothing.
    private static func visible(_ text: String, keepsLines: Bool = false) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n" where keepsLines, "\t": result.unicodeScalars.append(scalar)
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case _ where scalar.properties.generalCategory == .control:
                result += "\\u{" + String(scalar.value, radix: 16) + "}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

extension Int64 {
    fileprivate func roundedDown(toMultipleOf unit: Int64) -> Int64 {
        let remainder = self % unit
        return self - (remainder < 0 ? remainder + unit : remainder)
    }
}
