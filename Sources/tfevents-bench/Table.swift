import TextOutput

/// Lines of figures.
enum Table {
    /// The minimum width of each column, in characters.
    static func row(_ columns: [(text: String, width: Int)]) -> String {
        columns.map { text, width in
            text + String(repeating: " ", count: max(1, width + 2 - text.count))
        }.joined()
    }

    static func median(_ values: [Double]) -> Double {
        values.sorted()[values.count / 2]
    }

    static func megabytes(_ byteCount: Int, _ seconds: Double) -> String {
        decimal(Double(byteCount) / seconds / 1e6)
    }

    /// Seconds with three significant digits.
    static func seconds(_ value: Double) -> String {
        value < 0.1 ? decimal(value * 1_000) + " ms" : decimal(value) + " s"
    }

    static func decimal(_ value: Double, digits: Int = 2) -> String {
        NumberText.decimal(value, digits: digits)
    }
}
