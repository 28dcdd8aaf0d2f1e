/// Lines cut at the upper and the lower edge of a plot.
enum Clipping {
    /// The parts of a line inside of a range of y coordinates.
    static func parts(
        of points: [Point],
        from top: Double,
        through bottom: Double
    ) -> [[Point]] {
        guard let first = points.first else { return [] }
        if points.allSatisfy({ top...bottom ~= $0.y }) { return [points] }
        var parts: [[Point]] = []
        var part = top...bottom ~= first.y ? [first] : []
        for (start, end) in zip(points, points.dropFirst()) {
            guard let (entry, exit) = cut(start, end, top, bottom) else { continue }
            if part.isEmpty { part.append(entry) }
            if exit != part.last { part.append(exit) }
            if exit != end {
                parts.append(part)
                part = []
            }
        }
        if !part.isEmpty { parts.append(part) }
        return parts
    }

    /// The part of a segment between two heights; nil if it lies outside.
    private static func cut(
        _ start: Point,
        _ end: Point,
        _ top: Double,
        _ bottom: Double
    ) -> (Point, Point)? {
        guard max(start.y, end.y) >= top, min(start.y, end.y) <= bottom else { return nil }
        func moved(_ point: Point) -> Point {
            let y = min(max(point.y, top), bottom)
            guard y != point.y, start.y != end.y else { return point }
            let fraction = (y - start.y) / (end.y - start.y)
            return Point(x: start.x + fraction * (end.x - start.x), y: y)
        }
        return (moved(start), moved(end))
    }
}
