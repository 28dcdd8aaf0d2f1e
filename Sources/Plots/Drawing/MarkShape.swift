/// The lines of a mark: a cross for NaN, a triangle up or down for infinities, and from one to the
/// other a line if the stretch is long.
struct MarkShape {
    private(set) var lines: [[Point]] = []

    init(_ mark: PlacedMark) {
        // Two signs need twice their width.
        guard mark.right - mark.left > 3 * Self.radius else {
            add(mark.kind, (mark.left + mark.right) / 2, mark.y)
            return
        }
        add(mark.kind, mark.left, mark.y)
        add(mark.kind, mark.right, mark.y)
        lines.append([Point(x: mark.left, y: mark.y), Point(x: mark.right, y: mark.y)])
    }

    init(_ key: PlacedKey) {
        add(key.kind, key.x + Self.radius, key.y)
    }

    private mutating func add(_ kind: NonFiniteKind, _ x: Double, _ y: Double) {
        let radius = Self.radius
        switch kind {
        case .nan:
            for sign in [1.0, -1] {
                lines.append([
                    Point(x: x - radius, y: y - sign * radius),
                    Point(x: x + radius, y: y + sign * radius),
                ])
            }
        case .positiveInfinity, .negativeInfinity:
            // The smaller one fills the larger.
            for size in [radius, radius / 3] {
                let tip = kind == .positiveInfinity ? -size : size
                lines.append([
                    Point(x: x - size, y: y - tip), Point(x: x, y: y + tip),
                    Point(x: x + size, y: y - tip), Point(x: x - size, y: y - tip),
                ])
            }
        }
    }

    private static let radius = 3.0
}
