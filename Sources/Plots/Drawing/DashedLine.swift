/// Lines divided into dashes.
enum DashedLine {
    /// The dashes of a line.
    ///
    /// - Parameters:
    ///   - points: The line.
    ///   - pattern: The lengths of a dash, a gap, a dash, and so on, all positive.
    /// - Returns: A line for each dash.
    static func parts(of points: [Point], _ pattern: [Double]) -> [[Point]] {
        guard var last = points.first, let length = pattern.first else { return [points] }
        var parts: [[Point]] = []
        var part = [last]
        var index = 0
        var rest = length
        for point in points.dropFirst() {
            var distance = Self.distance(last, point)
            while distance > rest {
                let share = rest / distance
                last = Point(
                    x: last.x + share * (point.x - last.x),
                    y: last.y + share * (point.y - last.y)
                )
                distance -= rest
                if index % 2 == 0 { parts.append(part + [last]) }
                index += 1
                part = [last]
                rest = pattern[index % pattern.count]
            }
            rest -= distance
            part.append(point)
            last = point
        }
        return index % 2 == 0 ? parts + [part] : parts
    }

    private static func distance(_ start: Point, _ end: Point) -> Double {
        let (x, y) = (end.x - start.x, end.y - start.y)
        return (x * x + y * y).squareRoot()
    }
}
