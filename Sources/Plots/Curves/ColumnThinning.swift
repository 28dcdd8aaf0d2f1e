internal import ClampedArithmetic

/// The points of a line that a picture can show: of each column of dots the first, the last, the
/// least and the greatest.
///
/// What is drawn through them covers the same dots as all points would, however many there are.
struct ColumnThinning {
    /// What is kept of a column, by index into the curve; -1 in `first` for a column without points.
    private struct Column {
        var first = -1
        var last = -1
        var least = -1
        var greatest = -1
        var leastY = Double.infinity
        var greatestY = -Double.infinity
        /// Whether a value that cannot be drawn lies before the first.
        var isAfterGap = false
    }

    private var columns: [Column]
    private let origin: Double
    private let columnsPerX: Double
    private var used: ClosedRange<Int>?
    private var isGap = false

    /// - Parameters:
    ///   - range: The x values of the first and the last column.
    ///   - count: The number of columns.
    init(_ range: AxisRange, columns count: Int) {
        columns = [Column](repeating: Column(), count: max(count, 1))
        origin = range.low
        let span = range.high - range.low
        columnsPerX = span.isFinite ? Double(max(count, 1)) / span : 0
    }

    /// The column of a finite x value.
    func column(of x: Double) -> Int {
        let place = (x - origin) * columnsPerX
        // In range, as place is compared with the ends; NaN fails both comparisons.
        return place > 0 ? (place < Double(columns.count) ? Int(place) : columns.count - 1) : 0
    }

    /// Adds points in their order.
    ///
    /// - Parameters:
    ///   - indices: The points.
    ///   - x: The x values of the curve.
    ///   - y: The y values.
    ///   - floor: Values must be greater than this to be drawn: 0 on a logarithmic axis.
    mutating func add(_ indices: Range<Int>, x: [Double], y: [Double], floor: Double) {
        guard !indices.isEmpty else { return }
        var low = columns.count
        var high = -1
        for index in indices {
            let value = y[index]
            let isDrawn = value > floor && value < .infinity && x[index].isFinite
            guard isDrawn else {
                isGap = true
                continue
            }
            let place = column(of: x[index])
            if place < low { low = place }
            if place > high { high = place }
            add(index, value, to: place)
        }
        guard low <= high else { return }
        used = min(low, used?.lowerBound ?? low)...max(high, used?.upperBound ?? high)
    }

    @inline(__always)
    private mutating func add(_ index: Int, _ value: Double, to place: Int) {
        if columns[place].first < 0 {
            columns[place].first = index
            columns[place].isAfterGap = isGap
        }
        isGap = false
        columns[place].last = index
        if value < columns[place].leastY {
            columns[place].leastY = value
            columns[place].least = index
        }
        if value > columns[place].greatestY {
            columns[place].greatestY = value
            columns[place].greatest = index
        }
    }

    /// Takes the lines out, from the first column to the last, and begins again without points.
    ///
    /// - Parameter keepsEnds: Whether the first and the last point of each column are kept, too;
    ///   else only those of each line are, and of columns that have two points or less.
    /// - Returns: The indices of the points that are kept, a line for each stretch between gaps.
    mutating func takeLines(keepsEnds: Bool = true) -> [[Int]] {
        defer { isGap = false }
        guard let used else { return [] }
        var lines: [[Int]] = []
        var line: [Int] = []
        var end: Int?
        for place in used {
            let column = columns[place]
            columns[place] = Column()
            guard column.first >= 0 else { continue }
            if column.isAfterGap, !line.isEmpty {
                lines.append(line)
                line = []
                end = nil
            }
            let inner = [column.least, column.greatest].sorted()
            // The end of the column before is the line's end no more.
            if !keepsEnds, let end, line.last == end, line.count > 2 { line.removeLast() }
            let isStart = keepsEnds || line.isEmpty
            for index in (isStart ? [column.first] : []) + inner + [column.last]
            where index != line.last {
                line.append(index)
            }
            end = inner.contains(column.last) ? nil : column.last
        }
        self.used = nil
        if !line.isEmpty { lines.append(line) }
        return lines
    }
}
