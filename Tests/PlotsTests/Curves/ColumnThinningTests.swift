import TestSupport
import Testing

@testable import Plots

@Suite struct ColumnThinningTests {
    /// Random curves: steps that may go back, values of all magnitudes, any of them not finite.
    private static func curve(seed: UInt64) -> Curve {
        var generator = SeededGenerator(seed: seed)
        let count = Int.random(in: 1...400, using: &generator)
        let goesBack = Bool.random(using: &generator)
        var x = 0.0
        var curve = Curve(name: "", x: [], y: [])
        for _ in 0..<count {
            x += Double.random(in: goesBack ? -2...3 : 0...2, using: &generator)
            let power = Double.random(in: -3...3, using: &generator)
            let kind = Int.random(in: 0..<20, using: &generator)
            curve.x.append(kind == 0 ? .nan : x)
            let special: [Int: Double] = [1: .nan, 2: .infinity, 3: -.infinity]
            curve.y.append(special[kind] ?? power)
        }
        return curve
    }

    @Test(arguments: 1...60 as ClosedRange<UInt64>)
    func eachColumnKeepsItsFirstLastLeastAndGreatest(seed: UInt64) throws {
        let curve = Self.curve(seed: seed)
        let drawn = (0..<curve.count).filter { curve.x[$0].isFinite && curve.y[$0].isFinite }
        let finite = drawn.map { curve.x[$0] }
        guard let low = finite.min(), let high = finite.max(), low < high else { return }
        for columns in [1, 2, 17, 1_000] {
            var thinning = ColumnThinning(AxisRange(low: low, high: high), columns: columns)
            thinning.add(0..<curve.count, x: curve.x, y: curve.y, floor: -.infinity)
            let kept = thinning.takeLines().flatMap(\.self)
            #expect(Set(kept).isSubset(of: drawn))
            #expect(kept.count <= 4 * columns)
            for points in Dictionary(grouping: drawn, by: { thinning.column(of: curve.x[$0]) })
                .values
            {
                let values = points.map { curve.y[$0] }
                let (first, last) = (try #require(points.first), try #require(points.last))
                #expect(kept.contains(first) && kept.contains(last))
                let keptValues = kept.filter(points.contains).map { curve.y[$0] }
                #expect(keptValues.min() == values.min())
                #expect(keptValues.max() == values.max())
            }
        }
    }

    /// The extremes of each column, and both ends of each line.
    @Test(arguments: 1...60 as ClosedRange<UInt64>)
    func withoutTheColumnsEndsThoseOfTheLinesStay(seed: UInt64) throws {
        let curve = Self.curve(seed: seed)
        let drawn = (0..<curve.count).filter { curve.x[$0].isFinite && curve.y[$0].isFinite }
        guard let low = drawn.map({ curve.x[$0] }).min(),
            let high = drawn.map({ curve.x[$0] }).max(), low < high
        else { return }
        for columns in [1, 2, 17, 1_000] {
            var thinning = ColumnThinning(AxisRange(low: low, high: high), columns: columns)
            thinning.add(0..<curve.count, x: curve.x, y: curve.y, floor: -.infinity)
            var full = thinning
            let all = full.takeLines()
            let lines = thinning.takeLines(keepsEnds: false)
            #expect(lines.map(\.first) == all.map(\.first))
            #expect(lines.map(\.last) == all.map(\.last))
            for (line, all) in zip(lines, all) {
                #expect(Set(line).isSubset(of: all))
                #expect(
                    line.count <= 2 * Set(all.map { thinning.column(of: curve.x[$0]) }).count + 2
                )
                for points in Dictionary(grouping: all, by: { thinning.column(of: curve.x[$0]) }) {
                    let values = points.value.map { curve.y[$0] }
                    let kept = line.filter(points.value.contains).map { curve.y[$0] }
                    #expect(kept.min() == values.min())
                    #expect(kept.max() == values.max())
                }
            }
        }
    }

    @Test func linesBreakWhereAValueCannotBeDrawn() {
        let curve = Curve(name: "", x: [0, 1, 2, 3, 4, 5], y: [1, 1, .nan, 1, .infinity, 1])
        var thinning = ColumnThinning(AxisRange(low: 0, high: 5), columns: 100)
        thinning.add(0..<6, x: curve.x, y: curve.y, floor: -.infinity)
        #expect(thinning.takeLines() == [[0, 1], [3], [5]])
        #expect(thinning.takeLines().isEmpty)
    }

    @Test func valuesBelowTheFloorAreGaps() {
        let curve = Curve(name: "", x: [0, 1, 2], y: [1, 0, 1])
        var thinning = ColumnThinning(AxisRange(low: 0, high: 2), columns: 10)
        thinning.add(0..<3, x: curve.x, y: curve.y, floor: 0)
        #expect(thinning.takeLines() == [[0], [2]])
    }
}
