/// The values of one tag of one run.
package struct Curve: Sendable {
    /// The name in the legend: run and tag.
    ///
    /// It may hold anything, and is escaped when drawn.
    package var name: String
    /// The steps, or times in seconds, in the order in which the values were logged.
    ///
    /// They may go back. A point with an x value that is not finite is counted, not drawn.
    package var x: [Double]
    /// The values, one for each x value; of two arrays with different counts, the rest of the
    /// longer one is ignored.
    package var y: [Double]
    /// The indices of points that a later attempt logged again.
    ///
    /// They are drawn faintly and left out of the legend's last value and minimum. Parts outside of
    /// the arrays are ignored.
    package var superseded: [Range<Int>]

    /// A curve of points in the order in which they were logged.
    package init(name: String, x: [Double], y: [Double], superseded: [Range<Int>] = []) {
        self.name = name
        self.x = x
        self.y = y
        self.superseded = superseded
    }

    /// The number of points.
    var count: Int { min(x.count, y.count) }

    /// The stretches of superseded points, in order, without overlaps.
    var supersededStretches: [Range<Int>] {
        var stretches: [Range<Int>] = []
        let inside = superseded.map { $0.clamped(to: 0..<count) }.filter { !$0.isEmpty }
        for stretch in inside.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            guard let last = stretches.last, stretch.lowerBound < last.upperBound else {
                stretches.append(stretch)
                continue
            }
            let end = max(last.upperBound, stretch.upperBound)
            stretches[stretches.count - 1] = last.lowerBound..<end
        }
        return stretches
    }

    /// The stretches that are not superseded, in order.
    var keptStretches: [Range<Int>] {
        var stretches: [Range<Int>] = []
        var start = 0
        for stretch in supersededStretches {
            if start < stretch.lowerBound { stretches.append(start..<stretch.lowerBound) }
            start = stretch.upperBound
        }
        if start < count { stretches.append(start..<count) }
        return stretches
    }
}
