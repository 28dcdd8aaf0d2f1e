/// Lines of figures.
enum Table {
    /// Columns of at least so many characters.
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

    static func decimal(_ value: Double) -> String {
        let hundredths = Int((value * 100).rounded())
        let fraction = hundredths % 100
        return "\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction)"
    }
}
